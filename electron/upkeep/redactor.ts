import { type RedactionRule, timedOutText } from '../../shared/redaction.ts';
import { createMatcher, type Matcher } from './matcher.ts';

/** Applies the rules in force to texts, in bounded time. */
export interface Redactor {
  /** Whether any rule is for this account. */
  concerns(account: string): boolean;
  /** The texts as they may be kept. Where the rules take too long every one of them is replaced as a whole. */
  redact(account: string, texts: readonly string[]): string[];
}

export interface RedactorOptions {
  rules: readonly RedactionRule[];
  /** Ms since some fixed point. */
  elapsed(): number;
  onTimeout(rule: RedactionRule, texts: number): void;
}

/**
 * All rules together may take so many ms with one message: a second try tells a slow rule from a computer that was busy
 * with something else.
 */
const patienceMs = [50, 150];
/** After rules took too long nothing is tried for this many times as long: a flood of such texts can't stop the gateway. */
const restFactor = 10;

/** Undefined where no rule is on, so that nobody has to ask. */
export function createRedactor({ rules, elapsed, onTimeout }: RedactorOptions): Redactor | undefined {
  const inForce = rules.filter(({ on }) => on);
  if (inForce.length === 0) return undefined;
  const matchers = new Map<string, { rules: RedactionRule[]; matcher: Matcher }>();
  let restUntil = Number.NEGATIVE_INFINITY;

  function matcherOf(account: string) {
    const known = matchers.get(account);
    if (known) return known;
    const own = inForce.filter((rule) => rule.account === null || rule.account === account);
    const made = { rules: own, matcher: createMatcher(own) };
    matchers.set(account, made);
    return made;
  }

  const concerns = (account: string) => inForce.some((rule) => rule.account === null || rule.account === account);
  return {
    concerns,
    redact(account, texts) {
      if (texts.length === 0 || !concerns(account)) return [...texts];
      const { rules: own, matcher } = matcherOf(account);
      const began = elapsed();
      for (const ms of began < restUntil ? [] : patienceMs) {
        const redacted = matcher.replace(texts, ms);
        if (redacted) return redacted;
      }
      const rule = own[matcher.slowRule()];
      if (rule) onTimeout(rule, texts.length);
      const now = elapsed();
      restUntil = Math.max(restUntil, now + (now - began) * restFactor);
      return texts.map((text) => (text === '' ? '' : timedOutText));
    },
  };
}
