import { describe, expect, test } from 'vitest';
import { endOf, inMaintenance, isWithin } from './hours.ts';

const zone = 'Asia/Shanghai';
/** A time of the wall clock in Shanghai. */
const at = (text: string) => Date.parse(`${text}+08:00`);
const weekdays = [1, 2, 3, 4, 5];

describe('A maintenance window', () => {
  test('once is open from its beginning until its end', () => {
    const windows = [{ rule: 'once' as const, from: at('2026-01-05T10:00'), to: at('2026-01-05T11:00') }];
    const open = ['09:59', '10:00', '10:59', '11:00'].map((time) => inMaintenance(windows, at(`2026-01-05T${time}`)));
    expect(open).toEqual([false, true, true, false]);
  });
  test('every Sunday night goes over midnight, and belongs to the Sunday', () => {
    const windows = [{ rule: 'weekly' as const, days: [0], from: '23:00', to: '02:00', zone }];
    expect(inMaintenance(windows, at('2026-01-04T23:30'))).toBe(true);
    expect(inMaintenance(windows, at('2026-01-05T01:30'))).toBe(true);
    expect(inMaintenance(windows, at('2026-01-05T02:00'))).toBe(false);
    expect(inMaintenance(windows, at('2026-01-04T01:30'))).toBe(false);
  });
  test("on a month's last day finds it in February too, leap year or not", () => {
    const windows = [{ rule: 'monthly' as const, days: [-1], from: '03:00', to: '04:00', zone }];
    const open = ['2026-02-28', '2026-02-27', '2028-02-28', '2028-02-29', '2026-04-30'].map((day) =>
      inMaintenance(windows, at(`${day}T03:30`)),
    );
    expect(open).toEqual([true, false, false, true, true]);
  });
  test('counts in its own time zone, also when its clock changes', () => {
    const windows = [{ rule: 'weekly' as const, days: [0], from: '09:00', to: '10:00', zone: 'Europe/Berlin' }];
    expect(inMaintenance(windows, Date.parse('2026-03-22T08:30Z'))).toBe(true);
    expect(inMaintenance(windows, Date.parse('2026-03-29T07:30Z'))).toBe(true);
    expect(inMaintenance(windows, Date.parse('2026-03-29T08:30Z'))).toBe(false);
  });
  test('over midnight belongs to its day also after one that had 23 hours', () => {
    const windows = [{ rule: 'weekly' as const, days: [0], from: '23:00', to: '02:00', zone: 'Europe/Berlin' }];
    expect(inMaintenance(windows, Date.parse('2026-03-29T22:30Z'))).toBe(true);
    const last = [{ rule: 'monthly' as const, days: [29], from: '23:00', to: '02:00', zone: 'Europe/Berlin' }];
    expect(inMaintenance(last, Date.parse('2026-03-29T22:30Z'))).toBe(true);
  });
});

describe('Hours', () => {
  test('of work are open on weekdays only', () => {
    const hours = { days: weekdays, from: '09:00', to: '18:00', zone };
    const open = ['2026-01-05T09:00', '2026-01-05T17:59', '2026-01-05T18:00', '2026-01-10T12:00'].map((time) => isWithin(hours, at(time)));
    expect(open).toEqual([true, true, false, false]);
  });
  test('of quiet end in the morning', () => {
    const night = { days: [0, 1, 2, 3, 4, 5, 6], from: '22:00', to: '07:30', zone };
    expect(endOf(night, at('2026-01-05T23:15'))).toBe(at('2026-01-06T07:30'));
    expect(endOf(night, at('2026-01-06T07:29:30'))).toBe(at('2026-01-06T07:30'));
  });
  test('of quiet end in the morning as the clock on the wall shows it, in the night in which it changes', () => {
    const night = { days: [0, 1, 2, 3, 4, 5, 6], from: '22:00', to: '08:00', zone: 'Europe/Berlin' };
    expect(endOf(night, Date.parse('2026-03-28T22:00Z'))).toBe(Date.parse('2026-03-29T08:00+02:00'));
    expect(endOf(night, Date.parse('2026-10-24T21:00Z'))).toBe(Date.parse('2026-10-25T08:00+01:00'));
    const wholeDay = { ...night, from: '08:00' };
    expect(endOf(wholeDay, Date.parse('2026-03-28T08:00+01:00'))).toBe(Date.parse('2026-03-29T08:00+02:00'));
  });
  test('that go on over the days that follow end with the last of them', () => {
    const weekend = { days: [6, 0], from: '00:00', to: '00:00', zone };
    expect(endOf(weekend, at('2026-01-10T15:00'))).toBe(at('2026-01-12T00:00'));
    expect(endOf({ ...weekend, days: [0, 1, 2, 3, 4, 5] }, at('2026-01-04T15:00'))).toBe(at('2026-01-10T00:00'));
  });
  test('that never end are told of each day', () => {
    const always = { days: [0, 1, 2, 3, 4, 5, 6], from: '00:00', to: '00:00', zone };
    expect(endOf(always, at('2026-01-10T15:00'))).toBe(at('2026-01-11T00:00'));
  });
  test('with equal ends are a whole day', () => {
    const sunday = { days: [0], from: '08:00', to: '08:00', zone };
    const open = ['2026-01-04T08:00', '2026-01-05T07:59', '2026-01-05T08:00', '2026-01-04T07:59'].map((time) => isWithin(sunday, at(time)));
    expect(open).toEqual([true, true, false, false]);
  });
});
