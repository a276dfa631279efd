import type { Failure } from '../../shared/result.ts';
import { createCodeAttempts } from './code-attempts.ts';
import type { AccessRule, Asker } from './policy.ts';

/** A dangerous command that waits for a yes. */
export interface Pending<Plan> {
  code: string;
  asker: Asker;
  /** The configuration's rule for whoever asked. */
  rule: AccessRule;
  plan: Plan;
  /** `second`: whoever asked can't say yes themselves. */
  by: 'self' | 'second';
  /** Unix time in ms from which on it is too late. */
  until: number;
  /** The same as it was when it was asked for. */
  untilAtFirst: number;
}

/** How the waiting of a command came to its end. `replaced`: whoever asked has asked for something else since. */
export type Ending = 'confirmed' | 'cancelled' | 'expired' | 'replaced';

/** What becomes of a yes or a no that comes when nothing waits for it any more. */
export type Over<Plan> = { kind: 'over'; how: Ending; pending: Pending<Plan> };

export type Confirmed<Plan> =
  /** `isOwn`: whoever asked for it said yes themselves. */
  | { kind: 'confirmed'; pending: Pending<Plan>; isOwn: boolean }
  | Over<Plan>
  /** There never was one of this code, as far as is known. `left`: so many tries more; with the last they are locked out. */
  | { kind: 'unknown'; left: number }
  /** Another person has to say it, as long as it waits. */
  | { kind: 'own'; pending: Pending<Plan> }
  /** This person may not; it goes on waiting for somebody who may. */
  | { kind: 'refused'; pending: Pending<Plan>; reason: Failure }
  | { kind: 'locked'; seconds: number };

export type Cancelled<Plan> = { kind: 'cancelled'; pending: Pending<Plan> } | Over<Plan> | { kind: 'nothing' };

/** Dangerous commands wait here for their one-time code; each is given out once. In memory: a minute is all they live. */
export interface Confirmations<Plan> {
  /** Later wishes of the same person take the place of earlier ones. */
  ask(asker: Asker, plan: Plan, by: Pending<Plan>['by'], rule?: AccessRule): Pending<Plan>;
  /** Takes what waits for this code, once. */
  confirm(asker: Asker, code: string, how?: Confirming<Plan>): Confirmed<Plan>;
  /** How long no yes of theirs is taken, because they guessed, in s; 0 where one is. */
  lockedSeconds(asker: Asker): number;
  /** Whether a code is one that they could say yes to, or could have; asking counts as no guess. */
  knows(asker: Asker, code: string): boolean;
  /** Takes back what this person has waiting; with a code only that. */
  cancel(asker: Asker, code?: string): Cancelled<Plan>;
}

/** How somebody says yes. */
export interface Confirming<Plan> {
  /** The code was typed, so that a wrong one counts; so it is unless something else is said. */
  isGuess?: boolean;
  /** What is to be said of it by now: why this person may not say yes to it, and whether it takes a second person. */
  judge?(pending: Pending<Plan>, isOwn: boolean): { reason?: Failure; needsSecond?: boolean };
}

export interface ConfirmationsOptions {
  now(): number;
  /** A number from 0 up to, but without, `below`; from a cryptographic source. */
  random(below: number): number;
  /** Who somebody is, by whichever account they write. */
  human(asker: Asker): string;
  /** How long a code is good, in ms. */
  keepMs: number;
}

/** So many wishes wait at the same time; the oldest makes room. */
const mostPending = 200;
/** So many that wait no more are remembered, so that a late tap or a second one learns what became of them. */
const mostOver = 500;

export function createConfirmations<Plan>({ now, random, human, keepMs }: ConfirmationsOptions): Confirmations<Plan> {
  const waiting = new Map<string, Pending<Plan>>();
  /** By person and code. */
  const over = new Map<string, Over<Plan>>();
  const attempts = createCodeAttempts(now);

  function end(owner: string, how: Ending): void {
    const pending = waiting.get(owner);
    if (!pending) return;
    waiting.delete(owner);
    remember(owner, how, pending);
  }

  function remember(who: string, how: Ending, pending: Pending<Plan>): void {
    const key = `${who} ${pending.code}`;
    over.delete(key);
    over.set(key, { kind: 'over', how, pending });
    const [oldest] = over.keys();
    if (over.size > mostOver && oldest !== undefined) over.delete(oldest);
  }

  function forgetOld(): void {
    for (const [who, { until }] of waiting) if (until <= now() || waiting.size > mostPending) end(who, 'expired');
  }

  function newCode(): string {
    const taken = new Set([...waiting.values()].map(({ code }) => code));
    for (;;) {
      const code = String(random(10_000)).padStart(4, '0');
      if (!taken.has(code)) return code;
    }
  }

  /** The last wrong code locks out, and is told so. */
  function missed(who: string, isGuess: boolean): Confirmed<Plan> {
    const left = isGuess ? attempts.miss(who) : 0;
    const seconds = attempts.lockedSeconds(who);
    return seconds > 0 ? { kind: 'locked', seconds } : { kind: 'unknown', left };
  }

  return {
    ask(asker, plan, by, rule = {}) {
      forgetOld();
      const until = now() + keepMs;
      const pending = { code: newCode(), asker, rule, plan, by, until, untilAtFirst: until };
      const who = human(asker);
      end(who, 'replaced');
      waiting.set(who, pending);
      return pending;
    },
    confirm(asker, code, { isGuess = true, judge } = {}) {
      forgetOld();
      const who = human(asker);
      const seconds = attempts.lockedSeconds(who);
      if (seconds > 0) return { kind: 'locked', seconds };
      const found = [...waiting].find(([owner, pending]) => pending.code === code && mayConfirm(who, owner, pending));
      // One's own code of before tells nothing that one didn't know.
      if (!found) return over.get(`${who} ${code}`) ?? missed(who, isGuess);
      const [owner, pending] = found;
      const isOwn = owner === who;
      if (isOwn && pending.by === 'second') return { kind: 'own', pending };
      const { reason, needsSecond } = judge?.(pending, isOwn) ?? {};
      if (isOwn && needsSecond) {
        // why: somebody else has to be found first, who was not looked for until now
        const anew: Pending<Plan> = { ...pending, by: 'second', until: now() + keepMs };
        waiting.set(owner, anew);
        return { kind: 'own', pending: anew };
      }
      if (reason) return { kind: 'refused', pending, reason };
      end(owner, 'confirmed');
      if (!isOwn) remember(who, 'confirmed', pending);
      attempts.forget(who);
      return { kind: 'confirmed', pending, isOwn };
    },
    lockedSeconds: (asker) => attempts.lockedSeconds(human(asker)),
    knows(asker, code) {
      forgetOld();
      const who = human(asker);
      const isWaiting = [...waiting].some(([owner, pending]) => pending.code === code && mayConfirm(who, owner, pending));
      return isWaiting || over.has(`${who} ${code}`);
    },
    cancel(asker, code) {
      forgetOld();
      const who = human(asker);
      const pending = waiting.get(who);
      if (!pending || (code !== undefined && pending.code !== code)) return over.get(`${who} ${code}`) ?? { kind: 'nothing' };
      end(who, 'cancelled');
      return { kind: 'cancelled', pending };
    },
  };
}

/** Who can say yes at all: whoever asked, or, where a second person has to, anybody who knows the code; of them `judge` tells who may not. */
function mayConfirm<Plan>(who: string, owner: string, { by }: Pending<Plan>): boolean {
  return by === 'second' || who === owner;
}
