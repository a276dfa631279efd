import type { Failure } from '../../../shared/result.ts';
import type { Run } from '../../../shared/run.ts';
import type { RunFilter } from '../../../shared/run-filter.ts';
import type { Db, Row } from '../database.ts';
import { append } from './audit.ts';
import { runCondition } from './run-conditions.ts';

/** A picture of a run, as base64: what goes between the threads is plain. */
export interface RunPicture {
  type: 'image/png' | 'image/jpeg';
  base64: string;
}

/** Writes a run down, new or as it is now, and what the trail is told of it, together. */
export function put(db: Db, { run, trail, picture }: { run: Run; trail: object[]; picture?: RunPicture | undefined }): null {
  db.run(
    `INSERT INTO runs (id, at, origin, account, person, command, line, danger, targets, state, ms, answer, failure, message, picture, bytes, redacted, replay)
     VALUES (:id, :at, :origin, :account, :person, :command, :line, :danger, :targets, :state, :ms, :answer, :failure, :message, :picture, :bytes, :redacted, :replay)
     ON CONFLICT (id) DO UPDATE SET state = excluded.state, ms = excluded.ms, answer = excluded.answer, failure = excluded.failure,
       picture = excluded.picture, bytes = excluded.bytes`,
    {
      ...{ id: run.id, at: run.at, origin: run.origin, account: run.account, person: run.person, command: run.command, line: run.line },
      ...{ danger: run.danger, targets: run.targets, state: run.state, ms: run.ms, answer: run.answer, failure: run.failure },
      ...{
        message: run.message,
        picture: picture?.type,
        bytes: picture?.base64,
        redacted: run.isRedacted ? 1 : 0,
        replay: run.isReplay ? 1 : 0,
      },
    },
  );
  append(db, trail);
  return null;
}

/** A page of the history, newest first. */
interface RunPageAsked extends RunFilter {
  /** Only what came before this moment and id: the last run of the page before. */
  before?: { at: number; id: string } | undefined;
  limit: number;
}

/** All of a run but its picture, which may be megabytes. */
export const columns =
  'id, at, origin, account, person, command, line, danger, targets, state, ms, answer, failure, message, picture, picture_gone, redacted, replay';

export function page(db: Db, { before, limit, ...filter }: RunPageAsked): Run[] {
  const { where, values } = runCondition(filter);
  const earlier = before ? 'AND (at, id) < (:at, :id)' : '';
  return db
    .all(`SELECT ${columns} FROM runs WHERE ${where} ${earlier} ORDER BY at DESC, id DESC LIMIT :limit`, {
      ...{ ...values, limit },
      ...(before && { at: before.at, id: before.id }),
    })
    .map(toRun);
}

/** How many runs meet a filter. */
export function count(db: Db, filter: RunFilter): number {
  const { where, values } = runCondition(filter);
  return Number(db.one(`SELECT count(*) AS runs FROM runs WHERE ${where}`, values)?.runs ?? 0);
}

export function get(db: Db, { id }: { id: string }): Run | null {
  const row = db.one(`SELECT ${columns} FROM runs WHERE id = :id`, { id });
  return row ? toRun(row) : null;
}

export function picture(db: Db, { id }: { id: string }): RunPicture | null {
  const row = db.one('SELECT picture, bytes FROM runs WHERE id = :id AND bytes IS NOT NULL', { id });
  return row ? { type: row.picture as RunPicture['type'], base64: String(row.bytes) } : null;
}

/** Runs that had not ended when the program did, oldest first. */
export function unfinished(db: Db): Run[] {
  return db.all(`SELECT ${columns} FROM runs WHERE state = 'running' ORDER BY at`).map(toRun);
}

/** What a message has begun since then, and nobody knows what came of it. */
export function cutOff(db: Db, { message, since }: { message: string; since: number }): Run[] {
  return db
    .all(`SELECT ${columns} FROM runs WHERE at >= :since AND message = :message AND state = 'interrupted' ORDER BY at`, { message, since })
    .map(toRun);
}

/** A row of `runs`. */
export function toRun(row: Row): Run {
  const text = (name: string) => (row[name] === null ? undefined : String(row[name]));
  const given = { account: text('account'), person: text('person'), answer: text('answer'), message: text('message') };
  const failure = text('failure');
  return {
    id: String(row.id),
    at: Number(row.at),
    origin: row.origin as Run['origin'],
    command: String(row.command),
    line: String(row.line),
    danger: row.danger as Run['danger'],
    targets: JSON.parse(String(row.targets)) as string[],
    state: row.state as Run['state'],
    ...(row.ms !== null && { ms: Number(row.ms) }),
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
    ...(failure !== undefined && { failure: JSON.parse(failure) as Failure }),
    ...(row.picture !== null && { hasPicture: true }),
    ...(row.picture_gone === 1 && { isPictureGone: true }),
    ...(row.redacted === 1 && { isRedacted: true }),
    ...(row.replay === 1 && { isReplay: true }),
  };
}
