import { limits } from '../../shared/limits.ts';
import type { Direction, MessageState, SignatureCheck } from '../../shared/message-log.ts';
import type { Failure } from '../../shared/result.ts';
import type { WechatMessage } from '../../shared/wechat-message.ts';
import type { Db, Row } from './database.ts';
import type {
  AnswerRecord,
  Arrival,
  ArrivalReceipt,
  FullMessageRecord,
  MessageRecord,
  MinuteRecord,
  Outcome,
  RefusalRecord,
  RequestRecord,
} from './records.ts';

/**
 * Puts an arrival on disk, or says that it was there already. The unique index decides, so that of two deliveries at
 * the same time exactly one is fresh.
 */
export function receive(db: Db, arrival: Arrival): ArrivalReceipt {
  const { message } = arrival;
  const row = db.one(
    `INSERT INTO messages (direction, account, at, type, event, person, dedupe_key, xml, raw, message, state, command, request, signature)
     VALUES ('in', :account, :at, :type, :event, :person, :dedupeKey, :xml, :raw, :message, :state, :command, :request, :signature)
     ON CONFLICT (account, dedupe_key) WHERE dedupe_key IS NOT NULL DO UPDATE SET deliveries = deliveries + 1
     RETURNING id, state, deliveries`,
    {
      account: arrival.account,
      at: arrival.at,
      type: message.type,
      event: message.type === 'event' ? message.event : undefined,
      person: message.from,
      dedupeKey: arrival.dedupeKey,
      xml: arrival.xml,
      raw: arrival.raw,
      message,
      state: arrival.state,
      command: arrival.command,
      request: arrival.request,
      signature: arrival.signature,
    },
  );
  if (!row) throw new Error('an insert that returned no row');
  const id = String(row.id);
  if (row.deliveries === 1) return { id, fresh: true };
  const answer = answerOf(db, id);
  return { id, fresh: false, state: row.state as MessageState, ...(answer && { answer }) };
}

function answerOf(db: Db, id: string) {
  const row = db.one('SELECT id, raw, state FROM messages WHERE answers = :id', { id });
  return row && { id: String(row.id), raw: String(row.raw), state: row.state as MessageState };
}

/** Says that the command of a message that was only received is about to run. */
export function start(db: Db, { id, command }: { id: string; command: string }): null {
  db.run("UPDATE messages SET state = 'running', command = :command WHERE id = :id", { id, command });
  return null;
}

/** Counts one more delivery of a message whose first delivery is still being worked on. */
export function redelivered(db: Db, key: { account: string; dedupeKey: string }): { id: string | null } {
  const row = db.one(
    'UPDATE messages SET deliveries = deliveries + 1 WHERE account = :account AND dedupe_key = :dedupeKey RETURNING id',
    key,
  );
  return { id: row ? String(row.id) : null };
}

/** Writes down what came of an arrival, and its answer where there is one, in one go. Gives back the answer's id. */
export function finish(db: Db, outcome: Outcome): { answerId?: string } {
  db.run('UPDATE messages SET state = :state, ms = :ms, timing = :timing, failure = :failure WHERE id = :id', {
    id: outcome.id,
    state: outcome.state,
    ms: outcome.ms,
    timing: outcome.timing,
    failure: outcome.failure,
  });
  if (!outcome.answer) return {};
  const { answer } = outcome;
  const { lastId } = db.run(
    `INSERT INTO messages (direction, account, at, type, person, xml, raw, state, command, answer, answers)
     SELECT 'out', account, :at, :type, person, :xml, :raw, :state, command, :answer, id FROM messages WHERE id = :id`,
    { id: outcome.id, at: answer.at, type: answer.type, xml: answer.xml, raw: answer.raw, state: answer.state, answer: answer.text },
  );
  return { answerId: String(lastId) };
}

/** Says whether anybody got an answer: a redelivery may have taken a late one, or the last that waited has gone. */
export function setAnswerState(db: Db, answer: { id: string; state: AnswerRecord['state'] }): null {
  db.run("UPDATE messages SET state = :state WHERE id = :id AND direction = 'out'", answer);
  return null;
}

/** Records a request that was not let in; the oldest such rows make room. */
export function refuse(db: Db, refusal: RefusalRecord): { id: string } {
  const { lastId } = db.run(
    `INSERT INTO messages (direction, account, at, type, raw, state, ms, request, signature, failure)
     VALUES ('refused', :account, :at, :type, :raw, 'refused', :ms, :request, :signature, :failure)`,
    {
      account: refusal.account,
      at: refusal.at,
      type: refusal.failure.code,
      raw: refusal.raw,
      ms: refusal.ms,
      request: refusal.request,
      signature: refusal.signature,
      failure: refusal.failure,
    },
  );
  if (lastId % 100 === 0) dropOldRefusals(db);
  return { id: String(lastId) };
}

function dropOldRefusals(db: Db): void {
  db.run(
    `DELETE FROM messages WHERE direction = 'refused' AND id <= (
       SELECT id FROM messages WHERE direction = 'refused' ORDER BY id DESC LIMIT 1 OFFSET :kept)`,
    { kept: limits.refusalsKept },
  );
}

/**
 * At start: commands that ran when the program ended are marked, and never run again by themselves. Messages that were
 * only received stay so: nothing was done about them yet, so a redelivery may still be worked on.
 */
export function interrupt(db: Db): { count: number } {
  const { changes } = db.run("UPDATE messages SET state = 'interrupted' WHERE state = 'running'");
  return { count: changes };
}

const listColumns = 'id, direction, account, at, type, event, person, xml, state, command, ms, deliveries, message, failure, answer';

/** One keyset page, newest first. */
export function page(
  db: Db,
  { limit, before }: { limit: number; before?: string | undefined },
): { items: MessageRecord[]; next: string | null } {
  const rows = db.all(`SELECT ${listColumns} FROM messages WHERE id < :before ORDER BY id DESC LIMIT :count`, {
    before: before === undefined ? Number.MAX_SAFE_INTEGER : Number(before),
    count: limit + 1,
  });
  const items = rows.slice(0, limit).map(toRecord);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last ? last.id : null };
}

/** The rows with these ids, as lists show them. */
export function byIds(db: Db, { ids }: { ids: string[] }): MessageRecord[] {
  return db
    .all(`SELECT ${listColumns} FROM messages WHERE id IN (SELECT value FROM json_each(:ids)) ORDER BY id DESC`, { ids: ids.map(Number) })
    .map(toRecord);
}

/** Everything known of one row, or null. */
export function get(db: Db, { id }: { id: string }): FullMessageRecord | null {
  const row = db.one('SELECT * FROM messages WHERE id = :id', { id: Number(id) });
  if (!row) return null;
  const related = row.answers ?? answerOf(db, id)?.id;
  const request = json<RequestRecord>(row.request);
  const signature = json<SignatureCheck>(row.signature);
  return {
    ...toRecord(row),
    raw: String(row.raw),
    timing: json(row.timing) ?? [],
    ...(request && { request }),
    ...(signature && { signature }),
    ...(related && { related: String(related) }),
  };
}

/** Counts by minute since a point in time (Unix ms), oldest first; minutes without a row are left out. */
export function minutes(db: Db, { since }: { since: number }): MinuteRecord[] {
  return db
    .all(
      `SELECT at / 60000 * 60000 AS minute, sum(direction = 'in') AS "in", sum(direction = 'out') AS "out",
              sum(direction = 'refused') AS refused, sum(direction = 'in' AND command IS NOT NULL) AS commands
       FROM messages WHERE at >= :since GROUP BY minute ORDER BY minute`,
      { since },
    )
    .map((row) => ({
      minute: Number(row.minute),
      in: Number(row.in),
      out: Number(row.out),
      refused: Number(row.refused),
      commands: Number(row.commands),
    }));
}

/** When each account last heard from WeChat (Unix ms). */
export function lastArrivals(db: Db): Record<string, number> {
  const rows = db.all(
    `SELECT id, (SELECT at FROM messages WHERE account = accounts.id AND direction = 'in' ORDER BY id DESC LIMIT 1) AS at FROM accounts`,
  );
  return Object.fromEntries(rows.filter((row) => row.at !== null).map((row) => [String(row.id), Number(row.at)]));
}

/** The ids of answers that are ready and that nobody has got. */
export function lateAnswers(db: Db): string[] {
  return db.all("SELECT id FROM messages WHERE state = 'late'").map((row) => String(row.id));
}

function toRecord(row: Row): MessageRecord {
  const message = json<WechatMessage>(row.message);
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
  };
}

/** Rows were written by this file, so their JSON is trusted. */
function json<T>(column: Row[string] | undefined): T | undefined {
  return typeof column === 'string' ? (JSON.parse(column) as T) : undefined;
}
