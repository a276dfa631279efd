import { expect, test } from 'vitest';
import { rateTotals, stackedRate } from './rate.ts';

const minutes = [
  { minute: 60_000, in: 3, out: 2, refused: 0 },
  { minute: 120_000, in: 1, out: 1, refused: 5 },
];

test('the sums say how much there was, and how much in the busiest minute', () => {
  expect(rateTotals(minutes)).toEqual({ in: 4, out: 3, refused: 5, peak: 7 });
  expect(rateTotals([])).toEqual({ in: 0, out: 0, refused: 0, peak: 0 });
});

test('bars are drawn tallest first, over seconds', () => {
  expect(stackedRate(minutes)).toEqual([
    [60, 120],
    [5, 7],
    [5, 2],
    [3, 1],
  ]);
});
