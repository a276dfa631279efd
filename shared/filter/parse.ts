import { fieldNames, ruleOf } from './fields.ts';
import type { Filter, Term, Value } from './filter.ts';
import { type Problem, problem, type Range } from './problems.ts';
import { readValue } from './read-value.ts';
import { type ScannedTerm, scan } from './scan.ts';
import type { ReaderClock } from './time-values.ts';

/** How many values a filter may have, all terms together. */
export const mostValues = 60;

/** What a filter's text says. */
export interface ParsedFilter {
  filter: Filter;
  /** Where each term of `filter` stands in the text, in the same order. */
  places: Range[];
  /** What was not understood, in the order of the text. */
  problems: Problem[];
}

/**
 * Reads the filter language, such as `from:zhangsan type:event status:failed ms:>2000 since:1h "重启"`. Takes every text:
 * what is understood filters, the rest stands in `problems`.
 */
export function parseFilter(text: string, clock: ReaderClock): ParsedFilter {
  const parsed: ParsedFilter = { filter: { terms: [] }, places: [], problems: [] };
  let left = mostValues;
  for (const scanned of scan(text)) {
    left -= scanned.values.length;
    if (left < 0) {
      parsed.problems.push(problem('too-many-terms', { from: scanned.from, to: text.length }, { expected: String(mostValues) }));
      break;
    }
    const { term, problems } = readTerm(scanned, clock);
    parsed.problems.push(...problems);
    if (!term) continue;
    parsed.filter.terms.push(term);
    parsed.places.push({ from: scanned.from, to: scanned.to });
  }
  return parsed;
}

function readTerm(scanned: ScannedTerm, clock: ReaderClock): { term?: Term; problems: Problem[] } {
  const { name, unknownName, negated, openQuote } = scanned;
  const field = name?.field ?? 'text';
  const problems: Problem[] = [];
  if (unknownName && looksLikeField(scanned)) {
    problems.push(problem('unknown-field', unknownName, { name: unknownName.text, expected: fieldNames.join(' ') }));
  }
  if (scanned.values.length === 0) {
    problems.push(problem('missing-value', scanned, { name: name?.text ?? '', expected: ruleOf(field).example }));
  }
  const values: Value[] = [];
  for (const value of scanned.values) {
    const read = readValue(field, value, clock);
    if ('problem' in read) problems.push(read.problem);
    else values.push(read.value);
  }
  if (openQuote) problems.push(problem('open-quote', scanned, { expected: openQuote }));
  return values.length > 0 ? { term: { field, negated, values }, problems } : { problems };
}

/** `https://…` and `10:30` are texts that nobody meant as a field. */
function looksLikeField({ unknownName, values }: ScannedTerm): boolean {
  const [value] = values;
  if (!unknownName || !value || /^\d/.test(unknownName.text)) return false;
  const behind = value.text.slice(unknownName.text.length + 1);
  return behind !== '' && !behind.startsWith('//');
}
