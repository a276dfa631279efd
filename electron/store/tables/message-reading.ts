import type { Direction, MessageState, SendAttempt, SendRecord } from '../../../shared/message-log.ts';
import type { Failure } from '../../../shared/result.ts';
import type { Db, Row } from '../database.ts';
import type { FullMessageRecord, MessageRecord, RelativeRecord, RequestRecord, WireRecord } from '../records.ts';
import { messageOf, signatureOf, timingOf } from './derived.ts';
import { isReplay } from './replay-key.ts';

/** What stands in a row itself of its `MessageRecord`. */
export const ownColumns = `id, direction, account, at, type, event, person, xml, state, command, ms, deliveries, message, failure, answer,
  redacted, ${isReplay} AS is_replay`;

/** What a `MessageRecord` is made of. */
export const listColumns = `${ownColumns},
  EXISTS (SELECT 1 FROM messages AS reply WHERE reply.answers = messages.id) AS has_answer`;

/** The rows with these ids, as lists show them. */
export function byIds(db: Db, { ids }: { ids: string[] }): MessageRecord[] {
  return db
    .all(`SELECT ${listColumns} FROM messages WHERE id IN (SELECT value FROM json_each(:ids)) ORDER BY id DESC`, { ids: ids.map(Number) })
    .map(toRecord);
}

/** Everything known of one row, or null. */
export function get(db: Db, { id }: { id: string }): FullMessageRecord | null {
  const row = db.one(`SELECT *, ${listColumns} FROM messages WHERE id = :id`, { id: Number(id) });
  if (!row) return null;
  const relatives = relativesOf(db, row);
  const related = row.answers ?? relatives.find(({ as }) => as === 'answer')?.record.id;
  const redeliveries = json<number[]>(row.redeliveries);
  return {
    ...toWireRecord(row, related),
    relatives,
    ...(redeliveries && { redeliveries }),
    ...(row.picture !== null && { picture: String(row.picture) }),
  };
}

/** A row of `listColumns` and of those that tell of the wire. `related`: the id of the row that it answers, or that answers it. */
export function toWireRecord(row: Row, related: Row[string] | undefined): WireRecord {
  const request = json<RequestRecord>(row.request);
  const signature = signatureOf(row, request);
  return {
    ...toRecord(row),
    raw: String(row.raw),
    timing: timingOf(row),
    ...(request && { request }),
    ...(signature && { signature }),
    ...(related && { related: String(related) }),
    ...(row.replays !== null && { replays: String(row.replays) }),
    ...(row.queued_at !== null && { sending: toSendRecord(row) }),
  };
}

/** As many answers, and as many replays, are told of a row. */
const relativesTold = 20;

function relativesOf(db: Db, { id, answers, replays }: Row): RelativeRecord[] {
  const told = (as: RelativeRecord['as'], condition: string, value: Row[string] | undefined): RelativeRecord[] =>
    value === null || value === undefined
      ? []
      : db
          .all(`SELECT ${listColumns} FROM messages WHERE ${condition} = :value ORDER BY id LIMIT ${relativesTold}`, { value })
          .map((row) => ({ as, record: toRecord(row) }));
  return [
    ...told('answers', 'id', answers),
    ...told('replays', 'id', replays),
    ...told('answer', 'answers', id),
    ...told('replay', 'replays', id),
  ];
}

function toSendRecord(row: Row): SendRecord {
  const attempts = json<SendAttempt[]>(row.attempts) ?? [];
  return { attempts, tries: Number(row.tries), ...(row.next_at !== null && { nextAt: Number(row.next_at) }) };
}

/** A row of `listColumns` as lists show it. */
export function toRecord(row: Row): MessageRecord {
  const message = messageOf(row);
  const failure = json<Failure>(row.failure);
  return {
    id: String(row.id),
    direction: row.direction as Direction,
    account: String(row.account),
    at: Number(row.at),
    type: String(row.type),
    person: String(row.person),
    xml: String(row.xml),
    state: row.state as MessageState,
    deliveries: Number(row.deliveries),
    ...(row.event !== null && { event: String(row.event) }),
    ...(row.command !== null && { command: String(row.command) }),
    ...(row.ms !== null && { ms: Number(row.ms) }),
    ...(row.answer !== null && { answer: String(row.answer) }),
    ...(message && { message }),
    ...(failure && { failure }),
    ...(row.has_answer === 1 && { hasAnswer: true }),
    ...(row.redacted === 1 && { redacted: true }),
    ...(row.is_replay === 1 && { isReplay: true }),
  };
}

/** Rows were written by this file, so their JSON is trusted. */
function json<T>(column: Row[string] | undefined): T | undefined {
  return typeof column === 'string' ? (JSON.parse(column) as T) : undefined;
}
