import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Menu } from '../../shared/menu/menu.ts';
import type { MenuState } from '../../shared/menu/menu-state.ts';
import { type MenuBench, openMenuBench } from '../support/menu-bench.ts';

let bench: MenuBench;
let corp: string;
let oa: string;
beforeAll(async () => {
  bench = await openMenuBench();
});
beforeEach(async () => {
  ({ corp, oa } = bench.fresh());
  await draft(oa, menuOf('默认'));
  await bench.done('menus.publish', { account: oa });
});
afterEach(() => {
  for (const mend of faults.splice(0)) mend();
});
afterAll(() => bench.close());

const faults: (() => void)[] = [];
const menuOf = (...names: string[]): Menu => ({ button: names.map((name) => ({ type: 'click', name, key: name })) });
const firstOf = ({ menu }: { menu: Menu }) => menu.button[0]?.name;
const forThem = (name: string): Menu => ({ ...menuOf(name), matchrule: { tag_id: '2' } });
/** Without the one that each account begins with. */
const versionsOf = ({ versions }: MenuState) =>
  versions.slice(0, -1).map((version) => `${version.kind}/${version.who}:${firstOf(version)}`);
const nameOf = async (id: string) => (await bench.done('accounts.list', {})).accounts.find((account) => account.id === id)?.name ?? '';
const remove = async () => bench.call('menus.delete', { account: oa, typed: await nameOf(oa) });
const add = (name = '星标') => bench.call('menus.conditional.add', { account: oa, menu: forThem(name) });
const removeOne = (menuid: string) => bench.call('menus.conditional.delete', { account: oa, menuid });

async function draft(account: string, menu: Menu): Promise<void> {
  const { revision } = await bench.done('menus.pull', { account });
  await bench.done('menus.save', { account, menu, revision });
}

/**
 * This call is cut off, before it is carried out or before it is answered, and then nobody can ask what is live, until
 * somebody calls what this gives back. Before that the platform still tells `answers` times.
 */
function loseAnswer(path: string, before: 'work' | 'answer', answers = 1): () => void {
  const { setFault } = bench.platform.api;
  faults.push(setFault(path, { kind: 'cut', before }, 1));
  if (answers > 0) faults.push(setFault('menu/get', { kind: 'slow', ms: 1 }, answers));
  const mend = setFault('menu/get', { kind: 'status', status: 502 });
  faults.push(mend);
  return mend;
}

/** What each time is done about something of which nobody knows whether it was carried out. */
const findingOut = {
  'the next pull': async (mend: () => void) => mend(),
  'the next start': async (mend: () => void) => {
    await bench.stop();
    mend();
    await bench.start();
  },
};

describe.each(Object.entries(findingOut))('what nobody knows the end of is settled by %s', (_, findOut) => {
  test('a menu that was deleted, whoever made its conditional ones: all are kept, and the trail hears of it once', async () => {
    const theirs = { menuid: '500000001', menu: forThem('别人的') };
    bench.platform.api.putMenu(oa, { by: 'api', menu: menuOf('默认') }, [theirs]);
    const mend = loseAnswer('menu/delete', 'answer');
    const done = await remove();
    expect(!done.ok && done.error.code).toBe('menu/unsure');
    await findOut(mend);
    const state = await bench.done('menus.pull', { account: oa });
    expect([state.live?.source, state.conditional, state.failure]).toEqual(['none', [], undefined]);
    expect(versionsOf(state)).toEqual([
      ...['deleted/console:默认', 'deleted/console:别人的', 'pulled/api:别人的', 'published/console:默认'],
    ]);
    expect(bench.trail(oa).filter((kind) => kind.startsWith('menu-'))).toEqual(['menu-published', 'menu-deleted']);
  });

  test('a conditional menu that was added', async () => {
    const mend = loseAnswer('menu/addconditional', 'answer');
    const done = await add();
    expect(!done.ok && done.error.code).toBe('menu/unsure');
    await findOut(mend);
    const state = await bench.done('menus.pull', { account: oa });
    expect([state.conditional.map(firstOf), versionsOf(state)[0]]).toEqual([['星标'], 'published/console:星标']);
    expect(bench.trail(oa).filter((kind) => kind.startsWith('cond'))).toEqual(['conditional-menu-published']);
  });

  test('a conditional menu that was deleted', async () => {
    const added = await add();
    const mend = loseAnswer('menu/delconditional', 'answer', 0);
    const done = await removeOne(added.ok ? (added.value.conditional[0]?.menuid ?? '') : '');
    expect(!done.ok && done.error.code).toBe('menu/unsure');
    await findOut(mend);
    const state = await bench.done('menus.pull', { account: oa });
    expect([state.conditional, versionsOf(state)[0]]).toEqual([[], 'deleted/console:星标']);
    expect(bench.trail(oa).filter((kind) => kind === 'conditional-menu-deleted')).toHaveLength(1);
  });

  test.each([
    ['menu/create', 'menu/not-published'],
    ['menu/delete', 'menu/not-deleted'],
    ['menu/addconditional', 'menu/not-added'],
    ['menu/delconditional', 'menu/not-removed'],
  ])('%s that was not carried out is told as that, until it is', async (path, code) => {
    const added = path === 'menu/delconditional' ? await add() : undefined;
    if (path === 'menu/create') await draft(oa, menuOf('新的'));
    const act = () => {
      if (path === 'menu/create') return bench.call('menus.publish', { account: oa });
      if (path === 'menu/delete') return remove();
      return path === 'menu/addconditional' ? add() : removeOne(added?.ok ? (added.value.conditional[0]?.menuid ?? '') : '');
    };
    const trailBefore = bench.trail(oa);
    const mend = loseAnswer(path, 'work', path === 'menu/delconditional' ? 0 : 1);
    const done = await act();
    expect(!done.ok && done.error.code).toBe('menu/unsure');
    await findOut(mend);
    const state = await bench.done('menus.pull', { account: oa });
    expect([state.failure?.code, state.live && firstOf(state.live), bench.trail(oa)]).toEqual([code, '默认', trailBefore]);
    expect((await bench.done('menus.pull', { account: oa })).failure?.code).toBe(code);
    expect((await bench.done('menus.seen', { account: oa, code: 'menu/missed' })).failure?.code).toBe(code);
    const again = await act();
    expect([again.ok, again.ok && again.value.failure]).toEqual([true, undefined]);
  });
});

test('what was not carried out is told no more once somebody has read it', async () => {
  const mend = loseAnswer('menu/delete', 'work');
  await remove();
  mend();
  expect((await bench.done('menus.pull', { account: oa })).failure?.code).toBe('menu/not-deleted');
  expect((await bench.done('menus.seen', { account: oa, code: 'menu/not-deleted' })).failure).toBeUndefined();
  expect((await bench.done('menus.pull', { account: oa })).failure).toBeUndefined();
});

test('a menu that we published ourselves, which nobody could say then, is not told as somebody else’s', async () => {
  await draft(corp, menuOf('一'));
  const mend = loseAnswer('menu/create', 'answer');
  const done = await bench.call('menus.publish', { account: corp });
  expect(!done.ok && done.error.code).toBe('menu/unsure');
  mend();
  const { revision } = await bench.done('menus.get', { account: corp });
  await bench.done('menus.save', { account: corp, menu: menuOf('一', '二'), revision });
  const state = await bench.done('menus.publish', { account: corp });
  expect(versionsOf(state)).toEqual(['published/console:一', 'published/console:一']);
  expect(bench.trail(corp)).toEqual(['menu-published', 'menu-published']);
});

test('a conditional menu of somebody else is kept when it is seen, and when they take it away', async () => {
  const theirs = { menuid: '500000009', menu: forThem('别人的') };
  bench.platform.api.putMenu(oa, { by: 'api', menu: menuOf('默认') }, [theirs]);
  const seen = await bench.done('menus.pull', { account: oa });
  expect(versionsOf(seen)).toEqual(['pulled/api:别人的', 'published/console:默认']);
  expect(seen.versions[0]?.menu.matchrule).toEqual({ tag_id: '2' });
  bench.platform.api.putMenu(oa, { by: 'api', menu: menuOf('默认') }, []);
  const gone = await bench.done('menus.pull', { account: oa });
  expect(versionsOf(gone).slice(0, 2)).toEqual(['deleted/api:别人的', 'pulled/api:别人的']);
});

test('what was scheduled while nobody knew whether the menu is deleted stays scheduled', async () => {
  const mend = loseAnswer('menu/delete', 'answer');
  await remove();
  const { revision } = await bench.done('menus.get', { account: oa });
  await bench.done('menus.save', { account: oa, menu: menuOf('明天的'), revision });
  const at = bench.now() + 3_600_000;
  await bench.done('menus.schedule', { account: oa, at });
  mend();
  expect(await bench.done('menus.pull', { account: oa })).toMatchObject({ live: { source: 'none' }, scheduledAt: at });
  await bench.done('menus.schedule', { account: oa, at: null });
});
