import { expect, test } from 'vitest';
import { formatChartMoment, formatChartTick } from './chart-time.ts';

const dayMs = 86_400_000;
const at = new Date(2026, 10, 21, 14, 5).getTime();

test.each([
  ['a day', dayMs, /^14:05$/],
  ['a week', 7 * dayMs, /^11.21$/],
  ['two years', 700 * dayMs, /2026.*11|11.*2026/],
])('the axis of %s says what tells its ticks apart', (_, span, text) => {
  expect(formatChartTick(at, span, 'zh-CN')).toMatch(text);
  expect(formatChartTick(at, span, 'en')).toMatch(text);
});

test('a stretch of a day has a date, a shorter one the clock too', () => {
  expect(formatChartMoment(at, dayMs, 'zh-CN')).toBe('2026/11/21');
  expect(formatChartMoment(at, 3_600_000, 'zh-CN')).toBe('2026/11/21 14:05');
});
