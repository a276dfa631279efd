import { type Db, rollBack } from '../database.ts';
import type { MessageRecord } from '../records.ts';
import { ownColumns, toRecord } from '../tables/message-reading.ts';
import { indexedTokens, searchVersion } from './search-terms.ts';

/** How many ids share one entry of `search_blocks`. */
export const idsInBlock = 1024;

/** How many rows are read at once to be put there. */
const rowsRead = 32;

/** How far the index has come. */
export interface SearchProgress {
  /** Rows up to this id are in it. */
  upto: number;
  /** The newest row there is. */
  newest: number;
}

export function searchProgress(db: Db): SearchProgress {
  const row = db.one('SELECT upto, (SELECT max(id) FROM messages) AS newest FROM search_progress');
  return { upto: Number(row?.upto), newest: Number(row?.newest ?? 0) };
}

/** Which blocks may hold rows from `:at` or later: of the last one rows may be missing, and behind it all are. */
const mayHold = '(max_at >= :at OR block = (SELECT max(block) FROM search_blocks))';

/** Below this id no row is from `at` (Unix ms) or later. Times mostly rise with the ids; where a clock was set back they don't. */
export function firstIdSince(db: Db, at: number): number {
  return Number(db.one(`SELECT min(block) AS block FROM search_blocks WHERE ${mayHold}`, { at })?.block ?? 0) * idsInBlock;
}

/** Where rows from `at` (Unix ms) or later can be: from an id on, up to before another. */
export type Span = [from: number, before: number];

/**
 * Outside of these spans no row is from `at` (Unix ms) or later. Mostly that is one span, to the end of the log; a clock
 * that was ahead for a while makes one more, so that it is not the whole log from then on.
 */
export function spansSince(db: Db, at: number): Span[] {
  const spans: Span[] = [];
  for (const { block } of db.all(`SELECT block FROM search_blocks WHERE ${mayHold} ORDER BY block`, { at })) {
    const from = Number(block) * idsInBlock;
    const previous = spans.at(-1);
    if (previous?.[1] === from) previous[1] += idsInBlock;
    else spans.push([from, from + idsInBlock]);
  }
  const [from] = spans.pop() ?? [0];
  return [...spans, [from, Number.MAX_SAFE_INTEGER]];
}

/** The rows of the spans that are bound as `:spans`, for a FROM. */
export const rowsInSpans =
  'json_each(:spans) AS span CROSS JOIN messages ON messages.id >= span.value ->> 0 AND messages.id < span.value ->> 1';

/**
 * An index that another version of the program wrote is emptied, and then built again like one that is behind. The times of
 * its blocks stay good.
 */
export function prepareSearch(db: Db): void {
  if (db.one('SELECT version FROM search_progress')?.version === searchVersion) return;
  transaction(db, () => {
    db.exec("INSERT INTO search (search) VALUES ('delete-all')");
    db.run('UPDATE search_progress SET upto = 0, version = :version', { version: searchVersion });
  });
}

/**
 * Puts the next rows into the index, as one transaction: after a crash it goes on where the last one ended. It isn't
 * waited for until it is on disk, because all of it can be made again; the next commit of the log takes it along.
 * @param most at the most so many rows
 * @param enough asked after each row: whether to end here
 * @param pagesMerged FTS5 joins small parts of the index to larger ones: so many pages of that after each batch, instead
 * of now and then many
 */
export function indexNextRows(db: Db, most: number, enough: () => boolean = () => false, pagesMerged = 48): void {
  db.exec('PRAGMA synchronous = NORMAL');
  try {
    transaction(db, () => {
      const { upto } = searchProgress(db);
      const times = new Map<number, { min: number; max: number }>();
      let last = upto;
      for (const record of recordsAfter(db, upto, most)) {
        last = Number(record.id);
        putIntoIndex(db, record);
        widen(times, Math.floor(last / idsInBlock), record.at);
        if (enough()) break;
      }
      for (const [block, { min, max }] of times) {
        db.run(
          `INSERT INTO search_blocks VALUES (:block, :min, :max) ON CONFLICT (block)
           DO UPDATE SET min_at = min(min_at, :min), max_at = max(max_at, :max)`,
          { block, min, max },
        );
      }
      db.run('UPDATE search_progress SET upto = :last', { last });
    });
    db.run("INSERT INTO search (search, rank) VALUES ('merge', :pages)", { pages: pagesMerged });
  } finally {
    db.exec('PRAGMA synchronous = FULL');
  }
}

/** A row whose text or type has changed is found by what it says now; one that is not in the index yet will be put there so. */
export function indexAgain(db: Db, id: string): void {
  if (Number(id) > searchProgress(db).upto) return;
  const row = db.one(`SELECT ${ownColumns} FROM messages WHERE id = :id`, { id });
  db.run('DELETE FROM search WHERE rowid = :id', { id });
  if (row) putIntoIndex(db, toRecord(row));
}

function putIntoIndex(db: Db, record: MessageRecord): void {
  const id = Number(record.id);
  db.run('INSERT INTO search (rowid, tokens) VALUES (:id, :tokens)', { id, tokens: indexedTokens(id, record) });
}

/** Rows as they are asked for: a batch that ends early has not read the rest in vain. */
function* recordsAfter(db: Db, upto: number, most: number): Generator<MessageRecord> {
  let last = upto;
  for (let left = most; left > 0; left -= rowsRead) {
    const rows = db.all(`SELECT ${ownColumns} FROM messages WHERE id > :last ORDER BY id LIMIT :count`, {
      last,
      count: Math.min(left, rowsRead),
    });
    for (const row of rows) yield toRecord(row);
    if (rows.length === 0) return;
    last = Number(rows.at(-1)?.id);
  }
}

function widen(times: Map<number, { min: number; max: number }>, block: number, at: number): void {
  const known = times.get(block);
  times.set(block, known ? { min: Math.min(known.min, at), max: Math.max(known.max, at) } : { min: at, max: at });
}

function transaction(db: Db, work: () => void): void {
  db.exec('BEGIN IMMEDIATE');
  try {
    work();
    db.exec('COMMIT');
  } catch (error) {
    rollBack(db);
    throw error;
  }
}
