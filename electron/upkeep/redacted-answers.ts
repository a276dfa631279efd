import { limits } from '../../shared/limits.ts';
import { type Find, findRepeated, matchesByPart, type Written, withoutMatches } from './redacted-cuts.ts';
import { textsOfMessage } from './redacted-records.ts';
import type { Redact } from './redacted-requests.ts';
import type { Match, Redactor } from './redactor.ts';

/** So many messages and answers are remembered. */
const most = 500;

/** An answer that is one of the parts of a text. */
interface Part {
  /** All parts; those of a text that is still being written down may be missing. */
  parts: (string | undefined)[];
  index: number;
  /** The message that it answers. */
  message: string | undefined;
}

/**
 * What answers and failures must be redacted with besides the rules, because they were cut before: what a message says
 * that must not be kept, and the other parts of an answer. It is in memory only, so after a restart each part of an
 * answer stands for itself.
 */
export interface AnswerMemory {
  /** A message (as JSON, as it came) in which rules match. */
  received(rules: Redactor, account: string, id: string, message: string): void;
  /** The answers to a message that are the parts of one text. */
  answered(message: string, ids: readonly string[], parts: readonly string[]): void;
  /** One part that is written down by itself; its key ends with the part's number. */
  added(message: string | undefined, id: string, key: string, text: string): void;
  /** An answer is about to be given once more, as the beginning of another one. */
  fetched(id: string, text: string): void;
  /** Redacts what repeats the message. */
  repeating(message: string, redact: Redact): Redact;
  /** For each of the parts of an answer to this message, what redacts it. */
  ofParts(rules: Redactor, account: string, message: string, parts: readonly string[]): Redact[];
  /** What redacts an answer that was written down before. */
  ofAnswer(rules: Redactor, account: string, id: string, text: string): Redact;
}

export function createAnswerMemory(): AnswerMemory {
  const written = new Map<string, Written[]>();
  const known = new Map<string, Part>();
  const groups = new Map<string, Part['parts']>();
  /** By their texts. */
  const again = new Map<string, Part>();

  const repeated = (message: string | undefined): Find => findRepeated(written.get(message ?? '') ?? []);

  const repeating: AnswerMemory['repeating'] = (message, redact) => {
    if (!written.has(message)) return redact;
    return withoutFound(repeated(message), redact);
  };

  function findIn(rules: Redactor, account: string, message: string | undefined): Find {
    const find = repeated(message);
    return (text) => [...rules.find(account, text), ...find(text), ...inFetched(rules, account, text)];
  }

  const fetchedIn = (text: string) => [...again].find(([start]) => text.startsWith(start))?.[1];

  /** What was a part keeps its surroundings, wherever it is said once more. */
  function inFetched(rules: Redactor, account: string, text: string): Match[] {
    const part = fetchedIn(text);
    if (!part) return [];
    const repeats = repeated(part.message);
    return (
      matchesByPart(
        part.parts.map((one) => one ?? ''),
        (whole) => [...rules.find(account, whole), ...repeats(whole)],
      )[part.index] ?? []
    );
  }

  function ofParts(rules: Redactor, account: string, message: string | undefined, parts: readonly string[]): Redact[] {
    const redact = (texts: readonly string[]) => rules.redact(account, texts);
    const [first = ''] = parts;
    const isWhole = parts.length < 2 && !written.has(message ?? '') && !fetchedIn(first);
    if (isWhole) return parts.map(() => redact);
    const matches = matchesByPart(parts, findIn(rules, account, message));
    const kept = redact(parts.map((part, index) => withoutMatches(part, matches[index] ?? [])));
    // Whatever else a row of a text has, it is that text once more.
    return kept.map((text) => (texts) => texts.map(() => text));
  }

  return {
    received(rules, account, id, message) {
      keep(written, id, matchedIn(rules, account, message));
    },
    answered(message, ids, parts) {
      if (parts.length < 2 && !written.has(message)) return;
      for (const [index, id] of ids.entries()) keep(known, id, { parts: [...parts], index, message });
    },
    added(message, id, key, text) {
      const [, name = key, number = '0'] = /^(.+) (\d{1,3})$/.exec(key) ?? [];
      const parts = groups.get(name) ?? [];
      parts[Number(number)] = text;
      keep(groups, name, parts);
      keep(known, id, { parts, index: Number(number), message });
    },
    fetched(id, text) {
      const part = known.get(id);
      if (part?.parts[part.index] === text) keep(again, text, part);
    },
    repeating,
    ofParts,
    ofAnswer(rules, account, id, text) {
      const part = known.get(id);
      // A card's text may have taken its place, and of parts that are written down one by one the last may have failed.
      const isSame = part?.parts[part.index] === text && !part.parts.includes(undefined);
      const [parts, index] = isSame ? [part.parts as string[], part.index] : [[text], 0];
      return ofParts(rules, account, part?.message, parts)[index] ?? ((texts) => rules.redact(account, texts));
    },
  };
}

/** Of what is too long for a command nothing is repeated. */
function matchedIn(rules: Redactor, account: string, message: string): Written[] {
  const texts = textsOfMessage(message).filter(({ length }) => length <= limits.commandLineChars);
  return texts.map((text) => ({ text, matches: rules.find(account, text) })).filter(({ matches }) => matches.length > 0);
}

/** Redacts what repeats this message (JSON, as it came), in which rules match. */
export const redactRepeated = (rules: Redactor, account: string, message: string): Redact =>
  withoutFound(findRepeated(matchedIn(rules, account, message)), (texts) => rules.redact(account, texts));

/** What is found goes first, then what the rules match in the rest. */
const withoutFound =
  (find: Find, redact: Redact): Redact =>
  (texts) =>
    redact(texts.map((text) => withoutMatches(text, find(text))));

function keep<Value>(all: Map<string, Value>, id: string, value: Value): void {
  all.delete(id);
  all.set(id, value);
  for (const oldest of all.keys()) {
    if (all.size <= most) break;
    all.delete(oldest);
  }
}
