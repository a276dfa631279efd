import { beforeEach, describe, expect, test } from 'vitest';
import { ok } from '../../shared/result.ts';
import { builtInRoles, type Operator, Role } from '../../shared/role.ts';
import type { Run } from '../../shared/run.ts';
import { Target } from '../../shared/target.ts';
import type { Driver } from '../control/driver.ts';
import type { Fleet } from '../control/fleet.ts';
import type { Store } from '../store/store.ts';
import { openTestStore } from '../store/test-store.ts';
import { createConsoleRuns } from './console-runs.ts';
import type { CommandDesk } from './desk.ts';
import type { Asker } from './policy.ts';
import { codeIn, fleetOf, openTestDesk, quietJournal, sayInChat, unasked } from './test-desk.ts';

const zhang: Asker = { origin: 'chat', account: 'corp', person: 'zhangsan' };
const li: Asker = { origin: 'chat', account: 'corp', person: 'lisi' };
/** Has a right to the databases only. */
const wang: Asker = { origin: 'chat', account: 'corp', person: 'wangwu' };
const mallory: Asker = { origin: 'chat', account: 'corp', person: 'mallory' };
const databases = Role.parse({ id: 'databases', name: '数据库', grants: [{ commands: 'danger', groups: ['db'] }] });
const operators: Operator[] = [
  { account: 'corp', person: 'zhangsan', name: '', role: 'operator' },
  { account: 'corp', person: 'lisi', name: '', role: 'viewer' },
  { account: 'corp', person: 'wangwu', name: '', role: 'databases' },
];
const targets = ['web-01', 'web-02', 'db-01'].map((id) => Target.parse({ id, name: id, group: id.slice(0, 2) }));

let store: Store;
let desk: CommandDesk;
let isOn: Record<string, boolean> = {};
let pressed: string[] = [];
let now = 0;

/** Servers with a management board that obeys at once. */
function boards(): Fleet {
  const fleet = fleetOf(targets);
  const driver = (id: string): Driver => ({
    kind: 'ipmi',
    power: {
      async on() {
        pressed.push(`${id} on`);
        isOn[id] = true;
        return ok(null);
      },
      async act(how) {
        pressed.push(`${id} ${how}`);
        isOn[id] = how === 'cycle' || how === 'reset';
        return ok(null);
      },
      state: async () => ok(isOn[id] ? 'on' : 'off'),
    },
    tryIt: async () => ok({ ms: 1, found: 'board' }),
    close: async () => undefined,
  });
  return { ...fleet, drivers: async ({ id }) => ok(id === 'local' ? [] : [driver(id)]) };
}

beforeEach(async () => {
  store = await openTestStore();
  isOn = { 'web-01': true, 'web-02': true, 'db-01': true };
  pressed = [];
  now = Date.now();
  desk = openTestDesk(unasked, {
    fleet: boards(),
    journal: quietJournal(store),
    access: () => ({ roles: [...builtInRoles, databases], operators, held: false }),
    // why: runs of the same moment would come in any order
    now: () => now++,
  });
});

/** What somebody reads who writes a line in the chat. */
const say = (line: string, asker: Asker = zhang) => sayInChat(desk, line, asker);
const onRecord = async () =>
  (await store.do('runs.page', { limit: 50 })).map(({ line, state, origin }: Run) => `${origin} ${line}: ${state}`);

describe('something dangerous', () => {
  test('is done once it was confirmed, once', async () => {
    const asked = await say('关机 web-01');
    expect(asked).toContain('即将执行：关机 web-01');
    expect(pressed).toEqual([]);
    expect(await say(`确认 ${codeIn(asked)}`)).toContain('已关机');
    expect(pressed).toEqual(['web-01 soft']);
    expect(await say(`确认 ${codeIn(asked)}`)).toContain('没有等待确认的操作');
    expect(pressed).toHaveLength(1);
  });
  test('is told after a wrong code how many tries are left, and with the last one that they are over', async () => {
    const tell: string[] = [];
    for (let miss = 0; miss < 5; miss++) tell.push(await say('确认 0000'));
    expect(tell[3]).toContain('核对后重发“确认 验证码”；已过期就重新发送命令。还可试 1 次。');
    expect(tell[4]).toContain('已暂时锁定');
  });
  test('is not asked of somebody whose yes is not taken, until it is again', async () => {
    for (let miss = 0; miss < 5; miss++) await say('确认 0000');
    expect(await say('关机 web-01')).toContain('已暂时锁定');
    expect(await onRecord()).toContainEqual(expect.stringMatching(/web-01: refused$/));
    now += 15 * 60_000 + 1;
    expect(await say('关机 web-01')).toContain('即将执行');
  });
  test('is not done for somebody who may only look, whoever’s code they have', async () => {
    const asked = await say('关机 web-01');
    expect(await say('关机 web-01', li)).toContain('没有执行这个命令的权限');
    expect(await say(`确认 ${codeIn(asked)}`, li)).toContain('验证码不对，或已过期');
    expect(pressed).toEqual([]);
  });
  test('is taken back by 取消', async () => {
    const asked = await say('重启 web-01');
    expect(await say('取消')).toBe('已取消。');
    await say(`确认 ${codeIn(asked)}`);
    expect(pressed).toEqual([]);
  });
  test('is too late after a minute', async () => {
    const asked = await say('关机 web-01');
    now += 60_001;
    expect(await say(`确认 ${codeIn(asked)}`)).toContain('已过期');
    expect(pressed).toEqual([]);
  });
  test('may be several servers, which are counted and named', async () => {
    const asked = await say('关机 web-*');
    expect(asked).toContain('web-01 web-02');
    expect(asked).toContain('共 2 台服务器');
    const answer = await say(`确认 ${codeIn(asked)}`);
    expect(answer).toContain('web-01');
    expect(answer).toContain('web-02');
    expect(pressed.sort()).toEqual(['web-01 soft', 'web-02 soft']);
  });
});

describe('our own computer, where all this runs', () => {
  const asks = async (line: string) => /即将执行：(.*)/.exec(await say(line))?.[1];
  test('is not meant by a pattern that means others too', async () => {
    expect(await asks('重启 *')).toBe('重启 web-01 web-02 db-01');
  });
  test('is meant where it is named, and comes last then', async () => {
    expect(await asks('重启 local web-01')).toBe('重启 web-01 local');
    expect(await asks('重启 local,w*')).toBe('重启 web-01 web-02 local');
    expect(await asks('重启 local')).toBe('重启 local');
  });
  test('is looked at like any other', async () => {
    await say('电源 state *');
    expect(await onRecord()).toEqual([expect.stringContaining('power state local web-01 web-02 db-01')]);
  });
});

describe('a word that fits several servers', () => {
  test('is asked back, and answered with a number', async () => {
    const asked = await say('开机 web');
    expect(asked).toContain('1. web-01');
    expect(asked).toContain('2. web-02');
    expect(await say('2')).toContain('已开机');
    expect(pressed).toEqual(['web-02 on']);
  });
  test('names no server to somebody who has no right to it', async () => {
    expect(await say('开机 web', wang)).toContain('没有执行这个命令的权限');
    expect(await say('状态 web-0', wang)).not.toContain('web-02');
    expect(await say('状态 we-01', wang)).not.toContain('web-01');
  });
  test('leaves a number of somebody else’s alone', async () => {
    await say('电源 state web');
    expect(await say('2', li)).toContain('没有“2”这个命令');
  });
});

describe('a stranger', () => {
  test('is refused politely once, then hears nothing; each time is on record', async () => {
    expect(await say('帮助', mallory)).toContain('没有使用权限');
    expect(await say('状态', mallory)).toBe('');
    expect(await say('关机 web-01', mallory)).toBe('');
    expect(await onRecord()).toEqual(['chat 关机 web-01: refused', 'chat 状态: refused', 'chat 帮助: refused']);
  });
  test('may try a code for their rights, which tells them nothing', async () => {
    expect(await say('绑定 123456', mallory)).toContain('绑定码不对或已过期');
  });
});

test('by chat and by click the same is on record, but for where it came from', async () => {
  const bugs: unknown[] = [];
  const console = createConsoleRuns({ desk, known: async () => null, language: () => 'zh-CN', onBug: (error) => bugs.push(error) });
  for (const line of ['开机 web-01', '电源 state db-01', '查找 web', '历史', '我是谁']) {
    await say(line);
    expect(await console.start({ line })).toMatchObject({ ok: true });
  }
  // why: the chat's history shows what runs at that moment, the click on it too
  await expect.poll(async () => (await onRecord()).filter((record) => !record.endsWith('running')).length).toBe(10);
  const runs = (await store.do('runs.page', { limit: 50 })) as Run[];
  const recordsFrom = (origin: Run['origin']) =>
    runs
      .filter((run) => run.origin === origin)
      .map(({ command, line, danger, targets, state }) => ({ command, line, danger, targets, state }));
  expect(recordsFrom('console')).toEqual(recordsFrom('chat'));
  expect(bugs).toEqual([]);
});

test('a click on something dangerous runs only with the servers that were shown', async () => {
  const console = createConsoleRuns({ desk, known: async () => null, language: () => 'zh-CN', onBug: () => undefined });
  expect(console.plan('关机 web-*')).toMatchObject({ ok: true, value: { confirm: true, targets: ['web-01', 'web-02'] } });
  expect(await console.start({ line: '关机 web-*' })).toMatchObject({ ok: false, error: { code: 'command/unconfirmed' } });
  expect(await console.start({ line: '关机 web-*', confirmed: ['web-01'] })).toMatchObject({ ok: false });
  expect(pressed).toEqual([]);
  expect(await console.start({ line: '关机 web-*', confirmed: ['web-01', 'web-02'] })).toMatchObject({ ok: true });
  await expect.poll(() => pressed.length).toBe(2);
});

test('all of it stands in a trail that can be checked', async () => {
  await say('开机 web-01');
  await say(`确认 ${codeIn(await say('关机 web-01'))}`);
  const verdict = await store.do('audit.verify', { after: 0, limit: 100 });
  expect(verdict.broken).toBeUndefined();
  const records = await store.do('audit.recordsAfter', { after: 0, limit: 100 });
  const kinds = records.map(({ record }) => (JSON.parse(record) as { kind: string }).kind);
  expect(kinds.filter((kind) => kind === 'begun')).toHaveLength(2);
  expect(verdict.checked).toBe(records.length);
});
