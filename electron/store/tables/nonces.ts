import type { Db, Row } from '../database.ts';
import { searchProgress, spansSince } from '../search/search-index.ts';

/** The nonce that a message of the log came with. */
export interface NonceRecord {
  account: string;
  /** Unix time in ms of its arrival. */
  at: number;
  nonce: string;
  /** As in the query: Unix time in seconds. */
  timestamp: string;
  /** What it brought: the key of a message, or the hash of a body that came unencrypted. */
  content: string;
}

/** So many ids are looked through at once: the thread of the database has other things to do. */
const idsInPage = 4_096;

const columns = `account, at, request ->> '$.query.nonce' AS nonce, request ->> '$.query.timestamp' AS timestamp,
  coalesce(request ->> '$.bodyHash', dedupe_key) AS content`;
const isSigned = "direction = 'in' AND replays IS NULL AND nonce IS NOT NULL";

/** The accounts of all messages of the log, also of those that are gone. */
export function nonceAccounts(db: Db): string[] {
  const accounts: string[] = [];
  for (let last = ''; ; ) {
    const next = db.one('SELECT min(account) AS account FROM messages WHERE dedupe_key IS NOT NULL AND account > :last', { last });
    if (typeof next?.account !== 'string') return accounts;
    last = next.account;
    accounts.push(last);
  }
}

/**
 * The nonces of an account's latest messages, oldest first, of those that were sent since a point in time (Unix ms). Keys begin
 * with the time, but for those of what the admin sent through once more: so their index finds them.
 */
export function latestNonces(db: Db, { account, since, limit }: { account: string; since: number; limit: number }): NonceRecord[] {
  const rows = db.all(
    `SELECT ${columns} FROM messages
     WHERE account = :account AND dedupe_key >= :oldest AND dedupe_key < ':' AND ${isSigned} ORDER BY dedupe_key DESC LIMIT :limit`,
    { account, oldest: String(Math.floor(since / 1000)), limit },
  );
  return rows.map(toRecord).reverse();
}

interface Asked {
  accounts: string[];
  /** Unix time in ms since when they came in. */
  since: number;
  /** Unix time in s since when they were signed. */
  signedSince: number;
  /** Only rows with smaller ids: 0 begins at the newest. */
  below: number;
}

/** All nonces of some accounts, a page of them, newest first; and below which id it goes on, 0 for nowhere. */
export function noncesPage(db: Db, { accounts, since, signedSince, below }: Asked): { records: NonceRecord[]; next: number } {
  const end = below || searchProgress(db).newest + 1;
  const span = spansSince(db, since).findLast(([from]) => from < end);
  if (!span) return { records: [], next: 0 };
  const before = Math.min(span[1], end);
  const from = Math.max(span[0], before - idsInPage);
  const rows = db.all(
    `SELECT ${columns} FROM messages
     WHERE id >= :from AND id < :before AND account IN (SELECT value FROM json_each(:accounts)) AND at >= :since AND ${isSigned}
       AND CAST(timestamp AS INTEGER) >= :signedSince ORDER BY id DESC`,
    { from, before, accounts, since, signedSince },
  );
  return { records: rows.map(toRecord), next: from };
}

const toRecord = ({ account, at, nonce, timestamp, content }: Row): NonceRecord => ({
  account: String(account),
  at: Number(at),
  nonce: String(nonce),
  timestamp: String(timestamp),
  content: String(content),
});
