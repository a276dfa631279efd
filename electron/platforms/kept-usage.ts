import { z } from 'zod';
import { type FailureCode, failure, failureTexts } from '../../shared/failures.ts';
import type { Timing } from '../timing.ts';
import type { CountedPart, SlidingWindow } from './sliding-window.ts';
import { refusalMs } from './token.ts';
import type { Counter, Usage } from './usage.ts';

const Time = z.number();
const Count = z.number().int().positive();

/** An account's usage as it outlasts a restart. All times are Unix times in ms. */
export const KeptUsage = z.object({
  /** When it was written: what happened later is not in it. */
  at: Time.optional(),
  /** By counter and length of the window: when each part ended, and what it counted. */
  counts: z.record(z.string(), z.record(z.string(), z.array(z.tuple([Time, Count])))),
  penalties: z.record(
    z.string(),
    z.object({ step: z.number().int().min(0), ms: z.number().min(0), until: Time, midnight: Time.optional() }),
  ),
  refusal: z.object({ code: z.string(), params: z.record(z.string(), z.string()).optional(), until: Time, for: z.string() }).optional(),
});
export type KeptUsage = z.infer<typeof KeptUsage>;

/** A window is written in about so many parts; where they are joined, the count stays longer than it has to. */
const partsKept = 12;
/** So much of a credential's print is written: another one seldom has the same, and nobody can guess by it. */
const printChars = 4;
/** A clock that was set by less is taken for the same. */
const driftMs = 1000;

/** What is worth writing; undefined where nothing is. */
export function keepUsage(usage: Usage, timing: Timing): KeptUsage | undefined {
  const now = timing.elapsed();
  const ahead = aheadOf(timing);
  const counts: KeptUsage['counts'] = {};
  for (const [key, { windows }] of usage.counters()) {
    const counted = windows
      .map((window) => [window.windowMs, keptParts(window, now, ahead)] as const)
      .filter(([, parts]) => parts.length > 0);
    if (counted.length > 0) counts[key] = Object.fromEntries(counted);
  }
  const penalties = [...usage.penalties()].filter(([, { ms, until }]) => until + ms > now);
  const refusal = usage.refusal();
  const kept: KeptUsage = {
    at: timing.now(),
    counts,
    penalties: Object.fromEntries(penalties.map(([gate, penalty]) => [gate, { ...penalty, until: penalty.until + ahead }])),
    ...(refusal && refusal.until > now && { refusal: keptRefusal(refusal, ahead) }),
  };
  return Object.keys(counts).length + penalties.length > 0 || kept.refusal ? kept : undefined;
}

/**
 * Goes on with what was written. What is over by now is left out; what seems to lie ahead, because the clock was set
 * back, counts as just now, so that nothing lasts longer than its full time.
 */
export function recallUsage(usage: Usage, kept: KeptUsage, timing: Timing, counterOf: (key: string) => Counter | undefined): void {
  const now = timing.elapsed();
  const ahead = aheadOf(timing);
  const here = (time: number, longestMs: number) => Math.min(time - ahead, now + longestMs);
  for (const [key, byWindow] of Object.entries(kept.counts)) {
    const counter = counterOf(key);
    const present = (windowMs: number) => presentParts(byWindow[windowMs] ?? [], { windowMs, now, ahead });
    if (!counter?.windows.some(({ windowMs }) => present(windowMs).length > 0)) continue;
    for (const window of usage.windowsOf(counter)) window.recall(present(window.windowMs), now);
  }
  for (const [gate, { until, ...rest }] of Object.entries(kept.penalties)) {
    const penalty = { ...rest, until: here(until, rest.ms) };
    if (penalty.until + rest.ms > now) usage.punish(gate, penalty);
  }
  const { refusal } = kept;
  if (!refusal || !(refusal.code in failureTexts) || here(refusal.until, refusalMs) <= now) return;
  const told = failure(refusal.code as FailureCode, refusal.params);
  usage.refuse({ failure: told, until: here(refusal.until, refusalMs), for: refusal.for });
}

/** How far the clock on the wall is ahead of `elapsed()`. */
export function aheadOf(timing: Timing): number {
  const ahead = timing.now() - timing.elapsed();
  return Math.abs(ahead) < driftMs ? 0 : ahead;
}

function keptParts(window: SlidingWindow, now: number, ahead: number): [number, number][] {
  const spanMs = window.windowMs / partsKept;
  const joined = new Map<number, CountedPart>();
  for (const { endsAt, count } of window.counted(now)) {
    const span = Math.ceil(endsAt / spanMs);
    joined.set(span, { endsAt, count: count + (joined.get(span)?.count ?? 0) });
  }
  return [...joined.values()].map(({ endsAt, count }) => [endsAt + ahead, count]);
}

function presentParts(kept: [number, number][], { windowMs, now, ahead }: { windowMs: number; now: number; ahead: number }): CountedPart[] {
  return kept.map(([endsAt, count]) => ({ endsAt: endsAt - ahead, count })).filter(({ endsAt }) => endsAt + windowMs > now);
}

function keptRefusal({ failure: { code, params }, until, for: print }: NonNullable<ReturnType<Usage['refusal']>>, ahead: number) {
  return { code, ...(params && { params }), until: until + ahead, for: print.slice(0, printChars) };
}
