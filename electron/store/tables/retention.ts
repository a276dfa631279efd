import { type Amount, addAmounts, nothingStored, youngestToGoMs } from '../../../shared/retention.ts';
import type { Db, Row } from '../database.ts';
import { erasing } from './redaction.ts';

/** What a row takes, in bytes: its texts. SQLite knows their lengths without reading them. */
const rowBytes = ['person', 'dedupe_key', 'xml', 'raw', 'message', 'request', 'signature', 'timing', 'failure', 'answer', 'attempts']
  .map((column) => `coalesce(octet_length(${column}), 0)`)
  .join(' + ');

/** What of it counts for a bound in megabytes. */
const countedBytes = `iif(direction = 'refused', 0, ${rowBytes})`;

/** So long does one request of the upkeep hold the database's thread, in ms, but for the commit. */
const sliceMs = 6;

/**
 * What each account has stored, from the row after `after` on; `next` is where to go on, null at the end. A refused request
 * takes nothing here: strangers send as many as they like, and those have a bound of their own (`limits.refusalsKept`).
 */
export function measure(db: Db, { after }: { after: number }): { next: number | null; upto: number; accounts: Record<string, Amount> } {
  // Strangers name accounts in their paths as they like, `constructor` too.
  const accounts: Record<string, Amount> = Object.create(null);
  const deadline = performance.now() + sliceMs;
  let upto = after;
  while (performance.now() < deadline) {
    const rows = db.all(`SELECT id, account, at, ${countedBytes} AS bytes FROM messages WHERE id > :upto ORDER BY id LIMIT 200`, { upto });
    for (const { id, account, at, bytes } of rows) {
      accounts[String(account)] = addAmounts(accounts[String(account)] ?? nothingStored, amount(at, bytes));
      upto = Number(id);
    }
    if (rows.length === 0) return { next: null, upto, accounts };
  }
  return { next: upto, upto, accounts };
}

const amount = (at: unknown, bytes: unknown): Amount => ({ rows: 1, bytes: Number(bytes), oldest: Number(at) });

/** What of an account goes: rows from before a time (Unix ms), and the oldest messages as long as there are `excess` bytes too much. */
export interface Cut {
  before: number;
  excess: number;
}

export interface Walk {
  after: number;
  /** By account; what has none stays. */
  cuts: Record<string, Cut>;
  /** Unix ms: what is younger than a day stays in any case, and what was written by a clock that was ahead. */
  now: number;
  /** Whether they are deleted, or only counted. */
  remove: boolean;
}

/** How far a walk came: go on behind `next` with these `cuts`; null at the end. */
export interface Walked {
  next: number | null;
  cuts: Record<string, Cut>;
  gone: Record<string, Amount>;
}

/**
 * Goes through the log from the oldest row on and takes out what exceeds the cuts. A message goes together with its
 * answers, or stays with them: as long as one of them is still to be sent or worked on, or is too young.
 */
export function walk(db: Db, { after, cuts: given, now, remove }: Walk): Walked {
  const youngest = now - youngestToGoMs;
  const cuts: Record<string, Cut> = Object.assign(Object.create(null), structuredClone(given));
  const gone: Record<string, Amount> = Object.create(null);
  const deadline = performance.now() + sliceMs;
  let at = after;
  while (performance.now() < deadline) {
    const rows = db.all('SELECT id, account, at, direction FROM messages WHERE id > :at ORDER BY id LIMIT 50', { at });
    const latest = Math.min(youngest, latestOf(cuts));
    // What a clock has dated that was ahead says nothing of the rows behind it.
    const dated = rows.filter((row) => Number(row.at) <= now);
    const isOverAll = dated.length > 0 && dated.every((row) => Number(row.at) > latest);
    if (rows.length === 0 || isOverAll) return { next: null, cuts, gone };
    const ids = rows.filter((row) => isOver(cuts[String(row.account)], place(row), youngest)).map((row) => Number(row.id));
    const going: number[] = [];
    for (const talk of talksOf(db, ids)) {
      const cut = cuts[talk.account];
      if (!isOver(cut, talk, youngest) || talk.needed) continue;
      going.push(...talk.ids);
      if (!talk.isRefused) cut.excess -= talk.amount.bytes;
      gone[talk.account] = addAmounts(gone[talk.account] ?? nothingStored, talk.amount);
    }
    if (remove) removeRows(db, going);
    at = Number(rows.at(-1)?.id);
  }
  return { next: at, cuts, gone };
}

function isOver(cut: Cut | undefined, { newest, isRefused }: Place, youngest: number): cut is Cut {
  return cut !== undefined && newest <= youngest && (newest < cut.before || (cut.excess > 0 && !isRefused));
}

const place = (row: Row): Place => ({ newest: Number(row.at), isRefused: row.direction === 'refused' });

/** From this time on nothing goes. */
function latestOf(cuts: Record<string, Cut>): number {
  const all = Object.values(cuts);
  if (all.some(({ excess }) => excess > 0)) return Number.POSITIVE_INFINITY;
  return Math.max(Number.NEGATIVE_INFINITY, ...all.map(({ before }) => before));
}

/** What decides whether a cut takes it. */
interface Place {
  newest: number;
  isRefused: boolean;
}

/** A message with all that answers it. */
interface Talk extends Place {
  account: string;
  ids: number[];
  needed: boolean;
  amount: Amount;
}

/** The talks that begin with one of these rows; what answers another row belongs to that one's. */
function talksOf(db: Db, ids: number[]): Talk[] {
  const talks = new Map<number, Talk>();
  if (ids.length === 0) return [];
  const rows = db.all(
    `WITH RECURSIVE tree (root, id) AS (
       SELECT id, id FROM messages WHERE id IN (SELECT value FROM json_each(:ids)) AND answers IS NULL
       UNION ALL SELECT root, reply.id FROM tree JOIN messages AS reply ON reply.answers = tree.id)
     SELECT root, messages.id, account, at, direction, state IN ('running', 'waiting', 'queued', 'dead', 'late') AS needed, ${rowBytes} AS bytes
     FROM tree JOIN messages ON messages.id = tree.id ORDER BY root, messages.id`,
    { ids },
  );
  for (const row of rows) {
    const first = { account: String(row.account), ids: [], ...place(row), needed: false, amount: nothingStored };
    const known = talks.get(Number(row.root)) ?? first;
    talks.set(Number(row.root), {
      ...known,
      ids: [...known.ids, Number(row.id)],
      newest: Math.max(known.newest, Number(row.at)),
      needed: known.needed || row.needed === 1,
      amount: addAmounts(known.amount, amount(row.at, row.bytes)),
    });
  }
  return [...talks.values()];
}

/** Their replays stay, and forget what they replay. The search index follows by a trigger. */
function removeRows(db: Db, ids: number[]): void {
  if (ids.length === 0) return;
  erasing(db, () => {
    db.run('UPDATE messages SET replays = NULL WHERE replays IN (SELECT value FROM json_each(:ids))', { ids });
    db.run('DELETE FROM messages WHERE id IN (SELECT value FROM json_each(:ids))', { ids });
  });
}

/** Where a walk through the pictures has come. */
interface PicturePlace {
  at: number;
  run: string;
}

/** How far a walk through the pictures came: go on behind `next`; null at the end. */
export interface PicturesWalked {
  next: PicturePlace | null;
  gone: Amount;
}

/**
 * Goes through the pictures from before a time (Unix ms), the oldest first, and takes them out of their runs, which stay.
 * One that somebody may still be sent is kept.
 */
export function pictures(
  db: Db,
  { after, before, remove }: { after: PicturePlace | null; before: number; remove: boolean },
): PicturesWalked {
  const needed = new Set(db.all(picturesToSend).map((row) => row.run));
  const deadline = performance.now() + sliceMs;
  let gone = nothingStored;
  let place = after ?? { at: Number.MIN_SAFE_INTEGER, run: '' };
  do {
    const row = db.one(
      `SELECT id, at, octet_length(bytes) AS bytes FROM runs
       WHERE picture IS NOT NULL AND at < :before AND (at, id) > (:at, :run) ORDER BY at, id LIMIT 1`,
      { ...place, before },
    );
    if (!row) return { next: null, gone };
    place = { at: Number(row.at), run: String(row.id) };
    if (needed.has(place.run)) continue;
    gone = addAmounts(gone, amount(row.at, row.bytes));
    if (remove) removePicture(db, place.run);
  } while (performance.now() < deadline);
  return { next: place, gone };
}

/** The runs whose pictures are still to be sent, or are shown as not sent. */
const picturesToSend = Object.entries({ queued: 'messages_queued', late: 'messages_late', dead: 'messages_notable' })
  .map(([state, index]) => `SELECT picture AS run FROM messages INDEXED BY ${index} WHERE state = '${state}' AND picture IS NOT NULL`)
  .join(' UNION ALL ');

function removePicture(db: Db, run: string): void {
  erasing(db, () => db.run('UPDATE runs SET picture = NULL, bytes = NULL, picture_gone = 1 WHERE id = :run', { run }));
}

/** The database file: its size, what of it is free for new rows (both in bytes), and whether that can be given back. */
export function file(db: Db): { bytes: number; reusable: number; shrinks: boolean } {
  const pageSize = pragma(db, 'page_size');
  return {
    bytes: pragma(db, 'page_count') * pageSize,
    reusable: pragma(db, 'freelist_count') * pageSize,
    shrinks: pragma(db, 'auto_vacuum') === 2,
  };
}

const pragma = (db: Db, name: string) => Number(Object.values(db.one(`PRAGMA ${name}`) ?? {})[0]);

/** So much is given back at a time, in bytes: it takes no longer than a slice. */
export const givenBackAtOnce = 256 * 1024;

/** Gives so many bytes of free pages back to the disk, at least one page. */
export function giveBack(db: Db, { bytes }: { bytes: number }): null {
  db.exec(`PRAGMA incremental_vacuum(${Math.max(1, Math.floor(bytes / pragma(db, 'page_size')))})`);
  return null;
}

/** Puts everything from the write-ahead log into the database, and empties it: it holds what rows said before. */
export function emptyWal(db: Db): null {
  db.all('PRAGMA wal_checkpoint(TRUNCATE)');
  return null;
}
