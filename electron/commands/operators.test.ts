import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Account } from '../../shared/account.ts';
import { limits } from '../../shared/limits.ts';
import { ok } from '../../shared/result.ts';
import { builtInRoles, type Operator } from '../../shared/role.ts';
import { must } from '../../shared/test-result.ts';
import { openDatabase } from '../store/database.ts';
import type { Store } from '../store/store.ts';
import { openTestStore, testFolder } from '../store/test-store.ts';
import { type Operators, openOperators } from './operators.ts';
import { type AccessRule, roleOf } from './policy.ts';

const corp: Account = {
  ...{ id: 'corp', platform: 'wecom', name: '运维', receiverId: 'ww-a', agentId: '1', mode: 'safe', apiBase: 'http://127.0.0.1:9' },
  ...{ wayOut: { via: 'direct' }, enabled: true, origin: 'console' },
};
const shop: Account = { ...corp, id: 'shop', platform: 'official-account', receiverId: 'wx-shop' };
const admin: Operator = { account: 'corp', person: 'zhangsan', name: '张三', role: 'admin', tags: ['夜班'] };

let folder = '';
let store: Store;
let accounts: Account[] = [];
let operators: Operators;
let shown: string[][] = [];
let clock = 1_000;

const named = (all: readonly Operator[]) => all.map(({ person, role }) => `${person} ${role}`);
const people = () => named(operators.list());
/** What somebody may do who writes to the WeCom app. */
const role = (person: string, rule: AccessRule = { operators: [], anyCase: true }) =>
  roleOf({ origin: 'chat', account: 'corp', person }, rule, {
    roles: builtInRoles,
    operators: operators.list(),
    former: [...operators.former(), ...operators.removed()],
    removed: operators.removed().filter(({ isPresent }) => isPresent),
    held: false,
  })?.id;

async function open(): Promise<void> {
  store = await openTestStore(folder);
  operators = await openOperators({
    ...{ store, roles: () => builtInRoles, account: (id: string) => accounts.find((one) => one.id === id) },
    ...{ now: () => clock, random: () => 7, onChanged: (all: readonly Operator[]) => shown.push(named(all)) },
    onBug(error) {
      throw error;
    },
  });
}
async function reopen(): Promise<void> {
  await store.close();
  await open();
}
beforeEach(async () => {
  folder = testFolder();
  accounts = [corp, shop];
  shown = [];
  clock = 1_000;
  await open();
  for (const account of accounts) await store.do('accounts.put', { account });
});

async function accept(person: string, as: string) {
  const invited = must(operators.invite(as, ''));
  return operators.accept(invited.code, { account: 'corp', person });
}

test('of an account that belongs to another company nobody counts, until it is the same company again', async () => {
  await operators.put(admin);
  expect(role('zhangsan')).toBe('admin');
  accounts = [{ ...corp, receiverId: 'ww-b' }, shop];
  expect([people(), role('zhangsan')]).toEqual([[], undefined]);
  operators.accountsChanged();
  expect(shown.at(-1)).toEqual([]);
  await reopen();
  expect(role('zhangsan')).toBeUndefined();
  expect(await accept('zhangsan', 'viewer')).toEqual({
    ok: true,
    value: { account: 'corp', person: 'zhangsan', name: '', role: 'viewer' },
  });
  accounts = [corp, shop];
  expect(people()).toEqual(['zhangsan admin']);
});

test('another company does not open an account that was closed, until its former people are removed for good', async () => {
  const anybody = () => role('lisi', { anyCase: true });
  expect(anybody()).toBe('visitor');
  await operators.put(admin);
  await operators.put({ ...admin, account: 'shop', person: 'oLi' });
  expect([anybody(), operators.former()]).toEqual([undefined, []]);
  accounts = [{ ...corp, receiverId: 'ww-b' }, shop];
  expect([anybody(), named(operators.former())]).toEqual([undefined, ['zhangsan admin']]);
  await operators.removeFormer('corp');
  expect([anybody(), operators.former(), people()]).toEqual(['visitor', [], ['oLi admin']]);
  accounts = [corp, shop];
  await reopen();
  expect([people(), operators.former()]).toEqual([['oLi admin'], []]);
  accounts = [];
  expect(operators.former()).toEqual([]);
});

test('people of an account that is not there come back with it, but nobody is bound to one', async () => {
  await operators.put(admin);
  accounts = [shop];
  await reopen();
  expect(people()).toEqual([]);
  expect(await operators.put(admin)).toMatchObject({ ok: false, error: { code: 'accounts/unknown' } });
  accounts = [corp, shop];
  operators.accountsChanged();
  expect(shown).toEqual([['zhangsan admin'], ['zhangsan admin']]);
});

test('an account that was deleted leaves nobody to the next one of its id, though the program was killed right then', async () => {
  await operators.put(admin);
  await store.do('accounts.remove', { id: 'corp' });
  await reopen();
  await store.do('accounts.put', { account: corp });
  expect([people(), role('zhangsan')]).toEqual([[], undefined]);
});

test('a UserID in another case is the same person: a weaker role counts at once, and after a restart', async () => {
  await operators.put({ ...admin, person: 'ZhangSan' });
  expect(role('zhangsan')).toBe('admin');
  expect(await accept('zhangsan', 'viewer')).toMatchObject({ ok: true, value: { role: 'viewer', tags: ['夜班'] } });
  expect([people(), role('ZhangSan')]).toEqual([['zhangsan viewer'], 'viewer']);
  await reopen();
  expect([people(), role('ZhangSan')]).toEqual([['zhangsan viewer'], 'viewer']);
  await operators.remove({ account: 'corp', person: 'ZHANGSAN' });
  expect(people()).toEqual([]);
  await reopen();
  expect([people(), role('zhangsan')]).toEqual([[], undefined]);
});

test('whoever is removed has no rights any more, though the account’s settings name them', async () => {
  const settings = { operators: ['boss', 'ZhangSan'], anyCase: true };
  accounts = [{ ...corp, operators: settings.operators }, shop];
  await operators.put({ ...admin, role: 'viewer' });
  expect([role('boss', settings), role('zhangsan', settings)]).toEqual(['named', 'viewer']);
  await operators.remove(admin);
  expect([role('boss', settings), role('zhangsan', settings), role('ZhangSan', settings)]).toEqual(['named', undefined, undefined]);
  await reopen();
  expect(role('zhangsan', settings)).toBeUndefined();
  expect(operators.keptOut()).toEqual([{ account: 'corp', person: 'zhangsan', why: 'named' }]);
  await operators.put({ ...admin, role: 'operator' });
  expect([role('zhangsan', settings), operators.keptOut()]).toEqual(['operator', []]);
});

test('whoever was removed counts again when they are named in the settings anew, or the admin says so', async () => {
  const settings = { operators: ['zhangsan'], anyCase: true };
  const name = (people: string[]) => {
    accounts = [{ ...corp, operators: people }, shop];
    operators.accountsChanged();
  };
  name(['zhangsan']);
  await operators.put(admin);
  await operators.remove(admin);
  name(['boss', 'zhangsan']);
  await reopen();
  expect(role('zhangsan', settings)).toBeUndefined();
  name(['boss']);
  await expect.poll(() => operators.removed()).toEqual([]);
  await reopen();
  name(['boss', 'zhangsan']);
  expect(role('zhangsan', settings)).toBe('named');

  await operators.put(admin);
  await operators.remove(admin);
  expect(role('zhangsan', settings)).toBeUndefined();
  await operators.forgetRemoved(operators.keptOut());
  await reopen();
  expect(role('zhangsan', settings)).toBe('named');
});

test('an account that names nobody stays closed when the last one is removed, until the admin opens it again', async () => {
  const anybody = () => role('lisi', { anyCase: true });
  expect(anybody()).toBe('visitor');
  await operators.put(admin);
  await operators.remove(admin);
  expect([anybody(), role('zhangsan', { anyCase: true })]).toEqual([undefined, undefined]);
  await reopen();
  expect([anybody(), operators.keptOut()]).toEqual([undefined, [{ account: 'corp', person: 'zhangsan', why: 'closed' }]]);
  accounts = [{ ...corp, receiverId: 'ww-b' }, shop];
  expect(anybody()).toBeUndefined();
  await operators.forgetRemoved(operators.keptOut());
  await reopen();
  expect([anybody(), operators.keptOut()]).toEqual(['visitor', []]);
});

describe('the settings count again', () => {
  const both = ['zhangsan', 'lisi'];
  const settings = { operators: both, anyCase: true };
  const corpOf = (change: object) => {
    accounts = [{ ...corp, ...change }, shop];
    operators.accountsChanged();
  };
  const removeBoth = async () => {
    for (const person of both) {
      await operators.put({ ...admin, person });
      await operators.remove({ ...admin, person });
    }
  };

  test('for those only whom the admin has seen, not for those of a former company', async () => {
    corpOf({ operators: both });
    await operators.put(admin);
    await operators.remove(admin);
    corpOf({ operators: both, receiverId: 'ww-b' });
    await operators.put({ ...admin, person: 'lisi' });
    await operators.remove({ ...admin, person: 'lisi' });
    expect(operators.keptOut()).toEqual([{ account: 'corp', person: 'lisi', why: 'named' }]);
    expect(await operators.forgetRemoved(operators.keptOut())).toEqual(ok(null));
    corpOf({ operators: both });
    await reopen();
    expect(role('zhangsan', settings)).toBeUndefined();
  });
  test('for nobody where it is another matter by now than the admin was told', async () => {
    await removeBoth();
    const told = operators.keptOut();
    expect(told.map(({ why }) => why)).toEqual(['closed', 'closed']);
    const before = shown.length;
    corpOf({ operators: both });
    expect(shown).toHaveLength(before + 1);
    expect(await operators.forgetRemoved(told)).toMatchObject({ error: { code: 'operators/kept-out-changed' } });
    expect([role('zhangsan', settings), role('lisi', settings)]).toEqual([undefined, undefined]);
  });
  test('until that is undone, which is possible for a while', async () => {
    corpOf({ operators: both });
    await removeBoth();
    await operators.forgetRemoved(operators.keptOut());
    expect([role('zhangsan', settings), role('lisi', settings)]).toEqual(['named', 'named']);
    await operators.put({ ...admin, person: 'lisi', role: 'viewer' });
    expect(await operators.keepOut()).toEqual(ok(null));
    await reopen();
    expect([role('zhangsan', settings), role('lisi', settings)]).toEqual([undefined, 'viewer']);
    expect(await operators.keepOut()).toMatchObject({ error: { code: 'operators/undo-over' } });
    await operators.forgetRemoved(operators.keptOut());
    clock += limits.undoMs;
    expect(await operators.keepOut()).toMatchObject({ error: { code: 'operators/undo-over' } });
    expect(role('zhangsan', settings)).toBe('named');
  });
});

test('whoever is given a role while the settings are changed has it, after a restart too', async () => {
  accounts = [{ ...corp, operators: ['zhangsan'] }, shop];
  await operators.put(admin);
  await operators.remove(admin);
  accounts = [{ ...corp, operators: ['boss'] }, shop];
  const again = operators.put(admin);
  operators.accountsChanged();
  await again;
  await reopen();
  expect(people()).toEqual(['zhangsan admin']);
});

test('an account that is deleted leaves nobody kept out of the next one of its id', async () => {
  await operators.put(admin);
  await operators.remove(admin);
  await store.do('accounts.remove', { id: 'corp' });
  await operators.removeOf('corp');
  await store.do('accounts.put', { account: corp });
  expect(role('lisi', { anyCase: true })).toBe('visitor');
  await reopen();
  expect(role('lisi', { anyCase: true })).toBe('visitor');
});

test('two spellings that are bound at the same time are one person', async () => {
  await Promise.all([operators.put(admin), operators.put({ ...admin, person: 'ZhangSan', role: 'viewer' })]);
  expect(people()).toEqual(['ZhangSan viewer']);
  await reopen();
  expect(people()).toEqual(['ZhangSan viewer']);
});

test('whoever is removed while they are given another role has none', async () => {
  await operators.put(admin);
  await Promise.all([operators.put({ ...admin, role: 'viewer' }), operators.remove(admin)]);
  expect(people()).toEqual([]);
  await reopen();
  expect(people()).toEqual([]);
});

test('whom a rule names is written to as they are bound, but not in another company', async () => {
  await operators.put(admin);
  const named = { account: 'corp', person: 'ZhangSan' };
  expect(operators.addressee(named)).toMatchObject({ person: 'zhangsan' });
  expect(operators.addressee({ ...named, person: 'lisi' })).toEqual({ ...named, person: 'lisi' });
  accounts = [{ ...corp, receiverId: 'ww-b' }];
  expect(operators.addressee(named)).toBeUndefined();
  await accept('zhangsan', 'viewer');
  expect(operators.addressee(named)).toMatchObject({ person: 'zhangsan', role: 'viewer' });
});

test('whoever accepts an invitation while the account is being deleted is bound in none', async () => {
  const removed = store.do('accounts.remove', { id: 'corp' });
  expect(await accept('lisi', 'admin')).toMatchObject({ ok: false, error: { code: 'accounts/unknown' } });
  await removed;
  await store.do('accounts.put', { account: corp });
  await reopen();
  expect(people()).toEqual([]);
  expect(await store.do('audit.recordsAfter', { after: 0, limit: 9 })).toEqual([]);
});

test('whom an earlier version bound belongs to the company that the account has by now, be it gone or hidden by the config file', async () => {
  await store.do('accounts.replaceGiven', { accounts: [{ ...corp, id: 'gone', origin: 'config' }] });
  await store.do('accounts.replaceGiven', { accounts: [] });
  await store.close();
  const db = openDatabase(join(folder, 'weiguan.db'));
  const earlier = [
    ['corp', 'zhangsan', 'admin'],
    ['corp', 'ZhangSan', 'viewer'],
    ['gone', 'lisi', 'admin'],
  ];
  for (const [account, person, role] of earlier)
    db.run("INSERT INTO operators (account, person, name, role, tags) VALUES (:account, :person, '', :role, '[]')", {
      account,
      person,
      role,
    });
  db.close();
  const given: Account = { ...corp, receiverId: 'ww-b', origin: 'config' };
  accounts = [given];
  await open();
  expect([people(), role('zhangsan')]).toEqual([['ZhangSan viewer'], 'viewer']);
  accounts = [given, { ...corp, id: 'gone', receiverId: 'ww-b' }];
  await reopen();
  expect(people()).toEqual(['ZhangSan viewer']);
  accounts = [corp, { ...corp, id: 'gone' }];
  expect(people()).toEqual(['lisi admin']);
});

test('OpenIDs that differ in the case of a letter are two people', async () => {
  await operators.put({ ...admin, account: 'shop', person: 'oLi' });
  await operators.put({ ...admin, account: 'shop', person: 'oli', role: 'viewer' });
  await operators.remove({ account: 'shop', person: 'OLI' });
  expect(people()).toEqual(['oLi admin', 'oli viewer']);
});
