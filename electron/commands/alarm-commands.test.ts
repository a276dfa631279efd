import { beforeEach, describe, expect, test } from 'vitest';
import { failure } from '../../shared/failures.ts';
import type { Incident } from '../../shared/monitor/incident.ts';
import { err, ok } from '../../shared/result.ts';
import { builtInRoles, type Operator, Role } from '../../shared/role.ts';
import { Target } from '../../shared/target.ts';
import type { Driver } from '../control/driver.ts';
import type { Alarms, BlindAlarm } from '../monitor/alarms.ts';
import { monitorOf } from '../monitor/test-monitors.ts';
import type { CommandDesk } from './desk.ts';
import type { Asker } from './policy.ts';
import { failureText, textOf } from './run.ts';
import { fleetOf, openTestDesk } from './test-desk.ts';

const zhang: Asker = { origin: 'chat', account: 'corp', person: 'zhang' };
/** Has a right to the databases only. */
const wang: Asker = { origin: 'chat', account: 'corp', person: 'wang' };
/** May look only. */
const li: Asker = { origin: 'chat', account: 'corp', person: 'li' };
const databases = Role.parse({ id: 'databases', name: '数据库', grants: [{ commands: 'danger', groups: ['db'] }] });
const operators: Operator[] = [
  { account: 'corp', person: 'zhang', name: '张三', role: 'operator' },
  { account: 'corp', person: 'wang', name: '', role: 'databases' },
  { account: 'corp', person: 'li', name: '', role: 'viewer' },
];
const targets = ['web-01', 'db-01'].map((id) => Target.parse({ id, name: id, group: id.slice(0, 2) }));
const driver: Driver = {
  kind: 'ipmi',
  power: { act: async () => ok(null), on: async () => ok(null), state: async () => ok('off') },
  tryIt: async () => ok({ ms: 1, found: '' }),
  close: async () => undefined,
};

const now = Date.UTC(2026, 0, 5, 8);
const minute = 60_000;
let incidents: Incident[];
let blind: BlindAlarm[];
let muted: [monitors: readonly string[], until: number | undefined][];
let held: boolean;
let desk: CommandDesk;

const incidentOf = (number: number, target: string): Incident => ({
  ...{ number, monitor: target, name: `监控 ${target}`, severity: 'critical', target },
  ...{ failedAt: now - 5 * minute, openedAt: now - 5 * minute, reason: failure('monitor/refused') },
});

const alarms: Alarms = {
  open: () => incidents.map((incident) => ({ incident })),
  blind: () => blind,
  async acknowledge(number, by) {
    const index = incidents.findIndex((incident) => incident.number === number);
    if (index < 0) return err(failure(number < 12 ? 'incidents/over' : 'incidents/unknown', { number: String(number) }));
    const incident: Incident = { acknowledged: { at: now, by }, ...(incidents[index] as Incident) };
    incidents[index] = incident;
    return ok(incident);
  },
  find: (word) => targets.filter(({ id }) => id === word || word === '@all').map(({ id }) => monitorOf(id, { target: id })),
  async mute(monitors, until) {
    muted.push([monitors, until]);
  },
  oncall: () => undefined,
};

beforeEach(() => {
  incidents = [incidentOf(12, 'web-01'), incidentOf(13, 'db-01')];
  blind = [];
  muted = [];
  held = false;
  desk = openTestDesk(
    { hostName: 'here', read: () => Promise.reject(new Error('not to be read')) },
    {
      ...{ alarms: () => alarms, now: () => now, fleet: { ...fleetOf(targets), drivers: async () => ok([driver]) } },
      access: () => ({ roles: [...builtInRoles, databases], operators, held }),
    },
  );
});

async function say(line: string, asker: Asker = zhang, isReplay = false): Promise<string> {
  const language = /\p{Script=Han}/u.test(line) ? 'zh-CN' : 'en';
  const plan = desk.plan(line, asker, {}, language);
  if (!plan.ok) return plan.error.code;
  const answer = await desk.run(isReplay ? { ...plan.value, isReplay } : plan.value, {
    asker,
    rule: {},
    signal: new AbortController().signal,
  });
  return answer.ok ? textOf(answer.value) : failureText(answer.error);
}

describe('What is down', () => {
  test('is listed with its number, how long it has been, and why', async () => {
    expect(await say('告警')).toBe('■ 2 项故障\n#12 监控 web-01 5 分\n  连接被拒绝\n#13 监控 db-01 5 分\n  连接被拒绝');
    incidents = [];
    expect(await say('alerts')).toBe('● Nothing is down.');
  });
  test("is not called nothing where some can't be checked", async () => {
    const reason = failure('secrets/locked');
    blind = ['web-01', 'db-01', 'db-02'].map((id) => ({ id, name: `磁盘 ${id}`, reason, target: id }));
    expect(await say('告警')).toContain('连接被拒绝\n▲ 3 项检查不了，不知道是否正常\n磁盘 web-01、磁盘 db-01、磁盘 db-02\n  ');
    incidents = [];
    const [title, count] = (await say('alerts')).split('\n');
    expect([title, count]).toEqual(['○ Nothing is known to be down.', '▲ 3 cannot be checked']);
    expect(await say('alerts', wang)).not.toContain('web-01');
  });
  test('on servers to which somebody has no right is not shown to them, nor can they take it', async () => {
    expect(await say('告警', wang)).toBe('■ 1 项故障\n#13 监控 db-01 5 分\n  连接被拒绝');
    expect(await say('ack 12', wang)).toContain('There is no incident 12');
    expect(incidents[0]?.acknowledged).toBeUndefined();
  });
});

describe('An incident', () => {
  test('is taken with its number, and others learn who has it', async () => {
    expect(await say('ack 12')).toBe('#12 监控 web-01 is yours.');
    expect(incidents[0]?.acknowledged?.by).toEqual({ origin: 'chat', account: 'corp', person: 'zhang', name: '张三' });
    expect(await say('ack #12', li)).toBe('张三 takes care of #12 监控 web-01 already.');
    expect(await say('告警')).toContain('#12 监控 web-01 5 分（张三 已认领）');
  });
  test("that a replay of the console has taken is nobody's own, and everybody learns that", async () => {
    for (const _ of [1, 2]) expect(await say('ack 12', zhang, true)).toBe('#12 监控 web-01 is yours.');
    expect(incidents[0]?.acknowledged?.by).toEqual({ origin: 'chat', account: 'corp', person: 'zhang', name: '张三', isReplay: true });
    for (const asker of [zhang, li])
      expect(await say('ack 12', asker)).toBe('张三 (replayed by the console) takes care of #12 监控 web-01 already.');
    expect(await say('认领 12', li)).toBe('#12 监控 web-01 已由 张三（控制台重放） 处理。');
    expect(await say('告警')).toContain('#12 监控 web-01 5 分（张三（控制台重放） 已认领）');
    expect(await say('alerts')).toContain('(acknowledged by 张三 (replayed by the console))');
    await say('ack all', wang, true);
    expect(incidents[1]?.acknowledged?.by).toMatchObject({ person: 'wang', isReplay: true });
  });
  test('that is over is said to be over', async () => {
    expect(await say('ack 11')).toContain('Incident 11 is over');
    expect(await say('确认 11')).toContain('故障 11 已经恢复');
    expect(await say('认领 #11', li)).toContain('故障 11 已经恢复');
  });
  test('is one where it is the only one that is taken with "all"', async () => {
    expect(await say('ack all', wang)).toBe('1 incident is yours.');
    incidents = [incidentOf(12, 'web-01'), incidentOf(13, 'db-01')];
    expect(await say('ack all')).toBe('2 incidents are yours.');
  });
  test('is taken while everything is on hold', async () => {
    held = true;
    expect(await say('ack 12')).toBe('#12 监控 web-01 is yours.');
  });
  test('is taken with the word that confirms in Chinese', async () => {
    expect(await say('确认 12')).toBe('已认领 #12 监控 web-01，由你处理。');
    expect(await say('确认 全部')).toBe('已认领 1 项故障，由你处理。');
    expect(await say('确认 99')).toContain('没有编号为 99 的故障');
  });
});

describe('"确认" with four digits', () => {
  test('confirms the command that waits for them, whatever incident has that number', async () => {
    const code = /\d{4}/.exec(await say('power off web-01'))?.[0] ?? '';
    incidents = [incidentOf(Number(code), 'db-01')];
    await say(`确认 ${code}`);
    expect(incidents[0]?.acknowledged).toBeUndefined();
  });
  test('takes the incident of that number where no command waits', async () => {
    incidents = [incidentOf(1234, 'web-01')];
    expect(await say('确认 1234')).toBe('已认领 #1234 监控 web-01，由你处理。');
  });
  test('that are neither count as a wrong code', async () => {
    expect(await say('确认 4321')).not.toContain('故障');
  });
});

describe('Muting', () => {
  test('lasts an hour, or as long as was said', async () => {
    expect(await say('静音 web-01')).toBe('1 小时内不再通知：web-01。');
    expect(await say('mute @all 30m')).toBe('web-01, db-01 are muted for 30 min.');
    expect(await say('静音 web-01 2小时')).toBe('2 小时内不再通知：web-01。');
    expect(await say('mute web-01 off')).toBe('web-01 is no longer muted.');
    expect(muted).toEqual([
      [['web-01'], now + 60 * minute],
      [['web-01', 'db-01'], now + 30 * minute],
      [['web-01'], now + 120 * minute],
      [['web-01'], undefined],
    ]);
  });
  test('is for those who may change something there', async () => {
    expect(await say('mute web-01', li)).toBe('command/no-right');
    expect(await say('mute @all', wang)).toBe('db-01 is muted for 1 h.');
    expect(await say('mute web-01', wang)).toContain('No monitor is called "web-01"');
  });
  test('says what it does not understand', async () => {
    expect(await say('mute web-01 soon')).toContain('"soon" is no length of time');
    expect(await say('mute web-01 30d')).toContain('7 days at most');
    expect(await say('静音 web-01 30d')).toContain('最长静音 7 天');
  });
});
