import { type FieldRule, ruleOf } from './fields.ts';
import type { Filter, FilterRow, Term, Value } from './filter.ts';
import { holdsAny } from './text-tokens.ts';

/**
 * Whether a row meets a filter: just what the store's search finds, for rows that arrive while somebody looks.
 * @param now Unix time in ms, for `since:1h`
 */
export const matches = ({ terms }: Filter, row: FilterRow, now: number): boolean => terms.every((term) => meets(term, row, now));

function meets({ field, negated, values }: Term, row: FilterRow, now: number): boolean {
  return meetsAny(ruleOf(field), values, row, now) !== negated;
}

function meetsAny(rule: FieldRule, values: Value[], row: FilterRow, now: number): boolean {
  switch (rule.kind) {
    case 'word':
    case 'choice': {
      const text = rule.read(row);
      return text !== undefined && values.some((value) => isWord(value, text));
    }
    case 'property':
      return values.some((value) => value.kind === 'is' && value.equals.some((property) => rule.has(row, property)));
    case 'number': {
      const number = rule.read(row);
      return number !== undefined && values.some((value) => isIn(value, number));
    }
    case 'time':
      return values.some((value) => {
        const at = momentOf(value, now);
        return at !== undefined && (rule.side === 'from' ? rule.read(row) >= at : rule.read(row) <= at);
      });
    case 'text':
      return holdsAny(
        rule.read(row),
        values.map((value) => (value.kind === 'holds' ? value.tokens : [])),
      );
  }
}

/** As SQLite's NOCASE compares: letter case of ASCII doesn't count. */
const fold = (text: string) => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());

function isWord(value: Value, text: string): boolean {
  if (value.kind === 'starts') return fold(text).startsWith(fold(value.start));
  return value.kind === 'is' && value.equals.some((wanted) => fold(wanted) === fold(text));
}

function isIn(value: Value, number: number): boolean {
  if (value.kind !== 'range') return false;
  const { min, minOpen, max, maxOpen } = value;
  const above = min === undefined || (minOpen ? number > min : number >= min);
  return above && (max === undefined || (maxOpen ? number < max : number <= max));
}

/** The point in time that a value means, in Unix ms. */
export function momentOf(value: Value, now: number): number | undefined {
  if (value.kind === 'moment') return value.at;
  return value.kind === 'ago' ? now - value.ms : undefined;
}
