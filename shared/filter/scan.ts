import { type FieldName, fieldCalled } from './fields.ts';
import type { Range } from './problems.ts';

/** A piece of a value list: what stands there, unquoted, and where. */
export interface ScannedValue extends Range {
  text: string;
  quoted: boolean;
}

/** A term as it is written, before anybody has looked whether its values fit. */
export interface ScannedTerm extends Range {
  negated: boolean;
  /** What stands before the colon, and which field that is. */
  name?: Range & { text: string; field: FieldName };
  /** What stands before the colon where there is no such field; it is part of the text then. */
  unknownName?: Range & { text: string };
  values: ScannedValue[];
  /** The character that would close the quote which was left open. */
  openQuote?: string;
}

const space = /\s/u;
const nameBefore = /^([\p{L}\p{N}_]+)[:：]/u;
const closing: Record<string, string> = { '"': '"', '“': '”', '”': '”', '「': '」', '＂': '＂' };
const isComma = (character: string | undefined) => character === ',' || character === '，' || character === '、';

/** Splits a filter's text into terms. Takes every text. */
export function scan(text: string): ScannedTerm[] {
  const terms: ScannedTerm[] = [];
  let position = 0;
  while (position < text.length) {
    if (space.test(text[position] ?? '')) position++;
    else {
      const term = scanTerm(text, position);
      terms.push(term);
      position = term.to;
    }
  }
  return terms;
}

function scanTerm(text: string, from: number): ScannedTerm {
  const minus = /^[-－](?=\S)/u.test(text.slice(from, from + 2));
  const start = minus ? from + 1 : from;
  const [head, name] = nameBefore.exec(text.slice(start, start + 64)) ?? [];
  const term: ScannedTerm = { from, to: start, negated: minus, values: [] };
  if (head === undefined || name === undefined) return scanValues(text, start, term, false);
  const field = fieldCalled(name);
  const place = { text: name, from: start, to: start + name.length };
  if (field === undefined) return scanValues(text, start, { ...term, unknownName: place }, false);
  return scanValues(text, start + head.length, { ...term, name: { ...place, field } }, true);
}

/** Values up to the next space outside of quotes; of a text without a field, commas are part of it. */
function scanValues(text: string, start: number, term: ScannedTerm, list: boolean): ScannedTerm {
  let position = start;
  for (;;) {
    const value = scanValue(text, position, list);
    if (value.to > position) term.values.push(value);
    if (value.openQuote) term.openQuote = value.openQuote;
    position = value.to;
    if (!list || !isComma(text[position])) break;
    position++;
  }
  term.to = position;
  return term;
}

function scanValue(text: string, from: number, list: boolean): ScannedValue & { openQuote?: string } {
  const close = closing[text[from] ?? ''];
  if (close !== undefined) return scanQuoted(text, from, close);
  let to = from;
  while (to < text.length && !space.test(text[to] ?? '') && !(list && isComma(text[to])) && !(to > from && isOpening(text[to]))) to++;
  return { text: text.slice(from, to), quoted: false, from, to };
}

const isOpening = (character: string | undefined) => character !== undefined && Object.hasOwn(closing, character) && character !== '”';

function scanQuoted(text: string, from: number, close: string): ScannedValue & { openQuote?: string } {
  let content = '';
  for (let position = from + 1; position < text.length; position++) {
    const character = text[position] ?? '';
    if (character === close) return { text: content, quoted: true, from, to: position + 1 };
    if (character === '\\' && position + 1 < text.length) position++;
    content += text[position] ?? '';
  }
  return { text: content, quoted: true, from, to: text.length, openQuote: close };
}
