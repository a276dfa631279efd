import type { Incident, IncidentEvent, Notice, NoticeKind } from '../../../shared/monitor/incident.ts';
import type { Failure } from '../../../shared/result.ts';
import type { Run } from '../../../shared/run.ts';
import type { Db, Row } from '../database.ts';
import { columns as runColumns, toRun } from './runs.ts';

/** Somebody is to be told something; `key` names it within its incident: the same is never wanted twice. */
export interface NoticeWish {
  key: string;
  kind: NoticeKind;
  account: string;
  person: string;
  at: number;
  dueAt: number;
}

/** What becomes of an incident; one without a number is new. */
export interface IncidentChange {
  incident: Omit<Incident, 'number'> & { number?: number };
  events: readonly IncidentEvent[];
}

/** Writes incidents down with what happened, all or none. Gives back their numbers in order. */
export function write(db: Db, { changes }: { changes: readonly IncidentChange[] }): { numbers: number[] } {
  const numbers = changes.map(({ incident, events }) => {
    const number = incident.number ?? insert(db, incident);
    db.run('UPDATE incidents SET incident = :incident, recovered_at = :recoveredAt WHERE number = :number', {
      number,
      incident: { ...incident, number },
      recoveredAt: incident.recoveredAt,
    });
    for (const event of events) db.run('INSERT INTO incident_events (incident, event) VALUES (:number, :event)', { number, event });
    return number;
  });
  return { numbers };
}

const insert = (db: Db, { monitor, openedAt }: IncidentChange['incident']) =>
  db.run("INSERT INTO incidents (monitor, opened_at, incident) VALUES (:monitor, :openedAt, '{}')", { monitor, openedAt }).lastId;

const toIncident = (row: Row) => JSON.parse(String(row.incident)) as Incident;

/** Newest first. */
export function page(
  db: Db,
  asked: { limit: number; before?: number | undefined; open?: boolean | undefined; monitor?: string | undefined },
): Incident[] {
  const { limit, before, open, monitor } = asked;
  // why: only what stands in the question itself finds its index
  const which = [
    before !== undefined && 'number < :before',
    monitor !== undefined && 'monitor = :monitor',
    open === true && 'recovered_at IS NULL',
  ].filter((condition) => condition !== false);
  const where = which.length > 0 ? `WHERE ${which.join(' AND ')}` : '';
  return db
    .all(`SELECT incident FROM incidents ${where} ORDER BY number DESC LIMIT :limit`, {
      limit,
      ...(before !== undefined && { before }),
      ...(monitor !== undefined && { monitor }),
    })
    .map(toIncident);
}

/** So many events are looked through for the last ends, and for so long (ms) before the very last event. */
const lastEvents = 1_000;
const lastMs = 60_000;

/** The incidents whose end was among the last things that were written, oldest first. */
export function lastEnded(db: Db): Incident[] {
  return db
    .all(
      `SELECT incident FROM incidents WHERE number IN (
         SELECT incident FROM incident_events WHERE id > (SELECT max(id) - :events FROM incident_events)
           AND json_extract(event, '$.kind') IN ('recovered', 'paused', 'removed')
           AND json_extract(event, '$.at') >= (SELECT json_extract(event, '$.at') - :ms FROM incident_events ORDER BY id DESC LIMIT 1)
       ) ORDER BY number`,
      { events: lastEvents, ms: lastMs },
    )
    .map(toIncident);
}

/** Those that are open, and those opened since a point in time (Unix ms), oldest first. */
export function recent(db: Db, { since }: { since: number }): Incident[] {
  return db
    .all(
      'SELECT number, incident FROM incidents WHERE recovered_at IS NULL UNION SELECT number, incident FROM incidents WHERE opened_at >= :since ORDER BY number',
      {
        since,
      },
    )
    .map(toIncident);
}

/** An incident with all that belongs to it. */
export function get(db: Db, { number }: { number: number }): { incident: Incident; events: IncidentEvent[]; notices: Notice[] } | null {
  const row = db.one('SELECT incident FROM incidents WHERE number = :number', { number });
  if (!row) return null;
  const events = db
    .all('SELECT event FROM incident_events WHERE incident = :number ORDER BY id', { number })
    .map((event) => JSON.parse(String(event.event)) as IncidentEvent);
  const notices = db
    .all(
      `SELECT notices.*, messages.state AS message_state, messages.failure AS message_failure
       FROM notices LEFT JOIN messages ON messages.id = notices.message WHERE incident = :number ORDER BY notices.id`,
      { number },
    )
    .map(toNotice);
  return { incident: toIncident(row), events, notices };
}

/** Who is to be told, of what, and when. */
export const wishOf = (row: Row): Omit<NoticeWish, 'key'> & { incident: number } => ({
  incident: Number(row.incident),
  kind: row.kind as NoticeKind,
  account: String(row.account),
  person: String(row.person),
  at: Number(row.at),
  dueAt: Number(row.due_at),
});

function toNotice(row: Row): Notice {
  const failure = (name: string) => (row[name] === null ? undefined : (JSON.parse(String(row[name])) as Failure));
  const own = failure('failure');
  const theirs = row.message_state === null || row.message_state === undefined ? undefined : failure('message_failure');
  return {
    id: String(row.id),
    ...wishOf(row),
    state: row.state as Notice['state'],
    ...(own && { failure: own }),
    ...(row.message !== null && {
      message: { id: String(row.message), state: String(row.message_state ?? 'sent'), ...(theirs && { failure: theirs }) },
    }),
  };
}

/** What was run on a target in a stretch of time, oldest first. */
export function runsOn(db: Db, asked: { target: string; from: number; to: number; limit: number }): Run[] {
  return db
    .all(
      `SELECT ${runColumns} FROM runs WHERE at BETWEEN :from AND :to
         AND EXISTS (SELECT 1 FROM json_each(runs.targets) WHERE value = :target) ORDER BY at LIMIT :limit`,
      asked,
    )
    .map(toRun);
}

/** Incidents that ended before a point in time (Unix ms) go, with all that belongs to them; so many at most. */
export function drop(db: Db, { before, limit }: { before: number; limit: number }): { dropped: number } {
  const numbers = db
    .all('SELECT number FROM incidents WHERE opened_at < :before AND recovered_at IS NOT NULL LIMIT :limit', { before, limit })
    .map(({ number }) => Number(number));
  for (const table of ['notices', 'incident_events'])
    db.run(`DELETE FROM ${table} WHERE incident IN (SELECT value FROM json_each(:numbers))`, { numbers });
  db.run('DELETE FROM incidents WHERE number IN (SELECT value FROM json_each(:numbers))', { numbers });
  return { dropped: numbers.length };
}
