import { DatabaseSync, type DatabaseSyncInstance, type StatementSyncInstance } from '@photostructure/sqlite';
import { migrations } from './schema/migrations.ts';

/** What may be bound to a statement; the driver throws at a boolean or an object, so these are turned into what SQLite knows. */
export type Bindable = string | number | bigint | null | undefined | boolean | object;
type Bound = string | number | bigint | null;

/** A column as SQLite gives it back. */
export type Column = string | number | null;
export type Row = Record<string, Column>;

/** A SQLite database as the rest of the store sees it: named parameters in, plain rows out. */
export interface Db {
  run(sql: string, params?: Record<string, Bindable>): { changes: number; lastId: number };
  /** As `run`, with parameters in the order of their places. */
  insert(sql: string, params: readonly (string | number | null)[]): { changes: number; lastId: number };
  one(sql: string, params?: Record<string, Bindable>): Row | undefined;
  all(sql: string, params?: Record<string, Bindable>): Row[];
  exec(sql: string): void;
  /** How many statements have written something so far, but for `exec`'s. */
  written(): number;
  close(): void;
}

/** Thrown where the database was written by a later version of the program. */
export class NewerDatabase extends Error {}

/** With so much in the write-ahead log the writing thread takes it into the file itself. */
const checkpointBytes = 12 * 1024 ** 2;

/**
 * Opens (or makes) the database `file` and brings its schema up to date.
 * WAL with `synchronous = FULL`: a commit that has returned is on disk, whatever happens next.
 */
export function openDatabase(file: string): Db {
  const connection = new DatabaseSync(file);
  // First of all: whoever else has the file open may be writing at this very moment.
  connection.exec('PRAGMA busy_timeout = 2000');
  // Only a new file takes these two; what is there already would have to be rewritten as a whole. Of the usual 4 KiB a
  // message leaves a third empty, and each page is a write of its own.
  connection.exec('PRAGMA page_size = 8192');
  connection.exec('PRAGMA auto_vacuum = INCREMENTAL');
  connection.exec('PRAGMA journal_mode = WAL');
  connection.exec('PRAGMA synchronous = FULL');
  const { page_size: pageBytes } = connection.prepare('PRAGMA page_size').get() as { page_size: number };
  // The reading thread has done most of it by then (see `checkpoint`): messages that come in should not wait for that.
  connection.exec(`PRAGMA wal_autocheckpoint = ${checkpointBytes / pageBytes}`);
  // What is overwritten or deleted leaves no copy in its page; that costs no writing. See `erasing` for the rest.
  connection.exec('PRAGMA secure_delete = FAST');
  connection.exec('PRAGMA foreign_keys = ON');
  const db = wrap(connection);
  // why: a step may say a check of a table anew
  connection.enableDefensive(false);
  migrate(db);
  connection.enableDefensive(true);
  return db;
}

/** How much of the file a reading connection keeps in memory, in KiB. */
const readingCache = 16_384;

/** Opens a database that `openDatabase` has open elsewhere, to read from it only. */
export function openForReading(file: string): Db {
  const connection = new DatabaseSync(file);
  connection.exec('PRAGMA busy_timeout = 2000');
  connection.exec('PRAGMA query_only = ON');
  connection.exec(`PRAGMA cache_size = -${readingCache}`);
  return wrap(connection);
}

function wrap(connection: DatabaseSyncInstance): Db {
  const statements = new Map<string, StatementSyncInstance>();
  let written = 0;
  const prepare = (sql: string) => {
    const known = statements.get(sql);
    if (known) return known;
    const made = connection.prepare(sql);
    // Whole records are bound, of which a statement may name a part.
    made.setAllowUnknownNamedParameters(true);
    statements.set(sql, made);
    return made;
  };
  const done = ({ changes, lastInsertRowid }: ReturnType<StatementSyncInstance['run']>) => {
    if (changes > 0) written += 1;
    return { changes, lastId: Number(lastInsertRowid) };
  };
  /** Statements that give back what they wrote. */
  const noteReturned = (sql: string, row: Row | undefined) => {
    if (row && sql.includes(' RETURNING ')) written += 1;
  };
  return {
    run: (sql, params = {}) => done(prepare(sql).run(bindable(params))),
    insert: (sql, params) => done(prepare(sql).run(...params)),
    one(sql, params = {}) {
      const row = prepare(sql).get(bindable(params)) as Row | undefined;
      noteReturned(sql, row);
      return row;
    },
    all(sql, params = {}) {
      const rows = prepare(sql).all(bindable(params)) as Row[];
      noteReturned(sql, rows[0]);
      return rows;
    },
    written: () => written,
    exec: (sql) => connection.exec(sql),
    close() {
      statements.clear();
      connection.close();
    },
  };
}

/** Turns values into what SQLite knows: booleans to 0 and 1, objects to JSON, nothing to NULL. */
function bindable(params: Record<string, Bindable>): Record<string, Bound> {
  const bound: Record<string, Bound> = {};
  for (const name in params) bound[name] = boundValue(params[name]);
  return bound;
}

function boundValue(value: Bindable): Bound {
  if (value === undefined || value === null) return null;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'object') return JSON.stringify(value);
  return value;
}

/** Takes the steps that the database has not seen yet, each as a whole or not at all. */
export function migrate(db: Db, steps = migrations): void {
  const done = Number(db.one('PRAGMA user_version')?.user_version ?? 0);
  if (done > steps.length) throw new NewerDatabase();
  for (const [index, step] of steps.entries()) {
    if (index < done) continue;
    db.exec('BEGIN IMMEDIATE');
    try {
      db.exec(step);
      db.exec(`PRAGMA user_version = ${index + 1}`);
      db.exec('COMMIT');
    } catch (error) {
      rollBack(db);
      throw error;
    }
  }
}

/** Undoes a transaction that failed. */
export function rollBack(db: Db): void {
  try {
    db.exec('ROLLBACK');
  } catch {
    // SQLite has rolled back by itself already.
  }
}
