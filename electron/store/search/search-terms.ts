import { fields, ruleOf } from '../../../shared/filter/fields.ts';
import type { Filter, Term, Value } from '../../../shared/filter/filter.ts';
import { textTokens } from '../../../shared/filter/text-tokens.ts';
import type { MessageRecord } from '../records.ts';
import { searchText } from './search-text.ts';

/**
 * How rows and filters are written in the full-text index. Each token begins with the part that its row's id is in, so
 * that the beginning of a word is looked up in one part at a time: FTS5 collects every row of a beginning before it
 * gives the first. The marks are from the private use area, so that no text holds them.
 */
const marks = { text: '\uE000', column: '\uE001', value: '\uE002', row: '\uE003' };

/** How many ids a part of the index has. */
export const idsInPart = 32_768;

/** Counts up when rows are written in another way, so that an older index is built again. */
export const searchVersion = 2;

export const partOf = (id: number) => Math.floor(id / idsInPart);
const partMark = (part: number) => part.toString(36);

/** The columns that are in the index: they stay as they are, and a row of the outbox that changes its type is indexed again. */
const columns = { person: 'p', account: 'a', type: 't', event: 'e', direction: 'd' } as const;
type IndexedColumn = keyof typeof columns;

const isIndexed = (column: string): column is IndexedColumn => Object.hasOwn(columns, column);

/** What stands in the index for a row. */
export function indexedTokens(id: number, row: Pick<MessageRecord, IndexedColumn | 'message' | 'answer' | 'failure'>): string {
  const part = partMark(partOf(id));
  const tokens = [part + marks.row];
  for (const column of Object.keys(columns) as IndexedColumn[]) {
    const value = row[column];
    if (value !== undefined) tokens.push(columnToken(part, column, value));
  }
  for (const token of textTokens(searchText(row))) tokens.push(part + marks.text + token);
  return tokens.join(' ');
}

function columnToken(part: string, column: IndexedColumn, value: string): string {
  return part + marks.column + columns[column] + marks.value + oneWord(value);
}

/** FTS5's `ascii` tokenizer keeps ASCII letters, digits and all that isn't ASCII together, and ignores ASCII's case. */
const oneWord = (value: string) =>
  value.replace(/[^a-zA-Z0-9\u0080-\uFFFF]/g, (character) => String.fromCharCode(0xe100 + character.charCodeAt(0)));

/** Whether the index knows what a term asks for. */
export function isInIndex({ field }: Term): boolean {
  const rule = ruleOf(field);
  return rule.kind === 'text' || ((rule.kind === 'word' || rule.kind === 'choice') && isIndexed(rule.column));
}

/** The FTS5 query for the terms that the index knows, in one part; undefined where there are none. */
export function ftsQuery({ terms }: Filter, part: number): string | undefined {
  const known = terms.filter(isInIndex);
  if (known.length === 0) return undefined;
  const mark = partMark(part);
  const query = (term: Term) => `(${term.values.flatMap((value) => valueQueries(term, value, mark)).join(' OR ')})`;
  const wanted = known.filter(({ negated }) => !negated).map(query);
  const unwanted = known.filter(({ negated }) => negated).map(query);
  const all = wanted.length > 0 ? wanted.join(' AND ') : quoted([mark + marks.row]);
  return unwanted.length > 0 ? `(${all}) NOT (${unwanted.join(' OR ')})` : all;
}

function valueQueries({ field }: Term, value: Value, part: string): string[] {
  if (value.kind === 'holds') return [`${quoted(value.tokens.map((token) => part + marks.text + token))} *`];
  const rule = fields[field];
  if (!('column' in rule) || !isIndexed(rule.column)) return [];
  const { column } = rule;
  if (value.kind === 'starts') return [`${quoted([columnToken(part, column, value.start)])} *`];
  return value.kind === 'is' ? value.equals.map((wanted) => quoted([columnToken(part, column, wanted)])) : [];
}

const quoted = (tokens: string[]) => `"${tokens.join(' ')}"`;
