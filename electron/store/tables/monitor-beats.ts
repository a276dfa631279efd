import { type Beat, type BeatState, beatStates, type ChartPoint } from '../../../shared/monitor/beats.ts';
import type { Db, Row } from '../database.ts';

/** A beat on its way to the disk: the monitor's number, the time (Unix ms), the index of its state, ms or null. */
export type BeatRow = readonly [monitor: number, at: number, state: number, ms: number | null];

export const hourMs = 3_600_000;
export const dayMs = 86_400_000;

const insertBeat = 'INSERT OR REPLACE INTO beats (monitor, at, state, ms) VALUES (?, ?, ?, ?)';
const addToSum = `
  INSERT INTO beat_sums (monitor, span, start, up, down, unknown, answered, ms, shortest, longest) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (monitor, span, start) DO UPDATE SET
    up = up + excluded.up, down = down + excluded.down, unknown = unknown + excluded.unknown,
    answered = answered + excluded.answered, ms = ms + excluded.ms,
    shortest = min(coalesce(shortest, excluded.shortest), coalesce(excluded.shortest, shortest)),
    longest = max(coalesce(longest, excluded.longest), coalesce(excluded.longest, longest))`;

/** Writes beats down, and adds them to their hours and days. */
export function add(db: Db, { beats }: { beats: readonly BeatRow[] }): null {
  for (const beat of beats) {
    const [monitor, at, state, ms] = beat;
    db.insert(insertBeat, beat as unknown as (number | null)[]);
    const counts = countsOf(beatStates[state] ?? 'unknown');
    const answered = ms === null ? 0 : 1;
    for (const span of [hourMs, dayMs])
      db.insert(addToSum, [monitor, span, Math.floor(at / span) * span, ...counts, answered, ms ?? 0, ms, ms]);
  }
  return null;
}

/** Up, down, unknown. Maintenance counts for nothing. */
function countsOf(state: BeatState): [number, number, number] {
  if (state === 'up') return [1, 0, 0];
  if (state === 'down' || state === 'retrying') return [0, 1, 0];
  return [0, 0, state === 'unknown' ? 1 : 0];
}

const toBeat = (row: Row): Beat => ({
  at: Number(row.at),
  state: beatStates[Number(row.state)] ?? 'unknown',
  ...(row.ms !== null && { ms: Number(row.ms) }),
});

/** Newest first. */
export function page(db: Db, asked: { monitor: number; before?: number | undefined; limit: number }): Beat[] {
  return db
    .all(
      'SELECT at, state, ms FROM beats WHERE monitor = :monitor AND (:before IS NULL OR at < :before) ORDER BY at DESC LIMIT :limit',
      asked,
    )
    .map(toBeat);
}

/** The last ones of each, oldest first. */
export function strip(db: Db, { monitors, count }: { monitors: readonly number[]; count: number }): Beat[][] {
  return monitors.map((monitor) => page(db, { monitor, limit: count }).reverse());
}

/** Up and counted checks since each point in time, by monitor, in the order asked. */
export function uptime(
  db: Db,
  { monitors, day, month, quarter }: { monitors: readonly number[]; day: number; month: number; quarter: number },
): (readonly [up: number, counted: number])[][] {
  return monitors.map((monitor) => [
    shareSince(db, monitor, hourMs, day),
    shareSince(db, monitor, dayMs, month),
    shareSince(db, monitor, dayMs, quarter),
  ]);
}

function shareSince(db: Db, monitor: number, span: number, since: number): readonly [number, number] {
  const row = db.one(
    `SELECT coalesce(sum(up), 0) AS up, coalesce(sum(up + down), 0) AS counted FROM beat_sums
     WHERE monitor = :monitor AND span = :span AND start >= :since`,
    { monitor, span, since: Math.floor(since / span) * span },
  );
  return [Number(row?.up), Number(row?.counted)];
}

/** Points of a chart at most. */
const mostPoints = 5_000;

/** Single beats (`span` 0), or hours or days, of a stretch of time, oldest first. */
export function chart(db: Db, asked: { monitor: number; span: number; from: number; to: number }): ChartPoint[] {
  if (asked.span === 0) {
    return db
      .all('SELECT at, state, ms FROM beats WHERE monitor = :monitor AND at BETWEEN :from AND :to ORDER BY at LIMIT :most', {
        ...asked,
        most: mostPoints,
      })
      .map((row) => {
        const { at, state, ms } = toBeat(row);
        const [up, down, unknown] = countsOf(state);
        return { from: at, to: at, ...(ms !== undefined && { ms, min: ms, max: ms }), up, down, unknown };
      });
  }
  return db
    .all(
      `SELECT * FROM beat_sums WHERE monitor = :monitor AND span = :span AND start > :from - :span AND start <= :to ORDER BY start LIMIT :most`,
      { ...asked, most: mostPoints },
    )
    .map((row) => ({
      from: Number(row.start),
      to: Number(row.start) + asked.span,
      ...(Number(row.answered) > 0 && { ms: Number(row.ms) / Number(row.answered), min: Number(row.shortest), max: Number(row.longest) }),
      up: Number(row.up),
      down: Number(row.down),
      unknown: Number(row.unknown),
    }));
}

/** So many rows go in one request: others want the database too. */
const dropAtOnce = 5_000;

/**
 * Drops what is older than these points in time, and all of monitors that are gone, from monitor `after` on; `next` is
 * where to go on, null at the end.
 */
export function drop(
  db: Db,
  { after, beats, hours, days, keep }: { after: number; beats: number; hours: number; days: number; keep: readonly number[] },
): { next: number | null } {
  let left = dropAtOnce;
  let at = after;
  while (left > 0) {
    const row = db.one('SELECT min(monitor) AS monitor FROM beat_sums WHERE monitor > :at', { at });
    if (row?.monitor === null || row === undefined) return { next: null };
    const monitor = Number(row.monitor);
    const isThere = keep.includes(monitor) || db.one('SELECT 1 FROM monitors WHERE seq = :monitor', { monitor }) !== undefined;
    const gone = Number.MAX_SAFE_INTEGER;
    const dropped =
      db.run('DELETE FROM beats WHERE monitor = :monitor AND at < :before', { monitor, before: isThere ? beats : gone }).changes +
      dropSums(db, monitor, hourMs, isThere ? hours : gone) +
      dropSums(db, monitor, dayMs, isThere ? days : gone);
    left -= dropped + 50;
    at = monitor;
  }
  return { next: at };
}

const dropSums = (db: Db, monitor: number, span: number, before: number) =>
  db.run('DELETE FROM beat_sums WHERE monitor = :monitor AND span = :span AND start < :before', { monitor, span, before }).changes;
