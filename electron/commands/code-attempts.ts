import { failure } from '../../shared/failures.ts';
import type { Language } from '../../shared/language.ts';
import type { Failure } from '../../shared/result.ts';

/** Keeps people from guessing codes: who is wrong too often is locked out for a while. */
export interface CodeAttempts {
  /** How long somebody is still locked out, in whole seconds; 0 where they may try. */
  lockedSeconds(who: string): number;
  /** Notes a wrong code; gives back how many more they may try. */
  miss(who: string): number;
  /** Their code was right. */
  forget(who: string): void;
}

/** So many wrong codes, and a person is locked out for so long (ms). */
const mostWrong = 5;
const lockMs = 15 * 60_000;
/** A public account's followers may be any number. */
const mostRemembered = 10_000;

/** Why nothing is taken of somebody for so many seconds more. */
export const lockedOut = (seconds: number, language?: Language): Failure =>
  failure('command/locked', { minutes: String(Math.ceil(seconds / 60)) }, language);

export function createCodeAttempts(now: () => number): CodeAttempts {
  const wrong = new Map<string, { count: number; until: number }>();

  function forgetOld(): void {
    for (const [who, { until }] of wrong) if (until <= now()) wrong.delete(who);
  }

  return {
    lockedSeconds(who) {
      forgetOld();
      const tries = wrong.get(who);
      return tries && tries.count >= mostWrong ? Math.ceil((tries.until - now()) / 1000) : 0;
    },
    miss(who) {
      const count = (wrong.get(who)?.count ?? 0) + 1;
      // why: the one that guessed last is the last to be forgotten
      wrong.delete(who);
      wrong.set(who, { count, until: now() + lockMs });
      const [oldest] = wrong.keys();
      if (wrong.size > mostRemembered && oldest !== undefined) wrong.delete(oldest);
      return Math.max(0, mostWrong - count);
    },
    forget: (who) => void wrong.delete(who),
  };
}
