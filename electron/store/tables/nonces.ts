import { hash } from 'node:crypto';
import type { Db, Row } from '../database.ts';
import { spansSince } from '../search/search-index.ts';

/** The nonce that a message of the log came with. */
export interface NonceRecord {
  account: string;
  /** Unix time in ms of its arrival. */
  at: number;
  nonce: string;
  /** As in the query: Unix time in seconds. */
  timestamp: string;
  dedupeKey: string;
  /** Of a message that came unencrypted, as far as its body is known to the letter (`hashOfBody`). */
  bodyHash?: string;
}

export const hashOfBody = (body: string): string => hash('sha1', body);

/** So many rows are in memory at once, with their bodies. */
const rowsRead = 2_000;

const columns = `id, account, at, dedupe_key, iif(raw = xml, raw, NULL) AS body, request ->> '$.query.nonce' AS nonce,
  request ->> '$.query.timestamp' AS timestamp, request ->> '$.query.msg_signature' AS whole`;
const isSigned = "direction = 'in' AND replays IS NULL AND nonce IS NOT NULL";

/**
 * The nonces of the messages that came in since a point in time (Unix ms), oldest first: of each account the latest `limit`,
 * and beyond that those whose signature does not cover their body. Since 0 means of any age, and no more than `limit` of each.
 */
export function recentNonces(db: Db, { since, limit }: { since: number; limit: number }): NonceRecord[] {
  const counts = new Map<string, number>();
  const records: NonceRecord[] = [];
  for (const row of since === 0 ? latestOfEach(db, limit) : downTo(db, since)) {
    const record = toRecord(row);
    const count = (counts.get(record.account) ?? 0) + 1;
    counts.set(record.account, count);
    if (count <= limit || row.whole === null) records.push(record);
  }
  return records.reverse();
}

function* downTo(db: Db, since: number): Generator<Row> {
  for (const [from, before] of spansSince(db, since).reverse()) {
    let below = before;
    for (let rows: Row[] = []; below > from; below = rows.length < rowsRead ? from : Number(rows.at(-1)?.id)) {
      rows = db.all(
        `SELECT ${columns} FROM messages WHERE id >= :from AND id < :below AND at >= :since AND ${isSigned} ORDER BY id DESC LIMIT :rowsRead`,
        { from, below, since, rowsRead },
      );
      yield* rows;
    }
  }
}

/** Keys begin with the time, but for those of what the admin sent through once more: so their index finds the latest of an account. */
function* latestOfEach(db: Db, limit: number): Generator<Row> {
  let account = '';
  for (;;) {
    const next = db.one('SELECT min(account) AS account FROM messages WHERE dedupe_key IS NOT NULL AND account > :account', { account });
    if (typeof next?.account !== 'string') return;
    account = next.account;
    yield* db.all(
      `SELECT ${columns} FROM messages
       WHERE account = :account AND dedupe_key IS NOT NULL AND dedupe_key < ':' AND ${isSigned} ORDER BY dedupe_key DESC LIMIT :limit`,
      { account, limit },
    );
  }
}

const toRecord = ({ account, at, nonce, timestamp, dedupe_key: key, body }: Row): NonceRecord => ({
  account: String(account),
  at: Number(at),
  nonce: String(nonce),
  timestamp: String(timestamp),
  dedupeKey: String(key),
  ...(body !== null && { bodyHash: hashOfBody(String(body)) }),
});
