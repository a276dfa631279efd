import { z } from 'zod';

/** Further ahead of what the log has seen, in ms, a clock is doubted: a holiday without the program is shorter. */
const plausibleMs = 14 * 24 * 3_600_000;
/** A clock that stays ahead for so long, in ms of the program's running, is believed: the program was off for a long time. */
const doubtMs = 72 * 3_600_000;

/** The time as retention has seen it, kept from one run of the program to the next. */
export const SeenTime = z.object({
  /** Unix ms, when retention looked at the clock and believed it. */
  at: z.number(),
  /** For how long the program has been running with a clock that is not believed, in ms. */
  doubtedMs: z.number(),
  /** What was believed when the clock went back, and for how long it has been back since, in ms of the program's running. */
  before: z.object({ at: z.number(), backMs: z.number() }).optional(),
});
export type SeenTime = z.infer<typeof SeenTime>;

/** By which time (Unix ms) messages are judged to be old. */
interface JudgedTime {
  now: number;
  /** How far the clock is ahead of that, in ms; 0 where it is believed. */
  aheadMs: number;
  seen: SeenTime;
}

/**
 * Decides whether the clock is to be believed: one that has jumped ahead would make the whole log look old. In doubt, time
 * goes on from when it was believed, by what really passed. One that has gone back is believed, since nothing gets older by
 * that; when it returns to where it was (a computer without a battery for its clock hears the time after it has started),
 * that is no jump.
 * @param clock what the clock says, Unix ms
 * @param passedMs what passed since `seen` at least, by a clock that doesn't jump
 */
export function judgeTime(seen: SeenTime, clock: number, passedMs: number): JudgedTime {
  const expected = seen.at + passedMs;
  const doubtedMs = seen.doubtedMs + passedMs;
  const before = beforeOf(seen, clock, passedMs);
  const isReturn = before !== undefined && clock >= before.at - plausibleMs && clock <= before.at + plausibleMs;
  if (isReturn || doubtedMs >= doubtMs) return { now: clock, aheadMs: 0, seen: { at: clock, doubtedMs: 0 } };
  if (clock - expected <= plausibleMs) return { now: clock, aheadMs: 0, seen: { at: clock, doubtedMs: 0, ...(before && { before }) } };
  return { now: expected, aheadMs: clock - expected, seen: { at: expected, doubtedMs, ...(before && { before }) } };
}

/** What counts as the time before the clock went back; a clock that stays back for days is right. */
function beforeOf({ at, before }: SeenTime, clock: number, passedMs: number): SeenTime['before'] {
  if (before) return before.backMs + passedMs < doubtMs ? { at: before.at + passedMs, backMs: before.backMs + passedMs } : undefined;
  return clock < at + passedMs - plausibleMs ? { at: at + passedMs, backMs: 0 } : undefined;
}
