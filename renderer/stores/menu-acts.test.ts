import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { AccountView } from '../../shared/account-view.ts';
import type { Menu } from '../../shared/menu/menu.ts';
import type { CopiedMenu, LiveMenu, MenuState, MenuVersion } from '../../shared/menu/menu-state.ts';
import { err, type Failure, ok } from '../../shared/result.ts';
import { broken, createFakeBridge, type FakeBridge } from './fake-bridge.ts';
import { createMenusStore } from './menus.ts';

const menu = (...names: string[]): Menu => ({ button: names.map((name) => ({ type: 'click', name, key: name })) });
const live: LiveMenu = { menu: menu('live'), fingerprint: 'f', pulledAt: 1000, source: 'api' };
const menuState = (change: Partial<MenuState> = {}): MenuState => ({
  ...{ account: 'ops', draft: null, draftAt: null, revision: 0, live, conditional: [], versions: [] },
  ...{ base: null, scheduledAt: null, scheduledMenu: null, scheduledBase: null, publishing: false, can: { menu: true } },
  ...change,
});

let bridge: FakeBridge;
let menus: ReturnType<typeof createMenusStore>;
let stop: () => void;
beforeEach(() => {
  vi.useFakeTimers();
  bridge = createFakeBridge();
  menus = createMenusStore(bridge, { now: () => 10_000_000_000, storage: { getItem: () => null, setItem: () => undefined } });
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
    await bridge.answer('menus.pull', ok(menuState({ draft: menu('mine'), base: live, revision: 1 })));
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

test('another account under the id of a deleted one has nothing of it', async () => {
  await open(menuState({ draft: menu('theirs'), revision: 7 }));
  await open(menuState({ account: 'oa' }));
  bridge.emit('accounts.changed', [{ id: 'oa' } as AccountView]);
  expect(Object.keys(state().desks)).toEqual(['oa']);
  await open(menuState({ live: { ...live, menu: menu('new') } }));
  expect(desk()).toMatchObject({ revision: 0, history: { present: menu('new'), past: [] } });
});

describe('an old version that is published', () => {
  const version: MenuVersion = { id: 'v', at: 500, who: 'console', menu: menu('old'), kind: 'published' };
  const drafted = (change: Partial<MenuState> = {}) => menuState({ draft: menu('mine'), base: live, revision: 1, ...change });
  const rollBack = async (why: Failure) => {
    await open(drafted());
    void state().publish('ops', { version });
    await vi.advanceTimersByTimeAsync(0);
    await bridge.answer('menus.publish', err(why));
  };
  const conflict = { ...broken, code: 'menu/conflict', params: { fingerprint: 'new' } };
  const pulled = async () => {
    await vi.advanceTimersByTimeAsync(0);
    await bridge.answer('menus.pull', ok(drafted({ live: { ...live, menu: menu('others'), fingerprint: 'newer' } })));
  };

  test('is not forgotten when somebody looks at what it would overwrite', async () => {
    await rollBack(conflict);
    void state().pull('ops');
    await pulled();
    expect(desk()?.conflict).toEqual({ of: 'live', since: 1000, fingerprint: 'newer', version });
    void state().keepMine('ops');
    await vi.advanceTimersByTimeAsync(0);
    expect(bridge.waiting('menus.publish')[0]?.input).toEqual({ account: 'ops', version: 'v', over: 'newer' });
  });

  test('is left after all: the draft stays, and is in a conflict of its own', async () => {
    await rollBack(conflict);
    void state().takeTheirs('ops');
    await pulled();
    expect(desk()).toMatchObject({ history: { present: menu('mine') }, conflict: { of: 'live', since: 1000 } });
    expect(desk()?.conflict?.version).toBeUndefined();
  });

  test('and refused, is told as the one that was refused', async () => {
    const refused = { ...broken, code: 'menu/refused' };
    await rollBack(refused);
    expect(desk()?.failure).toEqual({ act: 'publish', failure: refused, version: 'v' });
  });
});

describe('a copy', () => {
  const copied: CopiedMenu = { menu: menu('live'), problems: [], renamed: [], revision: 3, replaced: menu('old') };

  test('is undone by putting back what was there', async () => {
    const back = state().putBack('oa', copied);
    expect(bridge.waiting('menus.save')[0]?.input).toEqual({ account: 'oa', menu: menu('old'), revision: 3 });
    await bridge.answer('menus.save', ok({ revision: 4 }));
    expect(await back).toEqual(ok({ revision: 4 }));
  });

  test('of what could not be saved here does not happen, and that is said: an older menu would arrive', async () => {
    await open(menuState());
    state().edit('ops', menu('typed'));
    const done = state().copyTo('ops', 'oa');
    await bridge.answer('menus.save', err(broken));
    await vi.advanceTimersByTimeAsync(0);
    expect([await done, desk()?.failure]).toEqual([null, { act: 'copy', failure: broken }]);
    expect(bridge.waiting('menus.copyTo')).toEqual([]);
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
