import { z } from 'zod';
import { AccountId } from './account.ts';

export const redactionLimits = {
  rules: 50,
  nameChars: 64,
  patternChars: 500,
  replacementChars: 100,
  /** A text to try a rule with, in characters. */
  sampleChars: 20_000,
  /** Stored messages that a rule is tried with. */
  triedMessages: 100,
} as const;

/** What a match must be besides: an identity card number or a bank card number by its check digit. */
export const redactionChecks = ['none', 'id-card', 'luhn'] as const;

/** What must not be kept: what `pattern` matches (a regular expression with the flag u) is stored as `replacement`, to the letter. */
export const RedactionRule = z
  .object({
    id: z.string().regex(/^[A-Za-z0-9-]{1,40}$/),
    name: z.string().trim().min(1).max(redactionLimits.nameChars),
    pattern: z.string().min(1).max(redactionLimits.patternChars),
    ignoreCase: z.boolean(),
    replacement: z.string().max(redactionLimits.replacementChars),
    check: z.enum(redactionChecks),
    /** Null for all accounts. */
    account: AccountId.nullable(),
    on: z.boolean(),
  })
  .strict();
export type RedactionRule = z.infer<typeof RedactionRule>;

export const RedactionRules = z.array(RedactionRule).max(redactionLimits.rules);

/** Stands for a text that the rules did not get through in time. */
export const timedOutText = '[redaction timed out]';
/** Stands for a body, or a part of a signature, that would still hold what was redacted. */
export const withheldText = '[redacted: not kept as it came]';

/** The rules for what often must not be kept. Their names are in the locales. */
export const readyRules = {
  mobile: {
    pattern: String.raw`(?<!\d)(?:\+?86[- ]?)?1[3-9]\d(?:[- ]?\d{4}){2}(?!\d)`,
    replacement: '[手机号]',
    check: 'none',
    ignoreCase: false,
  },
  'id-card': { pattern: String.raw`(?<!\d)[1-9]\d{16}[\dXx](?!\d)`, replacement: '[身份证号]', check: 'id-card', ignoreCase: false },
  'bank-card': {
    pattern: String.raw`(?<!\d)[3-6]\d{3}(?:[ -]?\d{4}){2}(?:[ -]?\d{1,4}){1,2}(?!\d)`,
    replacement: '[银行卡号]',
    check: 'luhn',
    ignoreCase: false,
  },
  email: {
    pattern: String.raw`(?<![\w.%+-])[\w.%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,5}`,
    replacement: '[邮箱]',
    check: 'none',
    ignoreCase: false,
  },
  secret: {
    pattern: String.raw`(?<=(?:password|passwd|pwd|secret|token|api[_-]?key|密码|口令)["']?\s?[=:：]\s?["']?|bearer\s)[^\s"'&,;，；]+`,
    replacement: '[密钥]',
    check: 'none',
    ignoreCase: true,
  },
} as const satisfies Record<string, Pick<RedactionRule, 'pattern' | 'replacement' | 'check' | 'ignoreCase'>>;
export type ReadyRule = keyof typeof readyRules;

/** A text in pieces; `becomes` where a rule matched. */
export interface TriedPart {
  text: string;
  becomes?: string;
}

/** A text of a stored message that a rule would change. */
export interface TriedMessage {
  id: string;
  at: number;
  person: string;
  parts: TriedPart[];
}

/** What a rule would do to a sample, and to the last messages. */
export interface Trial {
  sample: TriedPart[];
  /** How many messages were looked at, and those that the rule would change. */
  looked: number;
  messages: TriedMessage[];
}

/** The way of a run over what is stored. */
export interface StoredRun {
  kind: 'count' | 'redact';
  /** Rows looked at so far, of how many. */
  looked: number;
  of: number;
  /** Rows that match, or were redacted. */
  found: number;
  /** Rows that match but are still needed as they are: to be sent, or worked on. */
  waiting: number;
  state: 'running' | 'done' | 'stopped' | 'failed';
  /** All rows are through; now what they said before is taken out of the file. */
  clearing?: true;
  /**
   * A file of an early version may still hold copies of what was redacted, because it was not written anew: it is too
   * large for that while messages come in, or there was no room for a second one.
   */
  remnants?: 'too-large' | 'no-room';
}

/** What is to be done with what is stored. `expected` is the number that the admin has confirmed: that of the last count. */
export const StoredWish = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('count') }).strict(),
  z.object({ kind: z.literal('redact'), expected: z.number().int().min(0) }).strict(),
]);
export type StoredWish = z.infer<typeof StoredWish>;

export interface RedactionState {
  rules: RedactionRule[];
  /** The names of rules in force that can't be used here: texts that they are for are not kept. */
  unusable: string[];
  /** So many more can't be read: no texts are kept until they can, or until the rules are saved without them. */
  unreadable: number;
  /** Texts that were replaced as a whole because rules took too long, since the start, and the rule that did last. */
  timedOut: { texts: number; at: number; rule: string } | null;
  /** The present or last run over what is stored. */
  run: StoredRun | null;
}
