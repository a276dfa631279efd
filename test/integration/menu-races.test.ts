import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Menu } from '../../shared/menu/menu.ts';
import { type MenuBench, openMenuBench } from '../support/menu-bench.ts';

const hour = 3_600_000;

let bench: MenuBench;
let corp: string;
let oa: string;
let createdBefore: number;
beforeAll(async () => {
  bench = await openMenuBench();
});
beforeEach(() => {
  ({ corp, oa } = bench.fresh());
  createdBefore = bench.platform.api.calls('menu/create');
});
afterEach(() => {
  for (const mend of faults.splice(0)) mend();
});
afterAll(() => bench.close());

const faults: (() => void)[] = [];
const fault = (...what: Parameters<MenuBench['platform']['api']['setFault']>) => void faults.push(bench.platform.api.setFault(...what));

const menuOf = (...names: string[]): Menu => ({ button: names.map((name) => ({ type: 'click', name, key: name })) });
const firstOf = ({ menu }: { menu: Menu }) => menu.button[0]?.name;
/** How often the platform was sent a menu during this test. */
const creates = () => bench.platform.api.calls('menu/create') - createdBefore;

/** What is live is known here, and this is the draft. */
async function draft(account: string, menu: Menu): Promise<void> {
  const { revision } = await bench.done('menus.pull', { account });
  await bench.done('menus.save', { account, menu, revision });
}

const nameOf = async (id: string) => (await bench.done('accounts.list', {})).accounts.find((account) => account.id === id)?.name ?? '';

describe('a menu is published once', () => {
  test('though two windows publish it in the same moment', async () => {
    await draft(corp, menuOf('一'));
    const done = await Promise.all([1, 2].map(() => bench.call('menus.publish', { account: corp })));
    expect(done.map((result) => (result.ok ? 'done' : result.error.code)).toSorted()).toEqual(['done', 'menu/publishing']);
    expect(creates()).toBe(1);
    expect((await bench.call('menus.publish', { account: corp })).ok).toBe(true);
  });

  test('though it was to be published later too: that is called off', async () => {
    await draft(corp, menuOf('一'));
    await bench.done('menus.schedule', { account: corp, at: bench.now() + hour });
    expect(await bench.done('menus.publish', { account: corp })).toMatchObject({ scheduledAt: null, scheduledMenu: null });
  });

  test('while another one that is to be published later still is', async () => {
    await draft(corp, menuOf('一'));
    const at = bench.now() + hour;
    const { revision } = await bench.done('menus.schedule', { account: corp, at });
    await bench.done('menus.save', { account: corp, menu: menuOf('二'), revision });
    expect(await bench.done('menus.publish', { account: corp })).toMatchObject({ scheduledAt: at, scheduledMenu: menuOf('一') });
    await bench.done('menus.schedule', { account: corp, at: null });
  });
});

test('a menu that is for some is not published later, which would show it to everybody', async () => {
  await draft(oa, { ...menuOf('一'), matchrule: { tag_id: '101' } });
  const later = await bench.call('menus.schedule', { account: oa, at: bench.now() + hour });
  expect(!later.ok && later.error.code).toBe('menu/conditional-later');
});

describe('where the answer is lost', () => {
  beforeEach(async () => {
    await draft(oa, menuOf('一'));
    await bench.done('menus.publish', { account: oa });
  });
  const forThem: Menu = { ...menuOf('星标'), matchrule: { tag_id: '2' } };
  const addForThem = () => bench.call('menus.conditional.add', { account: oa, menu: forThem });

  test('a menu that was deleted counts as deleted, and stays as a version with the conditional ones', async () => {
    await addForThem();
    fault('menu/delete', { kind: 'cut', before: 'answer' }, 1);
    const state = await bench.done('menus.delete', { account: oa, typed: await nameOf(oa) });
    expect([state.live?.source, state.conditional]).toEqual(['none', []]);
    expect(state.versions.filter(({ kind }) => kind === 'deleted').map(firstOf)).toEqual(['一', '星标']);
  });

  test('a menu that was not deleted stays as it is', async () => {
    fault('menu/delete', { kind: 'cut', before: 'work' }, 1);
    const result = await bench.call('menus.delete', { account: oa, typed: await nameOf(oa) });
    expect(!result.ok && result.error.code).toBe('menu/unsure');
    const state = await bench.done('menus.get', { account: oa });
    expect([state.live && firstOf(state.live), state.versions.some(({ kind }) => kind === 'deleted')]).toEqual(['一', false]);
  });

  test('a conditional menu counts as added, so that nobody adds it again', async () => {
    fault('menu/addconditional', { kind: 'cut', before: 'answer' }, 1);
    const added = await addForThem();
    expect(added.ok && [added.value.conditional.map(firstOf), added.value.versions[0]?.kind]).toEqual([['星标'], 'published']);
  });

  test('a conditional menu that is there already is not taken for the one that was added', async () => {
    await addForThem();
    fault('menu/addconditional', { kind: 'cut', before: 'work' }, 1);
    const added = await addForThem();
    expect(!added.ok && added.error.code).toBe('menu/unsure');
  });

  test('a conditional menu that was deleted counts as deleted', async () => {
    const added = await addForThem();
    const menuid = added.ok ? added.value.conditional[0]?.menuid : undefined;
    fault('menu/delconditional', { kind: 'cut', before: 'answer' }, 1);
    const state = await bench.done('menus.conditional.delete', { account: oa, menuid: menuid ?? '' });
    expect([state.conditional, state.versions[0]?.kind]).toEqual([[], 'deleted']);
  });
});
