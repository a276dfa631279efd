import { expect, test } from 'vitest';
import { countBeats, daysUntil, formatMetric, formatShare } from './monitor-words.ts';

test.each([
  [1, '100%'],
  [0.99999, '99.99%'],
  [0.5, '50.00%'],
  [0, '0.00%'],
])('a share of %d is %s', (share, told) => expect(formatShare(share)).toBe(told));

test('metrics have their units', () => {
  expect(formatMetric('disk', 91)).toBe('91%');
  expect(formatMetric('temperature', 61.25)).toBe('61.3 °C');
  expect(formatMetric('load', 0.5)).toBe('0.5');
});

test('retrying counts as failed, maintenance as nothing', () => {
  const beats = (['up', 'retrying', 'down', 'unknown', 'maintenance'] as const).map((state, at) => ({ at, state }));
  expect(countBeats(beats)).toEqual({ n: 5, up: 1, down: 2, unknown: 2 });
});

test('days are whole ones, and negative when it is over', () => {
  expect(daysUntil(86_400_000 * 2 - 1, 0)).toBe(1);
  expect(daysUntil(-1, 0)).toBe(-1);
});
