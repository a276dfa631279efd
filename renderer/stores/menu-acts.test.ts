import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Menu } from '../../shared/menu/menu.ts';
import type { CopiedMenu, LiveMenu, MenuState } from '../../shared/menu/menu-state.ts';
import { err, ok } from '../../shared/result.ts';
import { broken, createFakeBridge, type FakeBridge } from './fake-bridge.ts';
import { createMenusStore } from './menus.ts';

const menu = (...names: string[]): Menu => ({ button: names.map((name) => ({ type: 'click', name, key: name })) });
const live: LiveMenu = { menu: menu('live'), fingerprint: 'f', pulledAt: 1000, source: 'api' };
const menuState = (change: Partial<MenuState> = {}): MenuState => ({
  ...{ account: 'ops', draft: null, draftAt: null, revision: 0, live, conditional: [], versions: [] },
  ...{ scheduledAt: null, scheduledMenu: null, publishing: false, can: { menu: true } },
  ...change,
});

let bridge: FakeBridge;
let menus: ReturnType<typeof createMenusStore>;
let stop: () => void;
beforeEach(() => {
  vi.useFakeTimers();
  bridge = createFakeBridge();
  menus = createMenusStore(bridge, { now: () => 10_000_000_000 });
  stop = menus.start();
});
afterEach(() => {
  stop();
  vi.useRealTimers();
});

const state = () => menus.store.getState();
const desk = (account = 'ops') => state().desks[account];
const open = async (told: MenuState) => {
  state().open(told.account);
  await bridge.answer('menus.get', ok(told));
};
const pulls = () => bridge.waiting('menus.pull').length;

describe('what is live is read by itself', () => {
  test('where nobody has ever pulled it', async () => {
    await open(menuState({ live: null }));
    expect(desk()?.busy).toBe('pull');
    await bridge.answer('menus.pull', ok(menuState()));
    expect(desk()).toMatchObject({ busy: null, conflict: null, history: { present: menu('live'), past: [] } });
  });

  test('and takes nothing from a draft that is there already', async () => {
    await open(menuState({ live: null, draft: menu('mine'), revision: 1 }));
    await bridge.answer('menus.pull', ok(menuState({ draft: menu('mine'), revision: 1 })));
    expect(desk()).toMatchObject({ conflict: null, history: { present: menu('mine') } });
  });

  test('and not where it is known, nor where the account can have no menu', async () => {
    await open(menuState());
    await open(menuState({ account: 'other', live: null, can: { menu: false } }));
    expect(pulls()).toBe(0);
  });

  test('as soon as the account can have a menu', async () => {
    await open(menuState({ live: null, can: { menu: false } }));
    bridge.emit('menus.changed', [menuState({ live: null })]);
    await vi.advanceTimersByTimeAsync(0);
    expect(pulls()).toBe(1);
  });

  test('once: where that is not possible nothing is said, and it is tried again when the menu is opened again', async () => {
    await open(menuState({ live: null }));
    await bridge.answer('menus.pull', err(broken));
    expect(desk()).toMatchObject({ busy: null, failure: null });
    bridge.emit('menus.changed', [menuState({ live: null })]);
    await vi.advanceTimersByTimeAsync(0);
    expect(pulls()).toBe(0);
    state().open('ops');
    await vi.advanceTimersByTimeAsync(0);
    expect(pulls()).toBe(1);
  });
});

test('a menu is published once, however often that is asked for', async () => {
  await open(menuState({ draft: menu('mine'), revision: 1 }));
  state().edit('ops', menu('more'));
  const done = [state().publish('ops'), state().publish('ops')];
  await bridge.answer('menus.save', ok({ revision: 2 }));
  expect(bridge.waiting('menus.publish')).toHaveLength(1);
  await bridge.answer('menus.publish', ok(menuState({ revision: 2, live: { ...live, menu: menu('more') } })));
  expect([await Promise.all(done), desk()?.busy]).toEqual([[true, false], null]);
});

describe('a copy', () => {
  const copied: CopiedMenu = { menu: menu('live'), problems: [], renamed: [], revision: 3, replaced: menu('old') };

  test('is undone by putting back what was there', async () => {
    const back = state().putBack('oa', copied);
    expect(bridge.waiting('menus.save')[0]?.input).toEqual({ account: 'oa', menu: menu('old'), revision: 3 });
    await bridge.answer('menus.save', ok({ revision: 4 }));
    expect(await back).toEqual(ok({ revision: 4 }));
  });

  test('over what could not be saved there does not happen, and that is said', async () => {
    await open(menuState({ account: 'oa' }));
    await open(menuState());
    state().edit('oa', menu('typed'));
    const done = state().copyTo('ops', 'oa');
    await vi.advanceTimersByTimeAsync(0);
    await bridge.answer('menus.save', err(broken));
    expect([await done, desk()?.failure]).toEqual([null, { act: 'copy', failure: broken }]);
    expect(bridge.waiting('menus.copyTo')).toEqual([]);
  });
});
