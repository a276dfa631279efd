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
}

export type Confirmed<Plan> =
  | { kind: 'confirmed'; pending: Pending<Plan> }
  /** Too late, or there never was one of this code. `left`: so many tries more. */
  | { kind: 'unknown'; left: number }
  /** Another person has to say it. */
  | { kind: 'own' }
  | { kind: 'locked'; seconds: number };

/** Dangerous commands wait here for their one-time code; each is given out once. In memory: a minute is all they live. */
export interface Confirmations<Plan> {
  /** Later wishes of the same person take the place of earlier ones. */
  ask(asker: Asker, plan: Plan, by: Pending<Plan>['by'], rule?: AccessRule): Pending<Plan>;
  confirm(asker: Asker, code: string): Confirmed<Plan>;
  /** Takes back what this person has waiting; gives back whether there was anything. */
  cancel(asker: Asker): boolean;
}

export interface ConfirmationsOptions {
  now(): number;
  /** A number from 0 up to, but without, `below`; from a cryptographic source. */
  random(below: number): number;
  /** How long a code is good, in ms. */
  keepMs: number;
}

/** So many wishes wait at the same time; the oldest makes room. */
const mostPending = 200;

export function createConfirmations<Plan>({ now, random, keepMs }: ConfirmationsOptions): Confirmations<Plan> {
  const waiting = new Map<string, Pending<Plan>>();
  const attempts = createCodeAttempts(now);

  function forgetOld(): void {
    for (const [who, { until }] of waiting) if (until <= now() || waiting.size > mostPending) waiting.delete(who);
  }

  function newCode(): string {
    const taken = new Set([...waiting.values()].map(({ code }) => code));
    for (;;) {
      const code = String(random(10_000)).padStart(4, '0');
      if (!taken.has(code)) return code;
    }
  }

  return {
    ask(asker, plan, by, rule = {}) {
      forgetOld();
      const pending = { code: newCode(), asker, rule, plan, by, until: now() + keepMs };
      waiting.delete(nameOf(asker));
      waiting.set(nameOf(asker), pending);
      return pending;
    },
    confirm(asker, code) {
      forgetOld();
      const who = nameOf(asker);
      const seconds = attempts.lockedSeconds(who);
      if (seconds > 0) return { kind: 'locked', seconds };
      const found = [...waiting].find(([, pending]) => pending.code === code && mayConfirm(asker, pending));
      if (!found) return { kind: 'unknown', left: attempts.miss(who) };
      const [owner, pending] = found;
      if (pending.by === 'second' && owner === who) return { kind: 'own' };
      waiting.delete(owner);
      attempts.forget(who);
      return { kind: 'confirmed', pending };
    },
    cancel: (asker) => waiting.delete(nameOf(asker)),
  };
}

/** Who can say yes at all: whoever asked, or, where a second person has to, anybody who knows the code; rights are checked again later. */
function mayConfirm<Plan>(asker: Asker, pending: Pending<Plan>): boolean {
  return pending.by === 'second' || nameOf(asker) === nameOf(pending.asker);
}

const nameOf = (asker: Asker) => (asker.origin === 'console' ? '' : `${asker.account} ${asker.person}`);
