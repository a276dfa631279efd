import type { Statistics, TimeCount } from '../../shared/statistics.ts';

/** Columns for stacked bars, tallest first: all, in and out, in. Each stands in the middle of its stretch (Unix seconds). */
export function stackedTimes(times: TimeCount[], bucketMs: number): [number[], number[], number[], number[]] {
  return [
    middles(times, bucketMs),
    times.map((count) => count.in + count.out + count.refused),
    times.map((count) => count.in + count.out),
    times.map((count) => count.in),
  ];
}

/** Columns for lines of p99, p90 and p50, the last one in front; null where nothing was answered. */
export function latencyTimes(times: TimeCount[], bucketMs: number): [number[], (number | null)[], (number | null)[], (number | null)[]] {
  const line = (name: 'p50' | 'p90' | 'p99') => times.map(({ latency }) => latency?.[name] ?? null);
  return [middles(times, bucketMs), line('p99'), line('p90'), line('p50')];
}

const middles = (times: TimeCount[], bucketMs: number) => times.map(({ at }) => (at + bucketMs / 2) / 1000);

/** The sums that are said beside the chart. */
export function timeTotals({ times }: Pick<Statistics, 'times'>): { in: number; out: number; refused: number; peak: number } {
  const totals = { in: 0, out: 0, refused: 0, peak: 0 };
  for (const count of times) {
    totals.in += count.in;
    totals.out += count.out;
    totals.refused += count.refused;
    totals.peak = Math.max(totals.peak, count.in + count.out + count.refused);
  }
  return totals;
}
