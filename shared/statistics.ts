import { z } from 'zod';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** How far back statistics go, in ms; `all` is the whole log. */
export const periods = { '1h': hourMs, '24h': dayMs, '7d': 7 * dayMs, '30d': 30 * dayMs, all: undefined } as const;
export type Period = keyof typeof periods;
export const Period = z.enum(Object.keys(periods) as [Period, ...Period[]]);

/** How long messages took from their arrival to the answer, in ms, within 2 %. */
export interface Latency {
  p50: number;
  p90: number;
  p99: number;
}

/** Rows by direction. */
export interface DirectionCounts {
  in: number;
  out: number;
  refused: number;
}

/** A stretch of time. */
export interface TimeCount extends DirectionCounts {
  /** Its beginning, Unix ms. */
  at: number;
  /** Absent where nothing was answered. */
  latency?: Latency;
}

/** What the rows of a period that meet a filter add up to. Lists are sorted, the greatest first, and bounded. */
export interface Statistics {
  /** Unix ms, both. */
  from: number;
  to: number;
  bucketMs: number;
  rows: number;
  /** From `from` to `to`, oldest first, without gaps. */
  times: TimeCount[];
  latency?: Latency;
  /** What came in, by type and, of events, by event. */
  types: { type: string; event?: string; count: number }[];
  commands: { command: string; count: number; failed: number; latency?: Latency }[];
  /** Why requests were refused and commands failed, by the failure's code. */
  failures: { code: string; count: number }[];
  /** What became of messages that the outbox was to send. `retried` were taken by the platform, but not at the first try. */
  outbox: Record<'sent' | 'retried' | 'queued' | 'dead' | 'aside', number> & { failures: { code: string; count: number }[] };
  accounts: ({ account: string; failed: number; latency?: Latency } & DirectionCounts)[];
}

/** The lengths that a bar of a chart may have, in ms. */
const bucketLengths = [1, 5, 15, 30, 60, 180, 720, 1440, 7 * 1440, 30 * 1440, 365 * 1440].map((minutes) => minutes * 60_000);
const mostBuckets = 72;

/** The bar's length that shows a period in at most some seventy bars. */
export function bucketFor(periodMs: number): number {
  return bucketLengths.find((length) => periodMs / length <= mostBuckets) ?? 10 * 365 * dayMs;
}

/**
 * Latencies are counted in bins, each 4 % wider than the one before, so that counts of many slices add up and
 * percentiles come out within 2 %. The bin of `ms` is `round(ln(ms) * binsPerE)`.
 */
export const binsPerE = 25;
/** What is shorter counts as this, in ms. */
export const shortestMs = 0.05;

/** The percentiles of latencies counted by bin; undefined where there are none. */
export function latencyOf(bins: ReadonlyMap<number, number>): Latency | undefined {
  const sorted = [...bins].sort(([one], [other]) => one - other);
  const total = sorted.reduce((sum, [, count]) => sum + count, 0);
  if (total === 0) return undefined;
  return { p50: quantile(sorted, total * 0.5), p90: quantile(sorted, total * 0.9), p99: quantile(sorted, total * 0.99) };
}

/** The latency at a rank, counted from the shortest. */
function quantile(sorted: [bin: number, count: number][], rank: number): number {
  let passed = 0;
  for (const [bin, count] of sorted) {
    passed += count;
    if (passed >= rank) return Math.exp(bin / binsPerE);
  }
  return Number.NaN;
}
