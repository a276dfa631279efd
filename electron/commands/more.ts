import type { Language } from '../../shared/language.ts';
import { limits } from '../../shared/limits.ts';
import { type Asker, nameOf } from './policy.ts';

/** Answers that are too long for one chat message: what did not fit is kept for a while, for the person who asked. In memory only. */
export interface LongAnswers {
  /** An answer as one message; where it is too long its first part, which says how to go on. */
  firstPart(asker: Asker, answer: string, language: Language): string;
  /** The next part of the latest long answer; undefined where nothing is left. */
  nextPart(asker: Asker, language: Language): string | undefined;
}

/** How long the rest of an answer is kept after its latest part, in ms. */
const keepMs = 10 * 60_000;
const mostPeople = 500;
/** What is kept of an answer's rest, in characters. */
const mostChars = 64 * 1024;
/** Bytes that are left for "reply more", and for what the pipeline may have to add. */
const footBytes = 200;

const leftOut = { 'zh-CN': '……（后面的内容太长，已省略）', en: '… (the rest is too long and was left out)' };
const foot = { 'zh-CN': '…… 回复“更多”继续', en: '… Reply "more" to go on' };

export function createLongAnswers(now: () => number): LongAnswers {
  const kept = new Map<string, { rest: string; until: number }>();

  function keep(who: string, whole: string, language: Language): void {
    kept.delete(who);
    const rest = whole.length > mostChars ? `${whole.slice(0, mostChars)}\n${leftOut[language]}` : whole;
    kept.set(who, { rest, until: now() + keepMs });
    const [oldest] = kept.keys();
    if (kept.size > mostPeople && oldest !== undefined) kept.delete(oldest);
  }

  function firstPart(asker: Asker, answer: string, language: Language): string {
    if (Buffer.byteLength(answer) <= limits.textReplyBytes) return answer;
    const { part, rest } = cutAtLine(answer, limits.textReplyBytes - footBytes);
    if (rest === '') return part;
    keep(nameOf(asker), rest, language);
    return `${part}\n${foot[language]}`;
  }

  return {
    firstPart,
    nextPart(asker, language) {
      const who = nameOf(asker);
      const entry = kept.get(who);
      kept.delete(who);
      return entry && entry.until > now() ? firstPart(asker, entry.rest, language) : undefined;
    },
  };
}

/**
 * The beginning of a text, of at most so many bytes of UTF-8, and the rest: cut at the end of a line, in a line that is too
 * long between two words (what must not be kept is found in whole words only), else between two characters.
 */
export function cutAtLine(text: string, mostBytes: number): { part: string; rest: string } {
  if (Buffer.byteLength(text) <= mostBytes) return { part: text, rest: '' };
  const fitting = fittingLength(text, mostBytes);
  const ends = [text.lastIndexOf('\n', fitting), text.lastIndexOf(' ', fitting - 1) + 1];
  // why: a line that is mostly too long would leave next to nothing in the message
  const end = ends.find((at) => at > fitting / 2) ?? fitting;
  return { part: text.slice(0, end).trimEnd(), rest: text.slice(end).replace(/^\n+/, '') };
}

/** How many code units from the start take at most so many bytes, without parting a character as people see it. */
function fittingLength(text: string, mostBytes: number): number {
  let bytes = 0;
  for (const { segment, index } of new Intl.Segmenter().segment(text.slice(0, mostBytes + 1))) {
    bytes += Buffer.byteLength(segment);
    if (bytes > mostBytes) return index > 0 ? index : Math.floor(mostBytes / 3);
  }
  return Math.min(text.length, mostBytes);
}
