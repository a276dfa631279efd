import { randomUUID } from 'node:crypto';
import { readChoiceKey } from './choice-key.ts';
import { type Asker, nameOf } from './policy.ts';

/** A question is answered once; a menu's numbers stay good for as long as it is kept. */
export type Offering = 'question' | 'menu';

/**
 * Somebody was asked which of several targets they mean, or offered what is usual, and may answer with a number, or with a
 * tap on an entry, which is written as its key.
 */
export interface Choices {
  /** The line that a number stands for; undefined where nothing was asked, and for other numbers and keys of other questions. */
  lineOf(asker: Asker, written: string): string | undefined;
  /** Whether a number would be an answer now. */
  isOpen(asker: Asker): boolean;
  /**
   * What was asked is over where `written` is one of its numbers, which is being carried out. False where it must not be: a
   * tap, and another one has answered its question since.
   */
  answered(asker: Asker, written: string): boolean;
  /** What was asked last, where it is of this kind, is over: a number is no answer any more. False where nothing was. */
  forget(asker: Asker, kind?: Offering): boolean;
  /** Remembers the lines that 1, 2, 3 … stand for, for a while; the next ones take their place. Gives back the question's name. */
  offer(asker: Asker, lines: readonly string[], as: Offering): string;
}

/** So long after a question a number is its answer, in ms. */
export const choicesKeptMs = 2 * 60_000;
const mostAskers = 500;

/** The number that somebody has written, as an answer to whatever they were asked. */
export function numberIn(written: string): number | undefined {
  const digits = /^\s*([1-9]\d?)\s*$/.exec(written.normalize('NFKC'))?.[1];
  return digits === undefined ? undefined : Number(digits);
}

export function createChoices(now: () => number): Choices {
  const offered = new Map<string, { question: string; lines: readonly string[]; as: Offering; until: number }>();
  const openFor = (asker: Asker) => {
    const open = offered.get(nameOf(asker));
    return open && open.until > now() ? open : undefined;
  };
  const lineOf = (asker: Asker, written: string) => {
    const open = openFor(asker);
    const tapped = readChoiceKey(written);
    if (tapped) return open?.question === tapped.question ? open.lines[tapped.number - 1] : undefined;
    const number = numberIn(written);
    return number === undefined ? undefined : open?.lines[number - 1];
  };
  return {
    lineOf,
    isOpen: (asker) => (openFor(asker)?.lines.length ?? 0) > 0,
    answered(asker, written) {
      if (lineOf(asker, written) === undefined) return readChoiceKey(written) === undefined;
      if (offered.get(nameOf(asker))?.as === 'question') offered.delete(nameOf(asker));
      return true;
    },
    forget(asker, kind) {
      const open = openFor(asker);
      return open !== undefined && (kind ?? open.as) === open.as && offered.delete(nameOf(asker));
    },
    offer(asker, lines, as) {
      const question = randomUUID().slice(0, 8);
      offered.delete(nameOf(asker));
      offered.set(nameOf(asker), { question, lines, as, until: now() + choicesKeptMs });
      const [oldest] = offered.keys();
      if (offered.size > mostAskers && oldest !== undefined) offered.delete(oldest);
      return question;
    },
  };
}
