import type { Term } from '../../shared/filter/filter.ts';
import { formatTerm } from '../../shared/filter/format.ts';
import { type ParsedFilter, parseFilter } from '../../shared/filter/parse.ts';
import type { Range } from '../../shared/filter/problems.ts';
import type { ReaderClock } from '../../shared/filter/time-values.ts';

/** A text with a part replaced, and the spaces around it in order. */
export function replaceRange(text: string, { from, to }: Range, by: string): string {
  return [text.slice(0, from).trimEnd(), by, text.slice(to).trimStart()].filter((part) => part !== '').join(' ');
}

/** The text without the term at `index`. */
export function withoutTermAt(text: string, { places }: Pick<ParsedFilter, 'places'>, index: number): string {
  const place = places[index];
  return place ? replaceRange(text, place, '') : text;
}

/** Where in a filter a term stands, however it is written; -1 where it doesn't. */
export function placeOfTerm({ filter }: Pick<ParsedFilter, 'filter'>, term: string, clock: ReaderClock): number {
  const [wanted] = parseFilter(term, clock).filter.terms;
  if (!wanted) return -1;
  const written = formatTerm(wanted).toLowerCase();
  return filter.terms.findIndex((other) => formatTerm(other).toLowerCase() === written);
}

/**
 * Puts a term into a filter's text. It takes the place of a term on the same field, because a row can't meet both.
 */
export function withTerm(text: string, term: string, clock: ReaderClock): string {
  const [wanted] = parseFilter(term, clock).filter.terms;
  const { filter, places } = parseFilter(text, clock);
  const rival = wanted ? filter.terms.findIndex((other) => excludes(other, wanted)) : -1;
  const place = places[rival];
  return place ? replaceRange(text, place, term) : replaceRange(text, { from: text.length, to: text.length }, term);
}

const excludes = (one: Term, other: Term) => one.field === other.field && one.field !== 'text' && !one.negated && !other.negated;

/** Puts a term in, or takes it out where it is there. */
export function toggleTerm(text: string, term: string, clock: ReaderClock): string {
  const parsed = parseFilter(text, clock);
  const at = placeOfTerm(parsed, term, clock);
  return at < 0 ? withTerm(text, term, clock) : withoutTermAt(text, parsed, at);
}

/** A value as it is written behind a field's name, in quotes where it would be read as something else. */
export const writtenValue = (value: string): string =>
  /^[^\s"“”「」＂,，、*]+$/u.test(value) ? value : `"${value.replace(/["\\]/g, '\\$&')}"`;
