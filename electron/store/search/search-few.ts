import type { Filter, Term, Value } from '../../../shared/filter/filter.ts';
import type { Db } from '../database.ts';
import { type Condition, conditionOf } from './filter-sql.ts';

/** Rows that have something in common and that are few, and the index that lists them. */
export interface FewRows {
  index: string;
  /** As it stands in the index's declaration, so that SQLite sees that it fits. */
  where: string;
  /** What it holds besides the ids. */
  column: 'state' | 'ms' | 'command';
  /** Its entries are sorted by that first, so that it finds a value at once. */
  sorted?: boolean;
  /** What the index alone decides, without a look at the rows. */
  own: Condition;
}

/** Which rows `messages_notable` lists: as it stands in the index's declaration. */
export const isNotable =
  "(state = 'failed' OR state = 'interrupted' OR state = 'late' OR state = 'dead' OR state = 'aside' OR state = 'refused')";

/** What a question looks at in an index, at most: so many ids back, and so many of its entries. Each takes below 1 µs. */
const idsInStep = 65_536;
const entriesCounted = 20_000;

interface SmallIndex extends Omit<FewRows, 'own'> {
  /** Whether it holds all rows that a term asks for. */
  covers(term: Term): boolean;
}

const asksOnlyFor = (...states: string[]): Pick<SmallIndex, 'covers'> => ({
  covers: ({ field, values }) =>
    field === 'status' && values.every((value) => value.kind === 'is' && value.equals.every((state) => states.includes(state))),
});

const smallIndexes: readonly SmallIndex[] = [
  {
    index: 'messages_notable',
    column: 'state',
    where: isNotable,
    ...asksOnlyFor('failed', 'interrupted', 'late', 'dead', 'aside', 'refused'),
  },
  { index: 'messages_unfinished', column: 'state', where: "state IN ('running', 'waiting')", ...asksOnlyFor('running', 'waiting') },
  { index: 'messages_slow', column: 'ms', where: 'ms >= 1000', covers: ({ field, values }) => field === 'ms' && values.every(isSlow) },
  {
    index: 'messages_command',
    column: 'command',
    sorted: true,
    where: 'command IS NOT NULL',
    covers: ({ field, values }) =>
      field === 'command' && values.length === 1 && values.every((value) => value.kind === 'is' && value.equals.length === 1),
  },
];

const isSlow = (value: Value) => value.kind === 'range' && value.min !== undefined && value.min >= 1000;

/** The small index that holds all rows a filter asks for; undefined where there is none. */
export function fewRowsOf({ terms }: Filter, now: number): FewRows | undefined {
  for (const { covers, ...small } of smallIndexes) {
    const term = terms.find((candidate) => !candidate.negated && covers(candidate));
    if (term) return { ...small, own: conditionOf([term], now) };
  }
  return undefined;
}

/** How many rows the index lists among its newest entries, counted no further than `most`. */
export function countFew(db: Db, { index, column, sorted, where, own }: FewRows, most: number): number {
  const row = db.one(
    `SELECT count(*) AS count FROM (SELECT 1 FROM
       (SELECT ${column} FROM messages INDEXED BY ${index} WHERE ${where} AND ${sorted ? own.sql : 'TRUE'} ORDER BY id DESC LIMIT :entries)
     WHERE ${own.sql} LIMIT :most)`,
    { ...own.params, entries: entriesCounted, most },
  );
  return Number(row?.count);
}

/** The newest ids below `before` that the index lists, down to `low`; and down to which id it has been looked at. */
export function nextListed(
  db: Db,
  { index, where, own }: FewRows,
  { before, low, most }: { before: number; low: number; most: number },
): { ids: number[]; reached: number } {
  const from = Math.max(low, before - idsInStep);
  const ids = db
    .all(
      `SELECT id FROM messages INDEXED BY ${index} WHERE id < :before AND id >= :from AND ${where} AND ${own.sql} ORDER BY id DESC LIMIT :most`,
      { ...own.params, before, from, most },
    )
    .map(({ id }) => Number(id));
  return { ids, reached: ids.length < most ? from : Number(ids.at(-1)) };
}
