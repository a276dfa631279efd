import type { RunFilter } from '../../../shared/run-filter.ts';
import { foldedPerson } from './folded-person.ts';

/** A condition for SQL, with the values of its places. */
interface RunCondition {
  where: string;
  values: Record<string, string | number | string[]>;
}

const contains = (column: string) => `${column} LIKE :text ESCAPE '\\'`;
const isNamed = `(account, ${foldedPerson('person')}) IN (SELECT account, ${foldedPerson('person')} FROM operators WHERE ${contains('name')})`;

/** What each part of a filter asks of a row. `text` is searched letter case of ASCII aside. */
const conditions: Record<keyof RunFilter, string> = {
  text: `(${['line', 'person', 'answer', 'targets'].map(contains).join(' OR ')} OR ${isNamed})`,
  origin: "CASE replay WHEN 1 THEN 'replay' ELSE origin END = :origin",
  states: 'state IN (SELECT value FROM json_each(:states))',
  account: 'account = :account',
  person: `${foldedPerson('person')} = ${foldedPerson(':person')}`,
  command: 'command = :command',
  target: 'EXISTS (SELECT 1 FROM json_each(targets) WHERE value = :target)',
  since: 'at >= :since',
  until: 'at < :until',
  withPicture: 'picture IS NOT NULL',
};

/** Only what the filter names stands in the condition, so that SQLite may use an index for it. */
export function runCondition(filter: RunFilter): RunCondition {
  const given = Object.entries(filter).filter(([name, value]) => value !== undefined && name in conditions);
  const where = given.map(([name]) => conditions[name as keyof RunFilter]);
  const values = given.flatMap(([name, value]) => {
    if (name === 'withPicture') return [];
    return [[name, name === 'text' ? `%${String(value).replace(/[\\%_]/g, '\\$&')}%` : value]];
  });
  return { where: where.length === 0 ? 'TRUE' : where.join(' AND '), values: Object.fromEntries(values) };
}
