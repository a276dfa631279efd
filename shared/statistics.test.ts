import { expect, test } from 'vitest';
import { binsPerE, bucketFor, latencyOf, periods } from './statistics.ts';

/** Counts latencies by bin, as the store does. */
function bins(latencies: number[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const ms of latencies) {
    const bin = Math.round(Math.log(ms) * binsPerE);
    counts.set(bin, (counts.get(bin) ?? 0) + 1);
  }
  return counts;
}

function exact(latencies: number[], share: number): number {
  const sorted = latencies.toSorted((one, other) => one - other);
  return sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN;
}

test.each([
  ['evenly spread', Array.from({ length: 1000 }, (_, index) => index + 1)],
  ['a few very slow ones among fast ones', [...Array<number>(985).fill(4.2), ...Array<number>(15).fill(9000)]],
  ['below a millisecond', [0.06, 0.1, 0.2, 0.9]],
  ['a single one', [182]],
])('percentiles come out within 2 %%: %s', (_, latencies) => {
  const found = latencyOf(bins(latencies));
  for (const [name, share] of [
    ['p50', 0.5],
    ['p90', 0.9],
    ['p99', 0.99],
  ] as const) {
    const right = exact(latencies, share);
    expect(Math.abs((found?.[name] ?? 0) - right) / right).toBeLessThanOrEqual(0.0205);
  }
});

test('counts of two slices give what both together give', () => {
  const [one, other] = [
    [3, 5, 800, 2000],
    [4, 4, 4, 90],
  ];
  const merged = bins(one ?? []);
  for (const [bin, count] of bins(other ?? [])) merged.set(bin, (merged.get(bin) ?? 0) + count);
  expect(latencyOf(merged)).toEqual(latencyOf(bins([...(one ?? []), ...(other ?? [])])));
});

test('without an answer there is no latency', () => expect(latencyOf(new Map())).toBeUndefined());

test('every period is shown in a readable number of bars', () => {
  for (const length of [...Object.values(periods), 400 * 86_400_000, 20 * 365 * 86_400_000]) {
    if (length === undefined) continue;
    const bars = length / bucketFor(length);
    expect(bars).toBeGreaterThan(8);
    expect(bars).toBeLessThanOrEqual(72);
  }
  expect(bucketFor(0)).toBe(60_000);
});
