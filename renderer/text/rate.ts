import type { MinuteCount } from '../../shared/overview.ts';

/** The sums that are said beside the chart. */
export function rateTotals(minutes: MinuteCount[]): { in: number; out: number; refused: number; peak: number } {
  const totals = { in: 0, out: 0, refused: 0, peak: 0 };
  for (const minute of minutes) {
    totals.in += minute.in;
    totals.out += minute.out;
    totals.refused += minute.refused;
    totals.peak = Math.max(totals.peak, minute.in + minute.out + minute.refused);
  }
  return totals;
}

/** Columns for stacked bars, tallest first, so that each is drawn over the one before: all, in and out, in. */
export function stackedRate(minutes: MinuteCount[]): [number[], number[], number[], number[]] {
  return [
    minutes.map(({ minute }) => minute / 1000),
    minutes.map((count) => count.in + count.out + count.refused),
    minutes.map((count) => count.in + count.out),
    minutes.map((count) => count.in),
  ];
}
