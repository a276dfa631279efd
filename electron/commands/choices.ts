import { type Asker, nameOf } from './policy.ts';

/** A question is answered once; a menu's numbers stay good for as long as it is kept. */
export type Offering = 'question' | 'menu';

/** Somebody was asked which of several targets they mean, or offered what is usual, and may answer with a number. */
export interface Choices {
  /** The line that a number stands for; undefined where nothing was asked, or what was written is no such number. */
  lineOf(asker: Asker, written: string): string | undefined;
  /** Whether a number would be an answer now. */
  isOpen(asker: Asker): boolean;
  /** What was asked is over where `written` is one of its numbers, which is being carried out. */
  answered(asker: Asker, written: string): void;
  /** What was asked last is over: a number has come to mean something else. */
  forget(asker: Asker): void;
  /** Remembers the lines that 1, 2, 3 … stand for, for a while; the next ones take their place. */
  offer(asker: Asker, lines: readonly string[], as: Offering): void;
}

/** So long after a question a number is its answer, in ms. */
export const choicesKeptMs = 2 * 60_000;
const mostAskers = 500;

export function createChoices(now: () => number): Choices {
  const offered = new Map<string, { lines: readonly string[]; as: Offering; until: number }>();
  const linesFor = (asker: Asker) => {
    const open = offered.get(nameOf(asker));
    return open && open.until > now() ? open.lines : [];
  };
  const lineOf = (asker: Asker, written: string) => {
    const number = /^\s*([1-9]\d?)\s*$/.exec(written.normalize('NFKC'))?.[1];
    return number === undefined ? undefined : linesFor(asker)[Number(number) - 1];
  };
  return {
    lineOf,
    isOpen: (asker) => linesFor(asker).length > 0,
    answered(asker, written) {
      const isQuestion = offered.get(nameOf(asker))?.as === 'question';
      if (isQuestion && lineOf(asker, written) !== undefined) offered.delete(nameOf(asker));
    },
    forget: (asker) => void offered.delete(nameOf(asker)),
    offer(asker, lines, as) {
      offered.delete(nameOf(asker));
      offered.set(nameOf(asker), { lines, as, until: now() + choicesKeptMs });
      const [oldest] = offered.keys();
      if (offered.size > mostAskers && oldest !== undefined) offered.delete(oldest);
    },
  };
}
