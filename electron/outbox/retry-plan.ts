import { errcodeOf } from '../../shared/errcodes.ts';
import { limits } from '../../shared/limits.ts';
import type { Failure } from '../../shared/result.ts';

/** When a row that could not be sent is tried again; `give-up` makes it a dead letter. */
export type RetryPlan = { kind: 'again'; afterMs: number } | { kind: 'give-up' };

/**
 * Answers of a platform that no repetition changes, because the message or its recipient is what is wrong: nobody of
 * that name, not a follower, too long, words that are not allowed, outside the window (protocol reference, 6).
 */
const hopelessErrcodes = new Set([
  40003, 40004, 40005, 40006, 40007, 40008, 40031, 40032, 40033, 40035, 40037, 40058, 40063, 43004, 43019, 43101, 44004, 45001, 45002,
  45007, 45008, 45015, 45047, 46004, 47003, 48001, 50005, 60111, 60140, 81013, 82001, 85002,
]);
/** What a platform finds wrong in a template card: its fields, its task, its buttons (protocol reference, 6.2). */
const isCardErrcode = (errcode: number) => (errcode >= 42014 && errcode <= 42020) || (errcode >= 42027 && errcode <= 42051);
const hopelessCodes = new Set([
  'platform/recipient',
  'platform/no-cards',
  'platform/no-choice-menus',
  'templates/none-here',
  'accounts/unknown',
  'outbox/no-picture',
  'outbox/too-late',
]);

/**
 * So often a message that may have arrived is sent again where nobody swallows the second one. Who gets a text twice can
 * live with it better than who gets none, but an answer that is always lost must not bring hundreds of them.
 */
const unsureRepeats = 2;

/** What is known of the attempts that may have arrived, the one in question included. */
export interface Unsure {
  tries: number;
  /** Since the first of them began. */
  ageMs: number;
  /** For so long after that the platform swallows what comes again; 0 where it never does. */
  swallowedMs: number;
}

/** Seconds at first, then minutes: what an admin has to mend (an address to allow-list) takes its time. */
const firstMs = 2_000;
const longestMs = 5 * 60_000;

/**
 * What to do about a failed attempt. Everything but the hopeless is tried until the row is too old: the network comes
 * back, an address gets allow-listed, a quota starts anew.
 * @param tries failed attempts so far, this one included
 * @param ageMs since the row was queued; 0 while the program has hardly tried since its start or the computer's sleep
 * @param random 0 to 1: spreads the attempts of many rows
 */
export function planRetry(failure: Failure, tries: number, ageMs: number, unsure: Unsure, random: number): RetryPlan {
  const errcode = errcodeOf(failure);
  const isHopeless = errcode !== undefined && (hopelessErrcodes.has(errcode) || isCardErrcode(errcode));
  if (isHopeless || hopelessCodes.has(failure.code)) return { kind: 'give-up' };
  const pauseMs = Math.round(Math.min(longestMs, firstMs * 2 ** Math.min(tries - 1, 20)) * (0.75 + random / 2));
  const afterMs = Math.max(pauseMs, Number(failure.params?.seconds ?? 0) * 1000);
  if (failure.code === 'platform/unsure' && !mayRepeat(unsure, afterMs)) return { kind: 'give-up' };
  return ageMs + afterMs > limits.outboxKeepMs ? { kind: 'give-up' } : { kind: 'again', afterMs };
}

const mayRepeat = ({ tries, ageMs, swallowedMs }: Unsure, afterMs: number) => ageMs + afterMs <= swallowedMs || tries <= unsureRepeats;
