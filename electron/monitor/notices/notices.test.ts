import { describe, expect, test } from 'vitest';
import { failure } from '../../../shared/failures.ts';
import type { Incident } from '../../../shared/monitor/incident.ts';
import { NoticeRules, OncallPlan } from '../../../shared/monitor/notice-rule.ts';
import type { Operator } from '../../../shared/role.ts';
import { noticeMessage } from './notice-message.ts';
import { oncallAt } from './oncall.ts';
import { type NoticeFacts, noticeWishes } from './wishes.ts';

const zone = 'Asia/Shanghai';
const at = (text: string) => Date.parse(`${text}+08:00`);
const minute = 60_000;
const everyDay = [0, 1, 2, 3, 4, 5, 6];

const person = (name: string, role = 'operator'): Operator => ({ account: 'ops', person: name, name, role });
const operators = [person('zhang'), person('li', 'admin')];
const plan = OncallPlan.parse({
  ...{ zone, handover: { day: 1, time: '09:00' }, firstWeek: at('2026-01-06T12:00') },
  people: ['a', 'b', 'c'].map((name) => ({ account: 'ops', person: name, name })),
});

const incident = (given: Partial<Incident> = {}): Incident => ({
  ...{ number: 7, monitor: 'web', name: '官网', severity: 'critical', target: 'web-01' },
  ...{ failedAt: at('2026-01-06T12:00'), openedAt: at('2026-01-06T12:00'), reason: failure('monitor/refused') },
  ...given,
});

/** Whom rules tell of an incident, as `kind person`. */
function told(rules: object[], of: Incident = incident(), given: Partial<NoticeFacts> = {}) {
  const facts = { operators, plan, monitor: { tags: ['shop'] }, mutedUntil: undefined, told: [], now: of.openedAt, ...given };
  return noticeWishes(of, { rules: NoticeRules.parse(rules.map((rule, index) => ({ id: `r${index}`, name: 'r', ...rule }))), ...facts });
}
const who = (wishes: ReturnType<typeof told>) => wishes.map(({ kind, person: name }) => `${kind} ${name}`);
const toOperators = { to: { roles: ['operator'] } };

describe('A rule', () => {
  test('tells roles, people and whoever is on call, each once', () => {
    const to = {
      roles: ['operator'],
      people: [
        { account: 'ops', person: 'zhang' },
        { account: 'oa', person: 'oX' },
      ],
      onCall: true,
    };
    expect(who(told([{ to }]))).toEqual(['down zhang', 'down oX', 'down a']);
  });
  test('tells whoever has one of its tags', () => {
    const tagged = [...operators, { ...person('wu', 'viewer'), tags: ['数据库', 'night'] }, { ...person('he', 'viewer'), tags: ['web'] }];
    expect(who(told([{ to: { tags: ['数据库'] } }], incident(), { operators: tagged }))).toEqual(['down wu']);
    expect(who(told([{ to: { roles: ['operator'], tags: ['night', 'web'] } }], incident(), { operators: tagged }))).toEqual([
      ...['down zhang', 'down wu', 'down he'],
    ]);
  });
  test('tells of the monitors that it is for, from its severity on', () => {
    const warning = incident({ severity: 'warning' });
    expect(who(told([{ ...toOperators, monitors: { tags: ['shop'] } }]))).toEqual(['down zhang']);
    expect(who(told([{ ...toOperators, monitors: { targets: ['web-01'] } }]))).toEqual(['down zhang']);
    expect(who(told([{ ...toOperators, monitors: { monitors: ['db'] } }]))).toEqual([]);
    expect(who(told([{ ...toOperators, from: 'critical' }], warning))).toEqual([]);
    expect(who(told([{ ...toOperators, on: false }]))).toEqual([]);
  });
  test('of working hours tells what is still down when they begin', () => {
    const hours = { days: [1, 2, 3, 4, 5], from: '09:00', to: '18:00', zone };
    const night = incident({ openedAt: at('2026-01-06T03:00') });
    const rule = { ...toOperators, hours };
    expect(who(told([rule], night))).toEqual([]);
    expect(who(told([rule], night, { now: at('2026-01-06T09:00') }))).toEqual(['down zhang']);
  });
  test('with quiet hours holds back what is not critical until they end', () => {
    const quiet = { days: everyDay, from: '22:00', to: '08:00', zone };
    const late = at('2026-01-06T23:00');
    const rule = { ...toOperators, quiet };
    expect(told([rule], incident({ severity: 'warning', openedAt: late }))).toMatchObject([{ dueAt: at('2026-01-07T08:00') }]);
    expect(told([rule], incident({ openedAt: late }))).toMatchObject([{ dueAt: late }]);
    expect(told([{ ...toOperators, quiet: { ...quiet, except: 'nothing' } }], incident({ openedAt: late }))).toMatchObject([
      { dueAt: at('2026-01-07T08:00') },
    ]);
  });
  test('escalates what nobody acknowledges, and repeats it', () => {
    const rule = { ...toOperators, repeatMinutes: 10, escalations: [{ afterMinutes: 15, to: { roles: ['admin'] } }] };
    const toldAfter = (minutes: number, given: Partial<Incident> = {}) => {
      const one = incident(given);
      return who(told([rule], one, { now: one.openedAt + minutes * minute }));
    };
    expect(toldAfter(9)).toEqual(['down zhang']);
    expect(toldAfter(14)).toEqual(['down zhang', 'reminder zhang']);
    expect(toldAfter(15)).toEqual(['down zhang', 'reminder zhang', 'escalated li']);
    expect(toldAfter(60, { acknowledged: { at: 0, by: { origin: 'console' } } })).toEqual(['down zhang']);
  });
  test('wants the same again under the same key, and a later repeat under another', () => {
    const rule = { ...toOperators, repeatMinutes: 10 };
    const keys = (minutes: number) => told([rule], incident(), { now: incident().openedAt + minutes * minute }).map(({ key }) => key);
    expect(keys(11)).toEqual(keys(19));
    expect(keys(21)[1]).not.toBe(keys(11)[1]);
  });
  test('tells of the recovery whoever was told, unless they want none', () => {
    const over = incident({ recoveredAt: at('2026-01-06T13:00'), ended: 'recovered' });
    const was = { told: [{ account: 'ops', person: 'zhang' }] };
    expect(who(told([toOperators], over, was))).toEqual(['recovered zhang']);
    expect(who(told([toOperators], over))).toEqual([]);
    expect(who(told([{ ...toOperators, recoveries: false }], over, was))).toEqual([]);
    expect(who(told([toOperators], { ...over, ended: 'paused' }, was))).toEqual([]);
  });
});

describe('Who is on call', () => {
  const name = (text: string, of = plan) => oncallAt(of, at(text)).now?.person;
  test('goes over on Monday at nine, round and round', () => {
    expect(
      ['2026-01-05T08:59', '2026-01-05T09:00', '2026-01-12T08:59', '2026-01-12T09:00', '2026-01-26T10:00'].map((text) => name(text)),
    ).toEqual(['c', 'a', 'a', 'b', 'a']);
    expect(oncallAt(plan, at('2026-01-06T12:00'))).toMatchObject({
      now: { person: 'a', until: at('2026-01-12T09:00') },
      next: { person: 'b', from: at('2026-01-12T09:00') },
    });
  });
  test('is somebody else where there is an exception', () => {
    const exceptions = [{ from: at('2026-01-07T00:00'), to: at('2026-01-08T00:00'), who: { account: 'ops', person: 'c' } }];
    expect(oncallAt({ ...plan, exceptions }, at('2026-01-07T12:00')).now).toMatchObject({
      person: 'c',
      name: 'c',
      until: at('2026-01-08T00:00'),
    });
  });
  test('stays right over a change of the clock', () => {
    const berlin = { ...plan, zone: 'Europe/Berlin', firstWeek: Date.parse('2026-03-18T12:00Z') };
    expect(oncallAt(berlin, Date.parse('2026-03-30T06:59Z')).now?.person).toBe('b');
    expect(oncallAt(berlin, Date.parse('2026-03-30T07:00Z')).now?.person).toBe('c');
  });
  test('is nobody where the plan is empty', () => {
    expect(oncallAt({ ...plan, people: [] }, at('2026-01-06T12:00')).now).toBeUndefined();
  });
});

describe('A message', () => {
  const now = at('2026-01-06T12:05:30');
  test('of one incident says it in full, in either language', () => {
    expect(noticeMessage([{ kind: 'down', incident: incident() }], 'zh-CN', now).text).toBe(
      '■ 故障 #7 官网\n原因：连接被拒绝\n已持续 5 分 30 秒\n回复“确认 7”表示由你处理',
    );
    expect(noticeMessage([{ kind: 'down', incident: incident() }], 'en', now).text).toBe(
      '■ Down #7 官网\nReason: The connection was refused\nFor 5 min 30 s\nSend "ack 7" if you take care of it',
    );
  });
  test('of what has gone down and come up again meanwhile tells the end only', () => {
    const over = incident({ recoveredAt: at('2026-01-06T12:01'), ended: 'recovered' });
    const text = noticeMessage(
      [
        { kind: 'down', incident: over },
        { kind: 'recovered', incident: over },
      ],
      'en',
      now,
    ).text;
    expect(text).toBe('● Up again #7 官网\nIt was down for 1 min\nReason: The connection was refused');
  });
  test('of many stays within the 2,048 bytes of one message, and counts whom it leaves out', () => {
    const many = Array.from({ length: 900 }, (_, index) => ({
      kind: 'down' as const,
      incident: incident({ number: index + 1, name: `服务器 ${index}` }),
    }));
    for (const language of ['zh-CN', 'en'] as const) {
      const { text } = noticeMessage(many, language, now);
      expect(Buffer.byteLength(text)).toBeLessThan(2048);
      const named = [...text.matchAll(/服务器 \d+/g)].length;
      expect(text).toContain(language === 'en' ? `and ${900 - named} more` : `另有 ${900 - named} 项`);
    }
  });
});
