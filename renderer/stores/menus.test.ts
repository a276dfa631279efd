import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { LiveMenu } from '../../shared/menu/menu-state.ts';
import { err, ok } from '../../shared/result.ts';
import { broken } from './fake-bridge.ts';
import { based, live, menu, menuState, menusBench } from './test-menus.ts';

const stale = { code: 'menu/stale', message: '', hint: '' };
const { bridge, state, desk, names, open, edit, rest, saved, reopen } = menusBench();

describe('a menu that is opened', () => {
  test('shows the draft, or what is live where there is none', async () => {
    await open();
    expect(names()).toEqual(['live']);
    await open(menuState({ account: 'oa', draft: menu('draft') }));
    expect(names('oa')).toEqual(['draft']);
  });

  test('that cannot be had says why, until it can', async () => {
    state().open('ops');
    await bridge().answer('menus.get', err(broken));
    expect(state().unreached.ops).toEqual(broken);
    void state().reload();
    await bridge().answer('menus.get', ok(menuState()));
    expect(state().unreached).toEqual({});
    expect(names()).toEqual(['live']);
  });
});

describe('every change can be undone', () => {
  test('and done again, for each account by itself', async () => {
    await open();
    await open(menuState({ account: 'oa', live: live(menu('oa')) }));
    edit('a');
    edit('b');
    state().edit('oa', menu('oa 2'));
    expect(state().undo('ops')).toBe(true);
    expect(names()).toEqual(['a']);
    expect(state().redo('ops')).toBe(true);
    expect(names()).toEqual(['b']);
    expect(names('oa')).toEqual(['oa 2']);
    state().undo('oa');
    expect(state().undo('oa')).toBe(false);
  });

  test('which shows the button that has changed', async () => {
    await open();
    edit('a', 'b', 'c');
    edit('a', 'c');
    state().select('ops', [0]);
    state().undo('ops');
    expect(desk().selected).toEqual([1]);
  });

  test('also what the gateway has put in its place', async () => {
    await open();
    bridge().emit('menus.changed', [menuState({ draft: menu('copied'), revision: 1 })]);
    expect(names()).toEqual(['copied']);
    state().undo('ops');
    expect(names()).toEqual(['live']);
  });
});

describe('where another window has changed the draft', () => {
  beforeEach(async () => {
    await open(menuState({ draft: menu('draft'), draftAt: 500, revision: 1 }));
    edit('mine');
    await rest();
    await bridge().answer('menus.save', err(stale));
  });
  const theirs = menuState({ draft: menu('theirs'), revision: 7 });

  test('nothing is overwritten, and nothing lost', async () => {
    expect(desk().conflict).toEqual({ of: 'draft', since: 500 });
    expect(names()).toEqual(['mine']);
    edit('mine', 'too');
    await rest();
    expect(bridge().waiting('menus.save')).toEqual([]);
  });

  test('theirs can be taken, which can be undone', async () => {
    void state().takeTheirs('ops');
    await bridge().answer('menus.get', ok(theirs));
    expect(desk().conflict).toBeNull();
    expect(names()).toEqual(['theirs']);
    await rest();
    expect(bridge().waiting('menus.save')).toEqual([]);
    state().undo('ops');
    expect(names()).toEqual(['mine']);
  });

  test('what is typed until that is decided outlasts the window', async () => {
    edit('mine', 'too');
    reopen();
    await open(theirs);
    expect([names(), desk().conflict?.of]).toEqual([['mine', 'too'], 'draft']);
    await rest();
    expect(bridge().waiting('menus.save')).toEqual([]);
    void state().takeTheirs('ops');
    await bridge().answer('menus.get', ok(theirs));
    reopen();
    await open(theirs);
    expect([names(), desk().conflict]).toEqual([['theirs'], null]);
  });

  test('mine can take its place', async () => {
    void state().keepMine('ops');
    await bridge().answer('menus.get', ok(theirs));
    expect(bridge().waiting('menus.save')[0]?.input).toEqual({
      account: 'ops',
      menu: menu('mine'),
      revision: 7,
      ...{ base: based(menu('live')), anew: true },
    });
    await saved(8);
    expect(desk()).toMatchObject({ conflict: null, saving: 'idle' });
    edit('mine', 'too');
    await rest();
    expect(bridge().waiting('menus.save')[0]?.input).not.toHaveProperty('anew');
  });
});

test('what the gateway would not save outlasts the window, and is saved then', async () => {
  await open();
  edit('mine');
  await rest();
  await bridge().answer('menus.save', err(broken));
  reopen();
  await open();
  expect(names()).toEqual(['mine']);
  // That of the window that was closed, and that of the new one.
  for (const _ of [1, 2]) await saved(1);
  reopen();
  await open(menuState({ draft: menu('mine'), revision: 1 }));
  expect(bridge().waiting('menus.save')).toEqual([]);
});

describe('publishing', () => {
  const conflict = { code: 'menu/conflict', message: '', hint: '', params: { fingerprint: 'new' } };
  const other = menuState({ draft: menu('mine'), revision: 1, live: live(menu('other'), 'new') });

  test('saves first, and tells when it was done until the next change', async () => {
    await open();
    edit('mine');
    const done = state().publish('ops');
    await saved(1);
    expect(desk().busy).toBe('publish');
    await bridge().answer('menus.publish', ok(menuState({ live: live(menu('mine')), revision: 2 })));
    expect(await done).toBe(true);
    expect(desk()).toMatchObject({ busy: null, publishedAt: 10_000_000_000, saving: 'idle' });
    edit('next');
    expect(desk().publishedAt).toBeNull();
  });

  test('stops where what is live was changed elsewhere, and goes on only where that is said', async () => {
    await open(menuState({ draft: menu('mine'), revision: 1 }));
    void state().publish('ops');
    await vi.advanceTimersByTimeAsync(0);
    await bridge().answer('menus.publish', err(conflict));
    expect(desk().conflict).toEqual({ of: 'live', since: 1000, fingerprint: 'new' });
    void state().keepMine('ops');
    await vi.advanceTimersByTimeAsync(0);
    expect(bridge().waiting('menus.publish')[0]?.input).toEqual({ account: 'ops', over: 'new' });
    await bridge().answer('menus.publish', ok(menuState({ live: live(menu('mine')), revision: 2 })));
    expect(desk().conflict).toBeNull();
  });

  test('of an old version goes on with that version', async () => {
    await open(menuState({ draft: menu('mine'), revision: 1 }));
    void state().publish('ops', { version: { id: 'old', at: 1, who: 'console', menu: menu('old'), kind: 'published' } });
    await vi.advanceTimersByTimeAsync(0);
    await bridge().answer('menus.publish', err(conflict));
    void state().keepMine('ops');
    await vi.advanceTimersByTimeAsync(0);
    expect(bridge().waiting('menus.publish')[0]?.input).toEqual({ account: 'ops', version: 'old', over: 'new' });
  });

  test('can take what is live instead', async () => {
    await open(menuState({ draft: menu('mine'), revision: 1 }));
    void state().publish('ops');
    await vi.advanceTimersByTimeAsync(0);
    await bridge().answer('menus.publish', err(conflict));
    void state().takeTheirs('ops');
    await vi.advanceTimersByTimeAsync(0);
    await bridge().answer('menus.pull', ok(other));
    expect(names()).toEqual(['other']);
    expect(desk().conflict).toBeNull();
  });

  test('that the platform refuses says so until the draft is changed', async () => {
    const refused = { code: 'menu/refused', message: '', hint: '', params: { errcode: '40016', path: '[0]' } };
    await open(menuState({ draft: menu('mine'), revision: 1 }));
    void state().publish('ops');
    await vi.advanceTimersByTimeAsync(0);
    await bridge().answer('menus.publish', err(refused));
    expect(desk().failure).toEqual({ act: 'publish', failure: refused });
    edit('better');
    expect(desk().failure).toBeNull();
  });
});

describe('a pull', () => {
  test('keeps the draft, and says where it is based on another menu than what is live', async () => {
    await open(menuState({ draft: menu('mine'), revision: 1 }));
    void state().pull('ops');
    await vi.advanceTimersByTimeAsync(0);
    await bridge().answer('menus.pull', ok(menuState({ draft: menu('mine'), revision: 1, live: live(menu('other')) })));
    expect(names()).toEqual(['mine']);
    expect(desk().conflict).toEqual({ of: 'live', since: 1000 });
  });

  test('is not forgotten by another start: until the draft is to be kept', async () => {
    const behind = menuState({ draft: menu('mine'), revision: 1, live: live(menu('other')) });
    await open(behind);
    expect(desk().conflict).toEqual({ of: 'live', since: 1000 });
    void state().keepMine('ops');
    expect(bridge().waiting('menus.keepDraft')[0]?.input).toEqual({ account: 'ops', fingerprint: based(menu('other')).fingerprint });
    await bridge().answer('menus.keepDraft', ok({ ...behind, base: based(menu('other')) }));
    expect(desk().conflict).toBeNull();
  });

  test('of an account that has no menu any more says nothing of the kind: there is nothing to overwrite', async () => {
    const gone: LiveMenu = { ...live({ button: [] }), source: 'none' };
    await open(menuState({ draft: menu('mine'), revision: 1, live: gone }));
    expect(desk().conflict).toBeNull();
  });

  test('without a draft shows what is live', async () => {
    await open();
    void state().pull('ops');
    await vi.advanceTimersByTimeAsync(0);
    await bridge().answer('menus.pull', ok(menuState({ live: live(menu('other')) })));
    expect(names()).toEqual(['other']);
    expect(desk().conflict).toBeNull();
  });
});

test('a menu that is scheduled can be published all the same, over what is live now', async () => {
  await open(menuState({ live: live(menu('other')), scheduledAt: 2, scheduledMenu: menu('later'), scheduledBase: based(menu('live')) }));
  void state().keepScheduled('ops');
  const { fingerprint } = based(menu('other'));
  expect(bridge().waiting('menus.keepScheduled')[0]?.input).toEqual({ account: 'ops', fingerprint });
  await bridge().answer('menus.keepScheduled', ok({ ...desk().state, scheduledBase: based(menu('other')) }));
  expect([desk().busy, desk().state.scheduledBase?.fingerprint]).toEqual([null, fingerprint]);
});
