import { createHash } from 'node:crypto';
import type { Db } from '../database.ts';

/** The hash that the first record builds on. */
export const beginning = '0'.repeat(64);

/** What a record's hash is made of: the hash before it, and its own text to the letter. */
export const chained = (before: string, record: string): string =>
  createHash('sha256').update(`${before}\n${record}`, 'utf8').digest('hex');

/** Adds records to the trail, each chained to the one before. */
export function append(db: Db, records: readonly object[]): void {
  let before = String(db.one('SELECT hash FROM audit ORDER BY seq DESC LIMIT 1')?.hash ?? beginning);
  for (const entry of records) {
    const record = JSON.stringify(entry);
    before = chained(before, record);
    db.run('INSERT INTO audit (record, hash) VALUES (:record, :hash)', { record, hash: before });
  }
}

/** A stretch of the trail: `broken` is the first record whose hash does not fit, or that is missing. */
export interface Verification {
  /** So many records fit so far. */
  checked: number;
  /** Where to go on; null at the end. */
  next: { after: number; hash: string } | null;
  broken?: number;
}

/** Checks a stretch of the trail, from a record whose hash is known. Read-only. */
export function verify(db: Db, { after, hash, limit }: { after: number; hash?: string | undefined; limit: number }): Verification {
  let before = hash ?? beginning;
  let last = after;
  const rows = db.all('SELECT seq, record, hash FROM audit WHERE seq > :after ORDER BY seq LIMIT :limit', { after, limit });
  for (const row of rows) {
    const isNext = Number(row.seq) === last + 1;
    before = chained(before, String(row.record));
    if (!isNext || before !== row.hash) return { checked: last, next: null, broken: isNext ? Number(row.seq) : last + 1 };
    last = Number(row.seq);
  }
  if (rows.length === limit) return { checked: last, next: { after: last, hash: before } };
  // why: records cut off at the end leave a whole chain behind, but SQLite still knows how far the numbers went
  const newest = Number(db.one("SELECT seq FROM sqlite_sequence WHERE name = 'audit'")?.seq ?? 0);
  return newest > last ? { checked: last, next: null, broken: last + 1 } : { checked: last, next: null };
}

/** The number of the last record; 0 where there is none. */
export const newest = (db: Db): number => Number(db.one('SELECT max(seq) AS seq FROM audit')?.seq ?? 0);

/** One record of the trail with its place in the chain. */
export interface AuditRow {
  seq: number;
  record: string;
  hash: string;
}

/** Records after a number, oldest first, for an export. */
export function recordsAfter(db: Db, { after, limit }: { after: number; limit: number }): AuditRow[] {
  return db
    .all('SELECT seq, record, hash FROM audit WHERE seq > :after ORDER BY seq LIMIT :limit', { after, limit })
    .map((row) => ({ seq: Number(row.seq), record: String(row.record), hash: String(row.hash) }));
}
