import { expect, test } from 'vitest';
import type { TimeCount } from '../../shared/statistics.ts';
import { formatSize } from './size.ts';
import { latencyTimes, stackedTimes, timeTotals } from './statistics.ts';

const times: TimeCount[] = [
  { at: 60_000, in: 3, out: 2, refused: 1, latency: { p50: 5, p90: 50, p99: 500 } },
  { at: 120_000, in: 0, out: 0, refused: 0 },
];

test('bars are stacked, the tallest first, each in the middle of its stretch', () => {
  expect(stackedTimes(times, 60_000)).toEqual([
    [90, 150],
    [6, 0],
    [5, 0],
    [3, 0],
  ]);
});

test('lines have a gap where nothing was answered, and the slowest is drawn first', () => {
  expect(latencyTimes(times, 60_000)).toEqual([
    [90, 150],
    [500, null],
    [50, null],
    [5, null],
  ]);
});

test('the words beside the chart know the sums and the busiest stretch', () => {
  expect(timeTotals({ times })).toEqual({ in: 3, out: 2, refused: 1, peak: 6 });
});

test.each([
  [0, '0 B'],
  [1023, '1023 B'],
  [1536, '1.5 KB'],
  [300 * 1024, '300 KB'],
  [1024 ** 3 * 2.5, '2.5 GB'],
  [1024 ** 4 * 3, '3072 GB'],
])('a size is said in its largest unit: %d', (bytes, text) => expect(formatSize(bytes)).toBe(text));
