import { describe, expect, test } from 'vitest';
import { type FailureCode, failure, failureTexts } from '../../../shared/failures.ts';
import type { Incident } from '../../../shared/monitor/incident.ts';
import { NoticeRules, OncallPlan, type Person } from '../../../shared/monitor/notice-rule.ts';
import type { Operator } from '../../../shared/role.ts';
import { noticeMessage } from './notice-message.ts';
import { oncallAt } from './oncall.ts';
import { type MadeNotice, type NoticeFacts, noticeWishes } from './wishes.ts';

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
  const addressee = (who: Person) => who;
  const facts = {
    operators,
    addressee,
    plan,
    monitor: { tags: ['shop'] },
    mutedUntil: undefined,
    made: new Map(),
    isStillDown: true,
    isLookedAfter: false,
    now: of.openedAt,
    ...given,
  };
  return noticeWishes(of, { rules: NoticeRules.parse(rules.map((rule, index) => ({ id: `r${index}`, name: 'r', ...rule }))), ...facts });
}
/** Of somebody who was told that it is down, or is to be. */
const downFor = (name: string, dueAt = incident().openedAt, state: MadeNotice['state'] = 'queued') =>
  [`down ops ${name}`, { account: 'ops', person: name, dueAt, state }] as const;
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
  test('tells nobody twice who is called in two ways, and nobody whose account belongs to another company by now', () => {
    const people = ['Zhang', 'stranger'].map((name) => ({ account: 'ops', person: name }));
    const addressee = ({ account, person: name }: Person) => (name === 'stranger' ? undefined : { account, person: name.toLowerCase() });
    const [to, given] = [{ roles: ['operator'], people }, { addressee }];
    expect(who(told([{ to }], incident(), given))).toEqual(['down zhang']);
    const over = incident({ recoveredAt: at('2026-01-06T12:30'), ended: 'recovered' });
    const made = new Map(['Zhang', 'zhang', 'stranger'].map((name) => downFor(name)));
    expect(who(told([{ to }], over, { ...given, made }))).toEqual(['recovered zhang']);
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
      return who(told([rule], one, { now: one.openedAt + minutes * minute, made: new Map([downFor('zhang')]) }));
    };
    expect(toldAfter(9)).toEqual(['down zhang']);
    expect(toldAfter(14)).toEqual(['down zhang', 'reminder zhang']);
    expect(toldAfter(15)).toEqual(['down zhang', 'reminder zhang', 'escalated li']);
    expect(toldAfter(60, { acknowledged: { at: 0, by: { origin: 'console' } } })).toEqual(['down zhang']);
  });
  test('counts an escalation from when the first was told, though somebody else is on call by now', () => {
    const rule = { to: { onCall: true }, escalations: [{ afterMinutes: 15, to: { roles: ['admin'] } }] };
    const weekEnd = incident({ openedAt: at('2026-01-12T08:50') });
    const heard = [downFor('a', weekEnd.openedAt), downFor('b', at('2026-01-12T09:00')), downFor('zhang', at('2026-01-12T08:00'))];
    const toldAt = (time: string) => who(told([rule], weekEnd, { now: at(`2026-01-12T${time}`), made: new Map(heard) }));
    expect(toldAt('09:04')).toEqual(['down b']);
    expect(toldAt('09:05')).toEqual(['down b', 'escalated li']);
  });
  test('wants the same again under the same key, and a later repeat under another', () => {
    const rule = { ...toOperators, repeatMinutes: 10 };
    const openedAt = incident().openedAt;
    const later = (minutes: number, made: readonly (readonly [string, MadeNotice])[]) =>
      told([rule], incident(), { now: openedAt + minutes * minute, made: new Map([downFor('zhang'), ...made]) });
    const [, first] = later(11, []);
    expect(first?.kind).toBe('reminder');
    expect(later(19, [])[1]?.key).toBe(first?.key);
    const repeated = [[first?.key ?? '', { account: 'ops', person: 'zhang', dueAt: openedAt + 11 * minute, state: 'queued' }]] as const;
    expect(who(later(20, repeated))).toEqual(['down zhang']);
    const [, second] = later(21, repeated);
    expect(second?.kind).toBe('reminder');
    expect(second?.key).not.toBe(first?.key);
  });
  test('without quiet hours repeats at once what another one has put off', () => {
    const late = incident({ severity: 'warning', openedAt: at('2026-01-06T21:50') });
    const now = at('2026-01-06T22:05');
    const quiet = { ...toOperators, repeatMinutes: 10, quiet: { days: everyDay, from: '22:00', to: '08:00', zone } };
    const given = { now, made: new Map([downFor('zhang', late.openedAt)]) };
    const [, putOff] = told([quiet], late, given);
    expect(putOff).toMatchObject({ kind: 'reminder', dueAt: at('2026-01-07T08:00') });
    const { key = '', dueAt = 0 } = putOff ?? {};
    const made = new Map([...given.made, [key, { account: 'ops', person: 'zhang', dueAt, state: 'due' as const }]]);
    const loud = { to: { people: [{ account: 'ops', person: 'zhang' }] }, repeatMinutes: 10 };
    expect(told([quiet, loud], late, { now, made })[1]).toMatchObject({ key, dueAt: now });
  });
  test('tells of the recovery whoever was told, unless they want none', () => {
    const over = incident({ recoveredAt: at('2026-01-06T13:00'), ended: 'recovered' });
    const was = { made: new Map([downFor('zhang')]) };
    expect(who(told([toOperators], over, was))).toEqual(['recovered zhang']);
    expect(who(told([toOperators], over))).toEqual([]);
    expect(who(told([{ ...toOperators, recoveries: false }], over, was))).toEqual([]);
    expect(who(told([toOperators], { ...over, ended: 'paused' }, was))).toEqual(['paused zhang']);
    expect(who(told([{ ...toOperators, recoveries: false }], { ...over, ended: 'paused' }, was))).toEqual([]);
    expect(who(told([toOperators], over, { made: new Map([downFor('zhang', 0, 'unsendable')]) }))).toEqual([]);
    expect(who(told([toOperators], over, { ...was, operators: [] }))).toEqual([]);
  });
  test('that is quiet holds nothing back that another one tells at once, whichever stands first', () => {
    const late = incident({ severity: 'warning', openedAt: at('2026-01-06T23:00') });
    const quiet = { ...toOperators, quiet: { days: everyDay, from: '22:00', to: '08:00', zone } };
    const loud = { to: { people: [{ account: 'ops', person: 'zhang' }] } };
    for (const both of [
      [quiet, loud],
      [loud, quiet],
    ])
      expect(told(both, late).map(({ person: name, dueAt }) => [name, dueAt])).toEqual([['zhang', late.openedAt]]);
  });
  test('of working hours tells of the recovery when they begin again', () => {
    const rule = { ...toOperators, hours: { days: [1, 2, 3, 4, 5], from: '09:00', to: '18:00', zone } };
    const night = at('2026-01-10T03:00');
    const over = incident({ recoveredAt: night, ended: 'recovered' });
    const given = { now: night, made: new Map([downFor('zhang')]) };
    expect(told([rule], over, given)).toMatchObject([{ kind: 'recovered', dueAt: at('2026-01-12T09:00') }]);
    expect(told([rule, toOperators], over, given)).toMatchObject([{ kind: 'recovered', dueAt: night }]);
  });
  test('counts repeats and escalations from when it told somebody', () => {
    const hours = { days: [1, 2, 3, 4, 5], from: '09:00', to: '18:00', zone };
    const rule = { ...toOperators, hours, repeatMinutes: 30, escalations: [{ afterMinutes: 10, to: { roles: ['admin'] } }] };
    const night = incident({ openedAt: at('2026-01-06T03:00') });
    const nine = at('2026-01-06T09:00');
    expect(who(told([rule], night, { now: nine }))).toEqual(['down zhang']);
    const later = (minutes: number) => who(told([rule], night, { now: nine + minutes * minute, made: new Map([downFor('zhang', nine)]) }));
    expect(later(9)).toEqual(['down zhang']);
    expect(later(10)).toEqual(['down zhang', 'escalated li']);
    expect(later(30)).toEqual(['down zhang', 'reminder zhang', 'escalated li']);
  });
  test('repeats of what flaps that it does, for it may be up', () => {
    const flapping = incident({ isFlapping: true });
    const given = { now: flapping.openedAt + 5 * minute, made: new Map([downFor('zhang')]) };
    expect(who(told([{ ...toOperators, repeatMinutes: 5 }], flapping, given))).toEqual(['flapping zhang', 'flapping zhang']);
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
  test('is said to be the exception from when it begins, and whoever the plan names after it', () => {
    const two = { ...plan, people: plan.people.slice(0, 2) };
    const exceptions = [{ from: at('2026-01-07T09:00'), to: at('2026-01-08T09:00'), who: { account: 'ops', person: 'c' } }];
    const seen = (text: string) => {
      const { now, next } = oncallAt({ ...two, exceptions }, at(text));
      return [now?.person, now?.until, next?.person, next?.from];
    };
    const [begins, ends, monday] = [at('2026-01-07T09:00'), at('2026-01-08T09:00'), at('2026-01-12T09:00')];
    expect(seen('2026-01-06T12:00')).toEqual(['a', begins, 'c', begins]);
    expect(seen('2026-01-07T12:00')).toEqual(['c', ends, 'a', ends]);
    expect(seen('2026-01-08T12:00')).toEqual(['a', monday, 'b', monday]);
  });
  test('is named until somebody else takes over, whatever begins and ends meanwhile', () => {
    const away = { from: at('2026-01-07T09:00'), to: at('2026-01-14T09:00'), who: { account: 'ops', person: 'c' } };
    const hidden = { from: at('2026-01-08T09:00'), to: at('2026-01-09T09:00'), who: { account: 'ops', person: 'b' } };
    const of = { ...plan, exceptions: [away, hidden] };
    expect(oncallAt(of, at('2026-01-07T12:00'))).toMatchObject({ now: { person: 'c', until: away.to }, next: { person: 'b' } });
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
      '■ 故障 #7 官网\n原因：连接被拒绝\n已持续 5 分 30 秒\n回复“认领 7”表示由你处理',
    );
    expect(noticeMessage([{ kind: 'down', incident: incident() }], 'en', now).text).toBe(
      '■ Down #7 官网\nReason: The connection was refused\nFor 5 min 30 s\nSend "ack 7" if you take care of it',
    );
  });
  test('of one that nobody looks after any more says so, alone and among others', () => {
    const ended = { recoveredAt: at('2026-01-06T12:01') };
    const paused = { kind: 'paused', incident: incident({ ...ended, ended: 'paused' }) } as const;
    const removed = { kind: 'removed', incident: incident({ ...ended, ended: 'removed', number: 8, name: 'db' }) } as const;
    const recovered = { kind: 'recovered', incident: incident({ ...ended, ended: 'recovered', number: 9, name: 'mail' }) } as const;
    expect(noticeMessage([paused], 'zh-CN', now).text).toBe('○ 已暂停监控 #7 官网\n故障持续 1 分\n这次故障不再通知。');
    expect(noticeMessage([removed], 'en', now).text).toBe(
      '○ Monitor deleted #8 db\nIt was down for 1 min\nNo more notices of this outage.',
    );
    expect(noticeMessage([recovered, paused, removed], 'zh-CN', now).text).toBe('● 1 项已恢复\n#9 mail\n○ 2 项已停止监控\n#7 官网、#8 db');
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
  test.each([60, 200, 900])('of %i with an address of its own each says the reason once, in one message', (count) => {
    const many = Array.from({ length: count }, (_, index) => ({
      kind: 'down' as const,
      incident: incident({
        number: index + 1,
        name: `s${index}.`,
        reason: failure('monitor/unreachable', { address: `10.0.0.${index}:443` }),
      }),
    }));
    for (const [language, reason] of [
      ['zh-CN', `无法连到 …（${count} 项）：`],
      ['en', `… can't be reached (${count}): `],
    ] as const) {
      const { text } = noticeMessage(many, language, now);
      expect(Buffer.byteLength(text)).toBeLessThan(2048);
      expect(text.split('\n')[1]?.startsWith(reason)).toBe(true);
      const named = [...text.matchAll(/s\d+\./g)].length;
      const more = count - named;
      if (more > 0) expect(text).toContain(language === 'en' ? `and ${more} more` : `另有 ${more} 项`);
      expect(text.split('\n')).toHaveLength(3);
    }
  });
  test('of what fails for more reasons than there is room for counts those that it leaves out', () => {
    const codes = (Object.keys(failureTexts) as FailureCode[]).slice(0, 150);
    const many = codes.flatMap((code, of) =>
      [0, 1].map((index) => ({ kind: 'down' as const, incident: incident({ number: 2 * of + index, reason: failure(code) }) })),
    );
    for (const language of ['zh-CN', 'en'] as const) {
      const { text } = noticeMessage(many, language, now);
      expect(Buffer.byteLength(text)).toBeLessThan(2048);
      const lines = text.split('\n');
      const shown = lines.filter((line) => line.includes(language === 'en' ? '(2)' : '（2 项）')).length;
      expect(shown).toBeGreaterThan(10);
      const rest = many.length - 2 * shown;
      expect(lines.at(-2)).toBe(language === 'en' ? `and ${rest} more` : `另有 ${rest} 项`);
    }
  });
  test('of what is told for the first time and reminded of in one moment says that it is down', () => {
    const kinds = ['down', 'reminder'] as const;
    for (const told of [kinds, kinds.toReversed()])
      expect(
        noticeMessage(
          told.map((kind) => ({ kind, incident: incident() })),
          'en',
          now,
        ).text,
      ).toMatch(/^■ Down #7/);
  });
});
