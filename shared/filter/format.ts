import type { Filter, Term, Value } from './filter.ts';

/** The text of a filter; parsing it gives the same filter back (times that depend on the clock with the clock). */
export const formatFilter = ({ terms }: Filter): string => terms.map(formatTerm).join(' ');

/** The text of one term, for a chip. */
export function formatTerm({ field, negated, values }: Term): string {
  const bare = field === 'text' && values.length === 1;
  const list = values.map((value) => (needsQuotes(value, bare) ? quote(value.text) : value.text)).join(',');
  return `${negated ? '-' : ''}${bare ? '' : `${field}:`}${list}`;
}

/** The filter without one of its terms. */
export const withoutTerm = ({ terms }: Filter, index: number): Filter => ({ terms: terms.filter((_, at) => at !== index) });

function needsQuotes({ kind, text }: Value, bare: boolean): boolean {
  if (/[\s"“”「」＂,，、]/u.test(text) || text === '') return true;
  if (kind === 'is' && text.endsWith('*')) return true;
  return bare && /^(?:[-－]|[\p{L}\p{N}_]+[:：])/u.test(text);
}

const quote = (text: string) => `"${text.replace(/["\\]/g, '\\$&')}"`;
