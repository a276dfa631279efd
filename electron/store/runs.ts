import type { Failure } from '../../shared/result.ts';
import type { Run } from '../../shared/run.ts';
import { append } from './audit.ts';
import type { Db, Row } from './database.ts';

/** A picture of a run, as base64: what goes between the threads is plain. */
export interface RunPicture {
  type: 'image/png' | 'image/jpeg';
  base64: string;
}

/** Writes a run down, new or as it is now, and what the trail is told of it, together. */
export function put(db: Db, { run, trail, picture }: { run: Run; trail: object[]; picture?: RunPicture | undefined }): null {
  db.run(
    `INSERT INTO runs (id, at, origin, account, person, command, line, danger, targets, state, ms, answer, failure, message, picture, bytes)
     VALUES (:id, :at, :origin, :account, :person, :command, :line, :danger, :targets, :state, :ms, :answer, :failure, :message, :picture, :bytes)
     ON CONFLICT (id) DO UPDATE SET state = excluded.state, ms = excluded.ms, answer = excluded.answer, failure = excluded.failure,
       picture = excluded.picture, bytes = excluded.bytes`,
    {
      ...{ id: run.id, at: run.at, origin: run.origin, account: run.account, person: run.person, command: run.command, line: run.line },
      ...{ danger: run.danger, targets: run.targets, state: run.state, ms: run.ms, answer: run.answer, failure: run.failure },
      ...{ message: run.message, picture: picture?.type, bytes: picture?.base64 },
    },
  );
  append(db, trail);
  return null;
}

/** What the History page asks for. `text` is searched in line, person and answer. */
export interface RunFilter {
  /** Only what came before this moment and id: the `next` of the page before. */
  before?: { at: number; id: string } | undefined;
  limit: number;
  text?: string | undefined;
  origin?: Run['origin'] | undefined;
  states?: Run['state'][] | undefined;
  account?: string | undefined;
  person?: string | undefined;
}

export function page(db: Db, { before, limit, text, origin, states, account, person }: RunFilter): Run[] {
  const like = text === undefined ? undefined : `%${text.replace(/[\\%_]/g, '\\$&')}%`;
  return db
    .all(
      `SELECT *, NULL AS bytes FROM runs WHERE (:at IS NULL OR (at, id) < (:at, :id)) AND (:origin IS NULL OR origin = :origin)
         AND (:account IS NULL OR account = :account) AND (:person IS NULL OR person = :person)
         AND (:states IS NULL OR state IN (SELECT value FROM json_each(:states)))
         AND (:like IS NULL OR line LIKE :like ESCAPE '\\' OR person LIKE :like ESCAPE '\\' OR answer LIKE :like ESCAPE '\\'
              OR targets LIKE :like ESCAPE '\\')
       ORDER BY at DESC, id DESC LIMIT :limit`,
      { at: before?.at, id: before?.id, origin, account, person, states: states && [...states], like, limit },
    )
    .map(toRun);
}

export function get(db: Db, { id }: { id: string }): Run | null {
  const row = db.one('SELECT * FROM runs WHERE id = :id', { id });
  return row ? toRun(row) : null;
}

export function picture(db: Db, { id }: { id: string }): RunPicture | null {
  const row = db.one('SELECT picture, bytes FROM runs WHERE id = :id AND bytes IS NOT NULL', { id });
  return row ? { type: row.picture as RunPicture['type'], base64: String(row.bytes) } : null;
}

/** Runs that had not ended when the program did, oldest first. */
export function unfinished(db: Db): Run[] {
  return db.all("SELECT * FROM runs WHERE state = 'running' ORDER BY at").map(toRun);
}

function toRun(row: Row): Run {
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
  };
}
