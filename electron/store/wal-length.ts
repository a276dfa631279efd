import { statSync } from 'node:fs';
import type { Db } from './database.ts';

/** As long as somebody always reads, SQLite never begins the write-ahead log anew; from this length on, in bytes, readers are waited for. */
const longWal = 16 * 1024 ** 2;
/** So long is waited for them, in ms: longer than a question's turn. */
const waitMs = 40;
const lookEveryMs = 1000;
const usualWaitMs = 2000;

/** Keeps the write-ahead log short while the console reads and messages come in; called after a batch. */
export function walShortener(db: Db, file: string): () => void {
  let lastLook = Number.NEGATIVE_INFINITY;
  return () => {
    if (performance.now() - lastLook < lookEveryMs) return;
    lastLook = performance.now();
    try {
      if ((statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0) < longWal) return;
      shorten(db);
    } catch {
      // Somebody reads for longer, or the disk does not answer: the next look tries again.
    }
  };
}

function shorten(db: Db): void {
  try {
    db.exec(`PRAGMA busy_timeout = ${waitMs}`);
    db.all('PRAGMA wal_checkpoint(TRUNCATE)');
  } finally {
    db.exec(`PRAGMA busy_timeout = ${usualWaitMs}`);
  }
}
