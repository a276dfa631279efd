import type { RunFilter } from '../../../shared/run-filter.ts';

/** A condition for SQL, with the values of its places. */
interface RunCondition {
  where: string;
  values: Record<string, string | number | string[]>;
}

/** What each part of a filter asks of a row. `text` is searched in line, person, servers and answer, letter case of ASCII aside. */
const conditions: Record<keyof RunFilter, string> = {
  text: `(line LIKE :text ESCAPE '\\' OR person LIKE :text ESCAPE '\\' OR answer LIKE :text ESCAPE '\\' OR targets LIKE :text ESCAPE '\\')`,
  origin: 'origin = :origin',
  states: 'state IN (SELECT value FROM json_each(:states))',
  account: 'account = :account',
  person: 'person = :person',
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
