import { beforeEach, describe, expect, test } from 'vitest';
import type { Account } from '../../shared/account.ts';
import { builtInRoles, Role, roleLimits } from '../../shared/role.ts';
import { must } from '../../shared/test-result.ts';
import { openKeptValues } from '../kept-values.ts';
import type { Store } from '../store/store.ts';
import { openTestStore, testFolder } from '../store/test-store.ts';
import { type Operators, openOperators } from './operators.ts';
import { openRoles, type Roles } from './roles.ts';

const wecom: Omit<Account, 'id'> = {
  ...{ platform: 'wecom', name: '', receiverId: 'ww1', agentId: '1', mode: 'safe', apiBase: 'http://127.0.0.1:9' },
  ...{ wayOut: { via: 'direct' }, enabled: true, origin: 'console' },
};
const night = Role.parse({ id: 'night', name: '夜班', grants: [{ commands: 'change', groups: ['@staging'] }] });

let folder = '';
let store: Store;
let roles: Roles;
let operators: Operators;
let shown: string[][] = [];
/** The ids that there are. */
let servers: string[] = [];

async function open(): Promise<void> {
  store = await openTestStore(folder);
  roles = await openRoles({
    ...{ store, kept: await openKeptValues(store), now: () => 1_000, language: () => 'zh-CN', operators: () => operators.list() },
    isServer: (word) => servers.includes(word),
    onChanged: (all) => shown.push(all.map(({ name }) => name)),
  });
  const account = () => wecom;
  operators = await openOperators({
    store,
    account,
    roles: roles.list,
    now: () => 1_000,
    random: () => 7,
    onChanged: () => undefined,
    onBug: () => undefined,
  });
}
beforeEach(async () => {
  folder = testFolder();
  shown = [];
  servers = [];
  await open();
  for (const id of ['corp', 'shop']) await store.do('accounts.put', { account: { ...wecom, id } });
});

const zhang = { account: 'corp', person: 'zhangsan', name: '张三', role: 'night' };
const ids = () => roles.list().map(({ id }) => id);
const trail = async () =>
  (await store.do('audit.recordsAfter', { after: 0, limit: 100 })).map(({ record }) => JSON.parse(record) as object);

test('own roles stand behind the built-in ones, and are there after a restart as they were last saved', async () => {
  await roles.put(night);
  await roles.put({ ...night, name: '晚班' });
  expect(shown.at(-1)).toEqual(['viewer', 'operator', 'admin', '晚班']);
  await store.close();
  await open();
  expect(roles.list()).toEqual([...builtInRoles, { ...night, name: '晚班' }]);
});

test('what a right names is known by the role’s name', async () => {
  await roles.put({ ...night, grants: [...night.grants, { commands: 'read', groups: ['db', 'web'], confirm: 'self' }] });
  await roles.put(Role.parse({ id: 'all', name: '全部', grants: [{ commands: 'read' }] }));
  expect(['db', '@staging', 'staging', 'DB'].map(roles.naming)).toEqual([['夜班'], ['夜班'], [], []]);
});

describe('a word in a right', () => {
  const naming = (...groups: string[]) => roles.put({ ...night, grants: [{ commands: 'read', groups, confirm: 'self' }] });
  /** After a restart: servers of the config file may be others. */
  async function reopen(...ids: string[]): Promise<void> {
    await store.close();
    servers = ids;
    await open();
  }
  const meant = () => ['db', 'web', '@db', 'far'].map(roles.meant);

  test('goes on meaning the server that is gone, or the group whose name a server has by now', async () => {
    servers = ['db'];
    await naming('db', 'web', '@db');
    expect(meant()).toEqual(['server', 'group', undefined, undefined]);
    await reopen('web');
    expect(meant()).toEqual(['server', 'group', undefined, undefined]);
    await naming('db', 'web', 'far');
    expect(meant()).toEqual(['server', 'group', undefined, 'group']);
  });
  test('keeps its meaning where two roles are saved at once', async () => {
    servers = ['db'];
    await Promise.all([naming('db'), roles.put(Role.parse({ ...night, id: 'day', name: '白班' }))]);
    expect(meant()).toEqual(['server', undefined, undefined, undefined]);
  });
  test('means what there is where it was taken out of all rights and is put in again', async () => {
    servers = ['db'];
    await naming('db');
    await reopen();
    await naming('web');
    expect(meant()).toEqual([undefined, 'group', undefined, undefined]);
    await naming('db');
    await reopen('db');
    expect(meant()).toEqual(['group', undefined, undefined, undefined]);
  });
  test('does not come into another role as what it means nowhere: that is refused', async () => {
    const alsoNaming = (word: string) => roles.put(Role.parse({ id: 'day', name: '白班', grants: [{ commands: 'read', groups: [word] }] }));
    await naming('db', 'web');
    await reopen('db');
    expect(await alsoNaming('db')).toMatchObject({ error: { code: 'roles/word-meant', params: { word: 'db', roles: '夜班' } } });
    expect(roles.words()).toEqual({ db: 'group', web: 'group' });
    expect(await naming('db', 'web')).toMatchObject({ ok: true });
    expect(await alsoNaming('web')).toMatchObject({ ok: true });
  });
  test('of a role of before is kept as it is meant now', async () => {
    await store.do('roles.put', { role: Role.parse({ ...night, grants: [{ commands: 'read', groups: ['db', 'web'] }] }), trail: [] });
    await reopen('db');
    await reopen('web');
    expect(meant()).toEqual(['server', 'group', undefined, undefined]);
  });
});

test('built-in roles can be neither changed nor deleted, nor can a role pass for one', async () => {
  for (const id of ['viewer', 'operator', 'admin', 'visitor']) {
    expect(await roles.put({ ...night, id })).toMatchObject({ ok: false, error: { code: 'roles/built-in' } });
    expect(await roles.remove(id)).toMatchObject({ ok: false, error: { code: 'roles/built-in' } });
  }
  for (const name of ['管理员', 'ADMIN', 'Operator', 'administrator'])
    expect(await roles.put({ ...night, name }), name).toMatchObject({ ok: false, error: { code: 'roles/name' } });
  expect(ids()).toEqual(['viewer', 'operator', 'admin']);
});

test('no two roles have one name, and there is an end to them', async () => {
  await roles.put(night);
  expect(await roles.put({ ...night, id: 'other' })).toMatchObject({ ok: false, error: { code: 'roles/name' } });
  for (let index = 1; index < roleLimits.roles; index++) await roles.put({ ...night, id: `r${index}`, name: `角色${index}` });
  expect(await roles.put({ ...night, id: 'one-more', name: '太多' })).toMatchObject({ ok: false, error: { code: 'roles/too-many' } });
});

test('a role that somebody has is not deleted, and it is said who has it', async () => {
  await roles.put(night);
  expect(await operators.put(zhang)).toMatchObject({ ok: true });
  const refused = await roles.remove('night');
  expect(refused).toMatchObject({ ok: false, error: { code: 'roles/in-use', message: '还有人的角色是“夜班”：张三' } });
  await operators.remove(zhang);
  expect(await roles.remove('night')).toEqual({ ok: true, value: null });
  expect(ids()).toEqual(['viewer', 'operator', 'admin']);
  expect(await operators.put(zhang)).toMatchObject({ ok: false, error: { code: 'operators/role' } });
});

test('with an account those who had a role in it lose it, and nobody else does', async () => {
  await roles.put(night);
  await operators.put(zhang);
  await operators.put({ ...zhang, account: 'shop' });
  await store.do('accounts.remove', { id: zhang.account });
  await operators.removeOf(zhang.account);
  expect(operators.list().map(({ account }) => account)).toEqual(['shop']);
  expect(await store.do('operators.list')).toHaveLength(1);
  expect((await trail()).at(-1)).toMatchObject({ kind: 'operator-removed', operator: { account: 'corp', person: 'zhangsan' } });
});

test('a code for a role that was deleted meanwhile is a wrong code to whoever sends it', async () => {
  await roles.put(night);
  const invited = must(operators.invite('night', ''));
  await roles.remove('night');
  expect(await operators.accept(invited.code, zhang)).toMatchObject({ ok: false, error: { code: 'operators/code' } });
});

test('each change of who may is on the trail, with who decided it', async () => {
  await roles.put(night);
  await operators.put({ ...zhang, role: 'viewer' });
  await operators.remove(zhang);
  await roles.remove('night');
  const invited = must(operators.invite('viewer', '李四'));
  await operators.accept(invited.code, { account: 'corp', person: 'lisi' });
  expect(await trail()).toEqual([
    { at: 1_000, origin: 'console', kind: 'role-saved', role: night },
    { at: 1_000, origin: 'console', kind: 'operator-bound', operator: { ...zhang, role: 'viewer' } },
    { at: 1_000, origin: 'console', kind: 'operator-removed', operator: { account: 'corp', person: 'zhangsan' } },
    { at: 1_000, origin: 'console', kind: 'role-removed', role: 'night' },
    {
      ...{ at: 1_000, origin: 'chat', account: 'corp', person: 'lisi', kind: 'operator-bound' },
      operator: { account: 'corp', person: 'lisi', name: '李四', role: 'viewer' },
    },
  ]);
  expect(await store.do('audit.verify', { after: 0, limit: 100 })).toMatchObject({ checked: 5, next: null });
});
