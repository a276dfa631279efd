import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Role } from '../../shared/role.ts';
import type { Run } from '../../shared/run.ts';
import { must } from '../../shared/test-result.ts';
import { publishedKeys, wecomAccount } from '../support/accounts.ts';
import { type HeadlessGateway, startHeadless, temporaryFolder } from '../support/headless-gateway.ts';
import { createSender, textMessage } from '../support/wechat-sender.ts';

const folder = temporaryFolder();
const env = { WEIGUAN_SECRETS_PASSPHRASE: 'passphrase-of-the-tests' };
let gateway: HeadlessGateway;

/** Every day, all day. */
const always = { days: [0, 1, 2, 3, 4, 5, 6], from: '00:00', to: '00:00' };
/** Never today, nor yesterday or tomorrow. */
const notToday = { days: [(new Date().getDay() + 3) % 7], from: '08:00', to: '20:00' };
const staging = (given: Partial<Role['grants'][number]> = {}): Role => ({
  ...{ id: 'staging', name: '预发布', mayHold: false },
  grants: [{ commands: ['power', 'status'], groups: ['@staging'], confirm: 'second', window: always, ...given }],
});

beforeAll(async () => {
  gateway = await startHeadless(folder.dir, [wecomAccount], {}, { env });
  // Nobody answers there: what is let through fails, and stands in the history as such.
  const ssh = { host: '127.0.0.1', port: 9, user: 'ops', auth: { by: 'agent' as const } };
  for (const [id, tags] of [
    ['web-01', ['staging']],
    ['db-01', []],
  ] as const) {
    expect(await gateway.call('targets.save', { target: { id, name: id, tags: [...tags], ssh }, isNew: true })).toMatchObject({ ok: true });
  }
}, 60_000);
afterAll(async () => {
  await gateway?.kill();
  folder.remove();
});

/** What somebody reads who writes this in the chat; '' where no answer came in the response. */
async function say(text: string, from = 'zhangsan'): Promise<string> {
  const sender = createSender(`${gateway.listener}/callback/corp`, publishedKeys);
  return (await sender.deliver(textMessage({ to: publishedKeys.receiverId, text, id: randomInt(1_000_000_000), from }))).text;
}
const bind = (person: string, role: string) => gateway.call('operators.put', { operator: { account: 'corp', person, name: '', role } });
async function runs(): Promise<Run[]> {
  return must(await gateway.call('runs.page', {}));
}

/** Who decided what about who may, as it stands on the disk. */
function decisionsOnTrail(): string[] {
  const file = new DatabaseSync(join(folder.dir, 'data', 'weiguan.db'));
  const records = file.prepare('SELECT record FROM audit ORDER BY seq').all() as { record: string }[];
  file.close();
  return records
    .map(({ record }) => JSON.parse(record) as { run?: string; origin: string; kind: string })
    .filter(({ run }) => run === undefined)
    .map(({ origin, kind }) => `${origin} ${kind}`);
}

test('a role made in the console counts at the next message: its commands, on its servers, in its hours', async () => {
  expect(await bind('zhangsan', 'staging')).toMatchObject({ ok: false, error: { code: 'operators/role' } });
  expect(await gateway.call('roles.put', { role: staging() })).toMatchObject({ ok: true });
  expect(await bind('zhangsan', 'staging')).toMatchObject({ ok: true });
  expect(await say('我是谁')).toContain('角色：预发布');
  expect(await say('重启 db-01')).toContain('没有执行这个命令的权限');
  expect(await say('磁盘 web-01')).toContain('没有执行这个命令的权限');
  expect(await say('重启 web-01')).toContain('请另一位有权限的人在 60 秒内回复');
  await gateway.call('roles.put', { role: staging({ window: notToday }) });
  expect(await say('重启 web-01')).toContain('不在允许的时间段内');
  expect(await say('帮助')).toContain('可用命令');
  await gateway.call('roles.put', { role: staging() });
  expect(await say('重启 web-01')).toContain('请另一位有权限的人在 60 秒内回复');
});

test('what a second person has to confirm runs once somebody else with the right has said yes', async () => {
  await bind('zhangsan', 'staging');
  await bind('lisi', 'viewer');
  await bind('wangwu', 'staging');
  const code = /(\d{4})/.exec((await say('重启 web-01')).split('确认')[1] ?? '')?.[1] ?? '';
  expect(code).toMatch(/^\d{4}$/);
  const before = (await runs()).filter(({ line, state }) => line === 'power reboot web-01' && state !== 'asking').length;
  expect(await say(`确认 ${code}`)).toContain('另一');
  expect(await say(`确认 ${code}`, 'lisi')).not.toBe('');
  const rebooted = async () => (await runs()).filter(({ line, state }) => line === 'power reboot web-01' && state !== 'asking');
  expect(await rebooted()).toHaveLength(before);
  await say(`确认 ${code}`, 'wangwu');
  await expect.poll(async () => (await rebooted()).length, { timeout: 20_000 }).toBe(before + 1);
  expect((await rebooted())[0]).toMatchObject({ origin: 'chat', person: 'zhangsan' });
});

test('a role is tried by the same rules without anything being run', async () => {
  const before = (await runs()).length;
  const at = Date.now();
  const tried = (role: Role, target: string) => gateway.call('roles.try', { role, command: 'power', word: 'reboot', target, at });
  expect(await tried(staging(), 'web-01')).toEqual({ ok: true, value: { kind: 'allowed', confirm: 'second', danger: 'danger' } });
  expect(await tried(staging(), 'db-01')).toMatchObject({ ok: true, value: { kind: 'no-right', lacks: 'server' } });
  expect(await tried(staging({ window: notToday }), 'web-01')).toMatchObject({ ok: true, value: { kind: 'not-now' } });
  expect(await tried(staging(), 'gone')).toMatchObject({ ok: false, error: { code: 'roles/no-such-wish' } });
  expect(await runs()).toHaveLength(before);
});

test('an account that is deleted takes the roles of its people along', async () => {
  const shop = { id: 'shop', platform: 'wecom', name: '门店', receiverId: 'ww1234567890abcdef', agentId: '218' } as const;
  expect(await gateway.call('accounts.add', { account: shop, secrets: {} })).toMatchObject({ ok: true });
  await gateway.call('operators.put', { operator: { account: 'shop', person: 'zhangsan', name: '', role: 'admin' } });
  const accountsOfZhang = async () => {
    const listed = await gateway.call('operators.list', {});
    return listed.ok && listed.value.filter(({ person }) => person === 'zhangsan').map(({ account }) => account);
  };
  expect(await accountsOfZhang()).toEqual(['corp', 'shop']);
  expect(await gateway.call('accounts.delete', { id: 'shop', typed: '门店' })).toMatchObject({ ok: true });
  expect(await accountsOfZhang()).toEqual(['corp']);
});

test('roles outlast a restart, and the trail of who may what is whole', async () => {
  expect(await gateway.call('roles.remove', { id: 'staging' })).toMatchObject({ ok: false, error: { code: 'roles/in-use' } });
  await gateway.call('hold.set', { held: true });
  await gateway.call('hold.set', { held: false });
  await gateway.kill();
  expect(decisionsOnTrail().slice(-2)).toEqual(['console held', 'console released']);
  expect(decisionsOnTrail().filter((decision) => decision.endsWith('operator-bound')).length).toBeGreaterThan(0);
  gateway = await startHeadless(folder.dir, [wecomAccount], {}, { env });
  const listed = await gateway.call('roles.list', {});
  expect(listed.ok && listed.value.map(({ id }) => id)).toEqual(['viewer', 'operator', 'admin', 'staging']);
  const verdict = await gateway.call('runs.verify', {});
  expect(verdict.ok && verdict.value.broken).toBeUndefined();
  expect(await say('我是谁')).toContain('角色：预发布');
});

test('the trail says who was let in, what their rights reach, and what exactly was run, and keeps no secret', async () => {
  const own = temporaryFolder();
  const one = await startHeadless(own.dir, [], {}, { env });
  const records = (kind: string) => {
    const file = new DatabaseSync(join(own.dir, 'data', 'weiguan.db'));
    const rows = file.prepare('SELECT record FROM audit ORDER BY seq').all() as { record: string }[];
    file.close();
    return rows.map(({ record }) => JSON.parse(record) as Record<string, unknown>).filter((record) => record.kind === kind);
  };
  try {
    const draft = {
      id: 'ops',
      platform: 'wecom' as const,
      name: 'ops',
      receiverId: 'ww1234567890abcdef',
      agentId: '1000002',
      operators: ['boss'],
    };
    must(await one.call('accounts.add', { account: draft, secrets: { apiSecret: 'never-on-the-trail' } }));
    must(await one.call('accounts.edit', { account: { ...draft, operators: ['boss', 'mallory'] }, secrets: {} }));
    const people = records('account-saved').map(({ account }) => (account as { operators: string[] }).operators);
    expect(people).toEqual([['boss'], ['boss', 'mallory']]);

    const ssh = { host: '127.0.0.1', port: 9, user: 'ops', auth: { by: 'password' as const } };
    const target = { id: 'db-01', name: 'db-01', ssh, notes: 'root is hunter2' };
    const secrets = { sshPassword: 'never-on-the-trail' };
    must(await one.call('targets.save', { target, secrets, isNew: true }));
    must(await one.call('targets.save', { target: { ...target, tags: ['staging'], logs: ['/var/log/x'] }, secrets, isNew: false }));
    must(await one.call('targets.delete', { id: 'db-01', typed: 'db-01' }));
    expect(records('target-saved').map(({ target: saved }) => (saved as { tags: string[] }).tags)).toEqual([[], ['staging']]);
    expect(records('target-removed')).toMatchObject([{ origin: 'console', target: 'db-01' }]);

    const script = { id: 'x', name: 'x', text: 'echo clean', danger: 'change' as const };
    must(await one.call('scripts.put', { script }));
    const { run } = must(await one.call('commands.run', { line: 'run x local' }));
    await expect.poll(async () => must(await one.call('runs.get', { id: run }))?.state).toBe('done');
    must(await one.call('scripts.put', { script: { ...script, text: 'echo WIPED' } }));
    must(await one.call('scripts.remove', { id: 'x' }));
    const [clean, wiped] = records('script-saved').map(({ script: saved }) => (saved as { sha256: string }).sha256);
    const ran = records('asked').map(({ evidence }) => evidence);
    expect(ran).toEqual([{ script: 'x', sha256: clean }]);
    expect(wiped).not.toBe(clean);
    expect(records('script-removed')).toMatchObject([{ script: 'x' }]);

    must(await one.call('accounts.delete', { id: 'ops', typed: 'ops' }));
    expect(records('account-removed')).toMatchObject([{ account: 'ops' }]);
    expect(must(await one.call('runs.verify', {})).broken).toBeUndefined();
    const kinds = ['account-saved', 'target-saved', 'script-saved'].flatMap(records);
    expect(JSON.stringify(kinds)).not.toMatch(/never-on-the-trail|hunter2|echo/);
  } finally {
    await one.kill();
    own.remove();
  }
});

test('a right to a server that the config file gives is no right to what is called so once it is gone, and comes back with it', async () => {
  const own = temporaryFolder();
  const ssh = { host: '127.0.0.1', port: 9, user: 'ops', auth: { by: 'agent' as const } };
  const configured = ['db', 'web'].map((id) => ({ id, name: id, ssh }));
  const nas = (group: string) => ({ id: 'nas', name: 'nas', group, ssh });
  const before = gateway;
  const restart = async (targets: object[]) => {
    if (gateway !== before) await gateway.stop();
    gateway = await startHeadless(own.dir, [wecomAccount], { targets }, { env });
  };
  const rights = (...groups: string[]) => gateway.call('roles.put', { role: staging({ groups, confirm: 'self' }) });
  try {
    await restart(configured);
    await rights('db', 'lab');
    await bind('zhangsan', 'staging');
    expect(await say('状态 db')).not.toContain('没有执行这个命令的权限');
    await restart([{ id: 'lab', name: 'lab', ssh }]);
    expect(await gateway.call('targets.save', { target: nas('db'), isNew: true })).toMatchObject({
      error: { code: 'targets/group-in-rights', params: { group: 'db', roles: '预发布' } },
    });
    expect(await say('状态 lab')).toContain('没有执行这个命令的权限');
    await restart(configured);
    expect(await say('状态 db')).not.toContain('没有执行这个命令的权限');
    await restart([]);
    await rights('lab');
    expect(await gateway.call('targets.save', { target: nas('db'), isNew: true })).toMatchObject({ ok: true });
    expect(await say('状态 nas')).toContain('没有执行这个命令的权限');
    await rights('db');
    expect(await say('状态 nas')).not.toContain('没有执行这个命令的权限');
  } finally {
    if (gateway !== before) await gateway.kill();
    gateway = before;
    own.remove();
  }
}, 60_000);
