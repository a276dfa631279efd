import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createApiServer } from '../../electron/simulator/api-server.ts';
import { sandboxAccounts } from '../../electron/simulator/sandbox.ts';
import type { CallInput } from '../../shared/api.ts';
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

/** The platform tells so many times more what is live, then no more. Gives back what ends that. */
function failReadingAfter(answers: number): () => void {
  fault('menu/get', { kind: 'slow', ms: 1 }, answers);
  const mend = bench.platform.api.setFault('menu/get', { kind: 'status', status: 502 });
  faults.push(mend);
  return mend;
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

describe('what somebody else has published is not overwritten unseen', () => {
  const elsewhere = (account: string, menu: Menu) => bench.platform.api.putMenu(account, { by: 'api', menu });
  const conflict = async (input: { version?: string } = {}) => {
    const result = await bench.call('menus.publish', { account: corp, ...input });
    return !result.ok && result.error.code;
  };

  test('though it was pulled since, and the program started anew: until the draft is to be kept', async () => {
    await draft(corp, menuOf('我的'));
    elsewhere(corp, menuOf('别人的'));
    const { live, base } = await bench.done('menus.pull', { account: corp });
    expect(base?.fingerprint).not.toBe(live?.fingerprint);
    await bench.stop();
    await bench.start();
    expect(await conflict()).toBe('menu/conflict');
    const later = await bench.call('menus.schedule', { account: corp, at: bench.now() + hour });
    expect(!later.ok && later.error.code).toBe('menu/conflict');
    const kept = await bench.done('menus.keepDraft', { account: corp, fingerprint: live?.fingerprint ?? '' });
    expect(kept.base?.fingerprint).toBe(live?.fingerprint);
    expect((await bench.done('menus.publish', { account: corp })).live?.menu).toEqual(menuOf('我的'));
  });

  test('though it became known, or was rolled back to, while the first draft was typed', async () => {
    for (const isRolledBack of [false, true]) {
      ({ corp } = bench.fresh());
      await draft(corp, menuOf('一'));
      const { versions } = await bench.done('menus.publish', { account: corp });
      await draft(corp, menuOf('二'));
      const { live, revision } = await bench.done('menus.publish', { account: corp });
      if (isRolledBack) await bench.done('menus.publish', { account: corp, version: versions[0]?.id ?? '' });
      else elsewhere(corp, menuOf('别人的'));
      await bench.done('menus.pull', { account: corp });
      const base = live && { fingerprint: live.fingerprint, pulledAt: live.pulledAt };
      await bench.done('menus.save', { account: corp, menu: menuOf('二', '我的'), revision, base });
      expect([isRolledBack, await conflict()]).toEqual([isRolledBack, 'menu/conflict']);
    }
  });

  test('by a draft that was begun before anybody knew what is live', async () => {
    elsewhere(corp, menuOf('别人的'));
    await bench.done('menus.save', { account: corp, menu: menuOf('我的'), revision: 0, base: null });
    await bench.done('menus.pull', { account: corp });
    expect(await conflict()).toBe('menu/conflict');
  });

  test('by a draft that is to be kept beside another menu than the one that was looked at', async () => {
    await draft(corp, menuOf('我的'));
    elsewhere(corp, menuOf('别人的'));
    const { live } = await bench.done('menus.pull', { account: corp });
    elsewhere(corp, menuOf('更新的'));
    await bench.done('menus.pull', { account: corp });
    const kept = await bench.call('menus.keepDraft', { account: corp, fingerprint: live?.fingerprint ?? '' });
    expect(!kept.ok && kept.error.code).toBe('menu/conflict');
  });

  test('by a draft that goes on from what is live', async () => {
    await draft(corp, menuOf('我的'));
    elsewhere(corp, menuOf('别人的'));
    const { revision } = await bench.done('menus.pull', { account: corp });
    const taken = await bench.done('menus.save', { account: corp, menu: null, revision });
    await bench.done('menus.save', { account: corp, menu: menuOf('别人的', '我的'), ...taken });
    expect((await bench.done('menus.publish', { account: corp })).live?.menu).toEqual(menuOf('别人的', '我的'));
  });

  describe('by a menu that is scheduled', () => {
    const at = () => bench.now() + hour;
    async function scheduledBehind(): Promise<string> {
      await draft(corp, menuOf('今晚的'));
      await bench.done('menus.schedule', { account: corp, at: at() });
      elsewhere(corp, menuOf('别人的'));
      const { live } = await bench.done('menus.pull', { account: corp });
      return live?.fingerprint ?? '';
    }
    afterEach(() => bench.done('menus.schedule', { account: corp, at: null }));

    test('because another draft is to be kept: only where it is that draft', async () => {
      const fingerprint = await scheduledBehind();
      const { revision } = await bench.done('menus.get', { account: corp });
      await bench.done('menus.save', { account: corp, menu: menuOf('另一份'), revision });
      const kept = await bench.done('menus.keepDraft', { account: corp, fingerprint });
      expect([kept.base?.fingerprint, kept.scheduledBase?.fingerprint === fingerprint]).toEqual([fingerprint, false]);
      await bench.done('menus.save', { account: corp, menu: menuOf('今晚的'), revision: revision + 1 });
      expect((await bench.done('menus.keepDraft', { account: corp, fingerprint })).scheduledBase?.fingerprint).toBe(fingerprint);
    });

    test('until that is said of it, which says nothing of the draft', async () => {
      const fingerprint = await scheduledBehind();
      const kept = await bench.done('menus.keepScheduled', { account: corp, fingerprint });
      expect([kept.scheduledBase?.fingerprint, kept.base?.fingerprint === fingerprint]).toEqual([fingerprint, false]);
      const other = await bench.call('menus.keepScheduled', { account: corp, fingerprint: 'another' });
      expect(!other.ok && other.error.code).toBe('menu/conflict');
    });
  });

  test.each(['schedule', 'console'])('after a lost publishing of the %s was not carried out', async (who) => {
    await draft(corp, menuOf('我的'));
    fault('menu/create', { kind: 'cut', before: 'work' }, 1);
    const mend = failReadingAfter(1);
    if (who === 'schedule') {
      await bench.done('menus.schedule', { account: corp, at: bench.now() + 300 });
      await bench.until(corp, ({ failure }) => failure?.code === 'menu/unsure');
    } else expect(await conflict()).toBe('menu/unsure');
    elsewhere(corp, menuOf('别人的'));
    await bench.stop();
    mend();
    await bench.start();
    const settled = await bench.until(corp, ({ scheduledAt, live }) => scheduledAt === null && live?.menu.button[0]?.name === '别人的');
    if (who === 'schedule') expect(settled.failure?.code).toBe('menu/conflict');
    expect(await conflict()).toBe('menu/conflict');
    expect(await conflict({ version: settled.versions[0]?.id ?? '' })).toBe(false);
    expect(creates()).toBe(2);
  });
});

test('a lost publishing by schedule that was carried out leaves what was scheduled since', async () => {
  await draft(corp, menuOf('一'));
  fault('menu/create', { kind: 'cut', before: 'answer' }, 1);
  const mend = failReadingAfter(1);
  await bench.done('menus.schedule', { account: corp, at: bench.now() + 300 });
  await bench.until(corp, ({ failure }) => failure?.code === 'menu/unsure');
  const { revision } = await bench.done('menus.schedule', { account: corp, at: null });
  await bench.done('menus.save', { account: corp, menu: menuOf('二'), revision });
  const at = bench.now() + hour;
  await bench.done('menus.schedule', { account: corp, at });
  await bench.stop();
  mend();
  await bench.start();
  const settled = await bench.until(corp, ({ versions }) => versions[0]?.who === 'schedule');
  expect(settled).toMatchObject({ live: { menu: menuOf('一') }, scheduledAt: at, scheduledMenu: menuOf('二') });
  await bench.stop();
  await bench.start(2 * hour);
  expect((await bench.until(corp, ({ scheduledAt }) => scheduledAt === null)).live?.menu).toEqual(menuOf('二'));
});

test('nothing of a deleted account is left to another one of its id: no draft, and nothing that was scheduled', async () => {
  const [wecom] = sandboxAccounts(randomBytes).filter(({ platform }) => platform === 'wecom');
  if (!wecom) throw new Error('the sandbox has no WeCom account');
  const { receiverId, agentId, secret: apiSecret } = wecom;
  const platform = createApiServer({
    ...{ accounts: [wecom], clock: Date.now, random: randomBytes },
    onBug(error) {
      throw error;
    },
  });
  const { url: apiBase } = await platform.listen({ host: '127.0.0.1', port: 0 });
  const account = { id: 'ops', platform: 'wecom', name: '运维', receiverId, agentId, apiBase } as const;
  const add = () => bench.done('accounts.add', { account, secrets: { apiSecret } } as CallInput<'accounts.add'>);
  try {
    await add();
    await draft('ops', menuOf('公司甲'));
    await bench.done('menus.schedule', { account: 'ops', at: bench.now() + hour });
    await bench.done('accounts.delete', { id: 'ops', typed: '运维' });
    await add();
    expect(await bench.done('menus.get', { account: 'ops' })).toMatchObject({
      ...{ draft: null, revision: 0, live: null, scheduledAt: null, scheduledMenu: null, versions: [] },
    });
  } finally {
    await platform.close();
  }
});

test('a draft stays publishable when the menu is deleted: there is nothing to overwrite', async () => {
  await draft(corp, menuOf('一'));
  const { revision } = await bench.done('menus.publish', { account: corp });
  const saved = await bench.done('menus.save', { account: corp, menu: menuOf('二'), revision });
  const deleted = await bench.done('menus.delete', { account: corp, typed: await nameOf(corp) });
  expect(deleted).toMatchObject({ draft: menuOf('二'), base: { fingerprint: deleted.live?.fingerprint }, revision: saved.revision });
  await bench.done('menus.schedule', { account: corp, at: bench.now() + hour });
  expect((await bench.done('menus.publish', { account: corp })).live?.menu).toEqual(menuOf('二'));
});

test('a draft stays publishable though the menu it was made from was deleted elsewhere', async () => {
  await draft(corp, menuOf('一'));
  const { revision } = await bench.done('menus.publish', { account: corp });
  await bench.done('menus.save', { account: corp, menu: menuOf('二'), revision });
  bench.platform.api.putMenu(corp, null);
  await bench.done('menus.schedule', { account: corp, at: bench.now() + hour });
  expect((await bench.done('menus.publish', { account: corp })).live?.menu).toEqual(menuOf('二'));
});

test('what is typed after Publish was pressed is not published, though something else had to end first', async () => {
  for (const act of ['menus.publish', 'menus.schedule'] as const) {
    await draft(corp, menuOf('完整的'));
    const { revision } = await bench.done('menus.get', { account: corp });
    fault('menu/get', { kind: 'slow', ms: 300 }, 1);
    const pulling = bench.call('menus.pull', { account: corp });
    const acting =
      act === 'menus.publish' ? bench.done(act, { account: corp }) : bench.done(act, { account: corp, at: bench.now() + hour });
    await bench.done('menus.get', { account: corp });
    const saved = await bench.call('menus.save', { account: corp, menu: menuOf('打到一半'), revision });
    const state = await acting;
    await pulling;
    const meant = act === 'menus.publish' ? state.live?.menu : state.scheduledMenu;
    expect([act, saved.ok, meant]).toEqual([act, true, menuOf('完整的')]);
  }
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
    expect(!result.ok && result.error.code).toBe('menu/not-deleted');
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
    await bench.done('menus.conditional.add', { account: oa, menu: { ...forThem, ...menuOf('别的') } });
    fault('menu/addconditional', { kind: 'cut', before: 'work' }, 1);
    const added = await addForThem();
    expect(!added.ok && added.error.code).toBe('menu/not-added');
  });

  test('a conditional menu that is asked for again, since nobody could say whether it was added, is there once', async () => {
    const addedBefore = bench.platform.api.calls('menu/addconditional');
    fault('menu/addconditional', { kind: 'cut', before: 'answer' }, 1);
    const mend = failReadingAfter(1);
    const first = await addForThem();
    expect(!first.ok && first.error.code).toBe('menu/unsure');
    const again = await addForThem();
    expect(again.ok).toBe(false);
    expect(bench.platform.api.calls('menu/addconditional')).toBe(addedBefore + 1);
    mend();
    const second = await addForThem();
    expect(second.ok && second.value.conditional.map(firstOf)).toEqual(['星标']);
  });

  test('a conditional menu that was deleted counts as deleted', async () => {
    const added = await addForThem();
    const menuid = added.ok ? added.value.conditional[0]?.menuid : undefined;
    fault('menu/delconditional', { kind: 'cut', before: 'answer' }, 1);
    const state = await bench.done('menus.conditional.delete', { account: oa, menuid: menuid ?? '' });
    expect([state.conditional, state.versions[0]?.kind]).toEqual([[], 'deleted']);
  });

  test('one that somebody else has made meanwhile stays', async () => {
    const added = await addForThem();
    const [mine] = added.ok ? added.value.conditional : [];
    if (!mine) throw new Error('nothing was added');
    const theirs = { menuid: `${mine.menuid}1`, menu: { ...menuOf('别人的'), matchrule: { tag_id: '2' } } };
    bench.platform.api.putMenu(oa, { by: 'api', menu: menuOf('一') }, [theirs, mine]);
    fault('menu/delconditional', { kind: 'cut', before: 'answer' }, 1);
    const state = await bench.done('menus.conditional.delete', { account: oa, menuid: mine.menuid });
    expect(state.conditional.map(firstOf)).toEqual(['别人的']);
    expect(state.versions.filter(({ kind }) => kind === 'deleted').map(firstOf)).toEqual(['星标']);
  });
});
