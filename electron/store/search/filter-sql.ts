import { ruleOf } from '../../../shared/filter/fields.ts';
import type { Term, Value } from '../../../shared/filter/filter.ts';
import { momentOf } from '../../../shared/filter/matches.ts';
import type { Bindable } from '../database.ts';

/** A condition on rows of `messages`, and what its parameters are. */
export interface Condition {
  sql: string;
  params: Record<string, Bindable>;
}

/**
 * All terms that SQL can decide, as one condition; terms on texts are left out. Names of columns come from the declared
 * fields only, values are always parameters; lists are one parameter, so that there are few different statements.
 */
export function conditionOf(terms: readonly Term[], now: number): Condition {
  const params: Record<string, Bindable> = {};
  const sql = terms
    .filter(({ field }) => ruleOf(field).kind !== 'text')
    .map((term, index) => {
      const bind = (name: string, value: Bindable) => {
        params[`${name}${index}`] = value;
        return `:${name}${index}`;
      };
      const any = anyOf(term, now, bind);
      return term.negated ? `(${any}) IS NOT TRUE` : `(${any})`;
    });
  return { sql: sql.length > 0 ? sql.join(' AND ') : 'TRUE', params };
}

type Bind = (name: string, value: Bindable) => string;

function anyOf({ field, values }: Term, now: number, bind: Bind): string {
  const rule = ruleOf(field);
  switch (rule.kind) {
    case 'word':
    case 'choice':
      return [...isAnyOf(rule.column, values, bind), ...startsWithAny(rule.column, values, bind)].join(' OR ');
    case 'property':
      return equalsOf(values)
        .map((property) => propertySql[property] ?? 'FALSE')
        .join(' OR ');
    case 'number':
      return values.map((value, index) => isInRange(rule.column, value, (name, bound) => bind(`${name}${index}_`, bound))).join(' OR ');
    case 'time': {
      const moments = values.map((value) => momentOf(value, now)).filter((at) => at !== undefined);
      return rule.side === 'from'
        ? `${rule.column} >= ${bind('from', Math.min(...moments))}`
        : `${rule.column} <= ${bind('to', Math.max(...moments))}`;
    }
    case 'text':
      throw new Error('texts are not compared in SQL');
  }
}

const propertySql: Record<string, string> = {
  command: 'command IS NOT NULL',
  answer: 'EXISTS (SELECT 1 FROM messages AS reply WHERE reply.answers = messages.id)',
  failure: 'failure IS NOT NULL',
};

const equalsOf = (values: Value[]) => values.flatMap((value) => (value.kind === 'is' ? value.equals : []));

function isAnyOf(column: string, values: Value[], bind: Bind): string[] {
  const equals = equalsOf(values);
  if (equals.length === 1) return [`${column} = ${bind('is', equals[0])} COLLATE NOCASE`];
  return equals.length > 0 ? [`${column} COLLATE NOCASE IN (SELECT value FROM json_each(${bind('is', equals)}))`] : [];
}

/** The column is named with its table, because `json_each` has columns of its own, such as `type`. */
function startsWithAny(column: string, values: Value[], bind: Bind): string[] {
  const patterns = values.flatMap((value) => (value.kind === 'starts' ? [`${value.start.replace(/[\\%_]/g, '\\$&')}%`] : []));
  if (patterns.length === 0) return [];
  return [`EXISTS (SELECT 1 FROM json_each(${bind('starts', patterns)}) WHERE messages.${column} LIKE value ESCAPE '\\')`];
}

function isInRange(column: string, value: Value, bind: Bind): string {
  if (value.kind !== 'range') return 'FALSE';
  const { min, minOpen, max, maxOpen } = value;
  const bounds = [];
  if (min !== undefined) bounds.push(`${column} ${minOpen ? '>' : '>='} ${bind('min', min)}`);
  if (max !== undefined) bounds.push(`${column} ${maxOpen ? '<' : '<='} ${bind('max', max)}`);
  return `(${bounds.join(' AND ')})`;
}
