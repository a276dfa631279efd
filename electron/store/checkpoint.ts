import type { Db } from './database.ts';

/**
 * Copies what stands in the write-ahead log into the database file. Asked of the reading thread, it keeps nobody from
 * writing; what was written meanwhile is left to the next one, or to the writing thread, which has little to copy then.
 */
export function checkpoint(db: Db): null {
  db.all('PRAGMA wal_checkpoint(PASSIVE)');
  return null;
}
