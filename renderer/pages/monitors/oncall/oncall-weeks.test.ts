import { expect, test } from 'vitest';
import { OncallPlan } from '../../../../shared/monitor/notice-rule.ts';
import { nextWeeks, weekStart } from './oncall-weeks.ts';

const at = (text: string) => new Date(text).getTime();
const plan = OncallPlan.parse({
  zone: 'Asia/Shanghai',
  handover: { day: 1, time: '09:00' },
  firstWeek: at('2026-11-04T12:00Z'),
  people: [
    { account: 'ops', person: 'zhangsan', name: '张三' },
    { account: 'ops', person: 'lisi' },
  ],
});

test("a week begins with the handover, by the clock of the plan's time zone", () => {
  expect(weekStart(plan, at('2026-11-04T12:00Z'))).toBe(at('2026-11-02T01:00Z'));
  expect(weekStart(plan, at('2026-11-02T00:59Z'))).toBe(at('2026-10-26T01:00Z'));
  expect(weekStart(plan, at('2026-11-02T01:00Z'))).toBe(at('2026-11-02T01:00Z'));
});

test('the clock of the handover stays the same when summer time ends', () => {
  const berlin = { ...plan, zone: 'Europe/Berlin' };
  expect(weekStart(berlin, at('2026-10-22T12:00Z'))).toBe(at('2026-10-19T07:00Z'));
  expect(weekStart(berlin, at('2026-10-22T12:00Z'), 1)).toBe(at('2026-10-26T08:00Z'));
});

test('people take turns from the first week on, by name where they have one', () => {
  const names = (now: string) => nextWeeks(plan, at(now), 3).map(({ name }) => name);
  expect(names('2026-11-04T12:00Z')).toEqual(['张三', 'lisi', '张三']);
  expect(names('2026-11-10T12:00Z')).toEqual(['lisi', '张三', 'lisi']);
  expect(names('2026-10-27T12:00Z')).toEqual(['lisi', '张三', 'lisi']);
});

test('without people nobody has a week', () => {
  expect(nextWeeks({ ...plan, people: [] }, 0, 3)).toEqual([]);
});
