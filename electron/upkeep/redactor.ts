import { type RedactionRule, timedOutText, withheldText } from '../../shared/redaction.ts';
import { createMatcher, type Matcher } from './matcher.ts';

/** Where in a text a rule matches, and what takes its place. */
export interface Match {
  start: number;
  end: number;
  replacement: string;
}

/** Applies the rules in force to texts, in bounded time. Texts that a rule is for which can't be used are withheld. */
export interface Redactor {
  /** The rules in force that this engine can't use. */
  unusable: readonly RedactionRule[];
  /** Whether any rule is for this account. */
  concerns(account: string): boolean;
  /** The texts as they may be kept. Where the rules take too long every one of them is replaced as a whole. */
  redact(account: string, texts: readonly string[], from?: Source): string[];
  /** Where the rules match, each by itself. Where they take too long the whole text is one match. */
  find(account: string, text: string): Match[];
}

/** Who has written a text: what takes too long of a stranger's must not have the messages of others withheld. */
export type Source = 'person' | 'stranger';

export interface RedactorOptions {
  rules: readonly RedactionRule[];
  /** Whether there are more rules than these, which nobody can read: nothing may be kept then. */
  isIncomplete?: boolean;
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
export function createRedactor({ rules, isIncomplete = false, elapsed, onTimeout }: RedactorOptions): Redactor | undefined {
  const inForce = rules.filter(({ on }) => on);
  if (inForce.length === 0 && !isIncomplete) return undefined;
  const unusable = inForce.filter((rule) => !isUsable(rule));
  const matchers = new Map<string, { rules: RedactionRule[]; matcher: Matcher }>();
  const finders = new Map<RedactionRule, Matcher>();
  const restUntil: Record<Source, number> = { person: Number.NEGATIVE_INFINITY, stranger: Number.NEGATIVE_INFINITY };

  function matcherOf(account: string) {
    const known = matchers.get(account);
    if (known) return known;
    const own = inForce.filter(isFor(account));
    const made = { rules: own, matcher: createMatcher(own) };
    matchers.set(account, made);
    return made;
  }

  function finderOf(rule: RedactionRule): Matcher {
    const finder = finders.get(rule) ?? createMatcher([rule]);
    finders.set(rule, finder);
    return finder;
  }

  /** Where all of them match, or the one that was at work when the time was up. */
  function findAll(own: readonly RedactionRule[], text: string): Match[] | RedactionRule {
    const until = elapsed() + (patienceMs.at(-1) ?? 0);
    const found: Match[] = [];
    for (const rule of own) {
      // A whole number of ms, and one at least: anything else is no timeout.
      const [places] = finderOf(rule).find([text], Math.max(1, Math.ceil(until - elapsed()))) ?? [];
      if (!places) return rule;
      for (let index = 0; index + 1 < places.length; index += 2) {
        const [start = 0, end = 0] = places.slice(index, index + 2);
        found.push({ start, end, replacement: rule.replacement });
      }
    }
    return found;
  }

  /** After rules took too long. */
  function rest(began: number, rule: RedactionRule | undefined, texts: number, from: Source): void {
    if (rule) onTimeout(rule, texts);
    const now = elapsed();
    restUntil[from] = Math.max(restUntil[from], now + (now - began) * restFactor);
  }

  const concerns = (account: string) => isIncomplete || inForce.some(isFor(account));
  const withholds = (account: string) => isIncomplete || unusable.some(isFor(account));
  return {
    unusable,
    concerns,
    redact(account, texts, from = 'person') {
      if (texts.length === 0 || !concerns(account)) return [...texts];
      if (withholds(account)) return texts.map((text) => (text === '' ? '' : withheldText));
      const { rules: own, matcher } = matcherOf(account);
      const began = elapsed();
      for (const ms of began < restUntil[from] ? [] : patienceMs) {
        const redacted = matcher.replace(texts, ms);
        if (redacted) return redacted;
      }
      rest(began, own[matcher.slowRule()], texts.length, from);
      return texts.map((text) => (text === '' ? '' : timedOutText));
    },
    find(account, text) {
      if (text === '' || !concerns(account)) return [];
      if (withholds(account)) return [{ start: 0, end: text.length, replacement: withheldText }];
      const began = elapsed();
      const found = began < restUntil.person ? undefined : findAll(matcherOf(account).rules, text);
      if (Array.isArray(found)) return found;
      if (found) rest(began, found, 1, 'person');
      return [{ start: 0, end: text.length, replacement: timedOutText }];
    },
  };
}

const isFor = (account: string) => (rule: RedactionRule) => rule.account === null || rule.account === account;

/** A rule that Electron's engine has taken may be none for the older one of a headless gateway. */
function isUsable(rule: RedactionRule): boolean {
  try {
    createMatcher([rule]);
    return true;
  } catch {
    return false;
  }
}
