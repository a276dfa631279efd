import type { Db } from './database.ts';
import { rowsInSpans, spansSince } from './search-index.ts';

/** The nonce that a message of the log came with. */
export interface NonceRecord {
  account: string;
  /** Unix time in ms of its arrival. */
  at: number;
  nonce: string;
  /** As in the query: Unix time in seconds. */
  timestamp: string;
  dedupeKey: string;
}

/** The nonces of the messages that came in since a point in time (Unix ms), oldest first, at most `limit` of them: the latest. */
export function recentNonces(db: Db, { since, limit }: { since: number; limit: number }): NonceRecord[] {
  return db
    .all(
      `SELECT account, at, dedupe_key, request ->> '$.query.nonce' AS nonce, request ->> '$.query.timestamp' AS timestamp
       FROM ${rowsInSpans} WHERE at >= :since AND direction = 'in' AND replays IS NULL AND nonce IS NOT NULL
       ORDER BY at DESC LIMIT :limit`,
      { spans: spansSince(db, since), since, limit },
    )
    .map((row) => ({
      account: String(row.account),
      at: Number(row.at),
      nonce: String(row.nonce),
      timestamp: String(row.timestamp),
      dedupeKey: String(row.dedupe_key),
    }))
    .reverse();
}
