import { describe, expect, test } from 'vitest';
import { formatChatTime, formatClock, formatCount, formatMoment, formatMs, formatTime } from './format.ts';

const at = (day: number, hour = 14, minute = 2, second = 11, ms = 0) => new Date(2026, 10, day, hour, minute, second, ms).getTime();
const now = at(20, 18);

describe('a time in a list', () => {
  test.each([
    ['of today has seconds', at(20), '14:02:11'],
    ['just after midnight starts at 00', at(20, 0, 5, 9), '00:05:09'],
    ['of yesterday has the date', at(19), '11-19 14:02'],
    ['of yesterday evening is not today', at(19, 23, 59, 59), '11-19 23:59'],
    ['of another month is padded', new Date(2026, 0, 3, 4, 5).getTime(), '01-03 04:05'],
  ])('%s', (_, time, expected) => {
    expect([formatTime(time, now, 'zh-CN'), formatTime(time, now, 'en')]).toEqual([expected, expected]);
  });
});

test('a clock has hours and minutes, the hours up to 23', () => {
  expect([formatClock(at(20, 0, 0), 'zh-CN'), formatClock(at(20, 23, 59), 'en')]).toEqual(['00:00', '23:59']);
});

test('a moment has everything, down to the millisecond and the zone', () => {
  expect(formatMoment(at(20, 14, 2, 11, 7), 'en')).toMatch(/^11\/20\/2026, 14:02:11\.007 \S/);
  expect(formatMoment(at(20, 14, 2, 11, 7), 'zh-CN')).toMatch(/^2026\/11\/20 \S*\s?14:02:11\.007/);
});

test.each([
  ['zh-CN', /^11月19日\D*14:02$/],
  ['en', /^November 19\D+14:02$/],
] as const)('a chat says the time of today, and the date of another day, in %s', (language, other) => {
  expect(formatChatTime(at(20), now, language)).toBe('14:02');
  expect(formatChatTime(at(19), now, language)).toMatch(other);
});

describe('a duration has its unit and no more digits than it needs', () => {
  test.each([
    [0, '0 ms'],
    [0.04, '0.0 ms'],
    [0.42, '0.4 ms'],
    [5, '5 ms'],
    [9.94, '9.9 ms'],
    [9.96, '10 ms'],
    [41.6, '42 ms'],
    [182, '182 ms'],
    [999.4, '999 ms'],
    [999.6, '1.00 s'],
    [1000, '1.00 s'],
    [4512, '4.51 s'],
  ])('%d', (ms, expected) => expect(formatMs(ms)).toBe(expected));
});

test('counts are parted by thousands', () => expect([formatCount(1204, 'zh-CN'), formatCount(1204, 'en')]).toEqual(['1,204', '1,204']));
