import { afterEach, beforeEach, expect, vi } from 'vitest';
import type { Menu } from '../../shared/menu/menu.ts';
import type { LiveMenu, MenuState } from '../../shared/menu/menu-state.ts';
import { ok } from '../../shared/result.ts';
import { createFakeBridge, type FakeBridge } from './fake-bridge.ts';
import { createMenusStore } from './menus.ts';

export const menu = (...names: string[]): Menu => ({ button: names.map((name) => ({ type: 'click', name, key: name })) });
export const live = (shown: Menu, fingerprint = JSON.stringify(shown)): LiveMenu => ({
  ...{ menu: shown, fingerprint, pulledAt: 1000, source: 'api' },
});
export const based = (shown: Menu) => ({ fingerprint: JSON.stringify(shown), pulledAt: 1000 });
export const menuState = (change: Partial<MenuState> = {}): MenuState => ({
  ...{ account: 'ops', draft: null, draftAt: null, revision: 0, live: live(menu('live')), conditional: [], versions: [] },
  ...{ base: based(menu('live')), scheduledAt: null, scheduledMenu: null, scheduledBase: null, publishing: false, can: { menu: true } },
  ...change,
});

/** The store of menus before each test, over a gateway that answers when the test says so; time passes only there, too. */
export function menusBench() {
  let bridge: FakeBridge;
  let menus: ReturnType<typeof createMenusStore>;
  let stop: () => void;
  let storage: Map<string, string>;
  beforeEach(() => {
    vi.useFakeTimers();
    bridge = createFakeBridge();
    storage = new Map();
    begin();
  });
  function begin(): void {
    const [getItem, setItem] = [(name: string) => storage.get(name) ?? null, (name: string, text: string) => void storage.set(name, text)];
    menus = createMenusStore(bridge, { now: () => 10_000_000_000, storage: { getItem, setItem } });
    stop = menus.start();
  }
  afterEach(() => {
    stop();
    expect(bridge.listeners()).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
    vi.useRealTimers();
  });
  const state = () => menus.store.getState();
  const desk = (account = 'ops') => {
    const found = state().desks[account];
    if (!found) throw new Error(`no menu of ${account}`);
    return found;
  };
  return {
    ...{ state, desk },
    bridge: () => bridge,
    stop: () => stop(),
    /** The window is closed, and opened again. */
    reopen() {
      stop();
      begin();
    },
    names: (account = 'ops') => desk(account).history.present.button.map(({ name }) => name),
    async open(told: MenuState = menuState()) {
      state().open(told.account);
      await bridge.answer('menus.get', ok(told));
    },
    edit: (...buttons: string[]) => state().edit('ops', menu(...buttons)),
    /** Nothing is typed for a moment, so that the draft is saved. */
    rest: () => vi.advanceTimersByTimeAsync(600),
    saved: (revision: number) => bridge.answer('menus.save', ok({ revision })),
  };
}
