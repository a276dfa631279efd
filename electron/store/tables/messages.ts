import { limits } from '../../../shared/limits.ts';
import type { MessageState } from '../../../shared/message-log.ts';
import type { Db, Row } from '../database.ts';
import type {
  AnswerChange,
  AnswerRecord,
  Arrival,
  ArrivalReceipt,
  KeptAnswer,
  MinuteRecord,
  Outcome,
  RefusalRecord,
  UnfinishedMessage,
} from '../records.ts';
import { isNotable } from '../search/search-few.ts';
import { rowsInSpans, spansSince } from '../search/search-index.ts';
import { type ArrivalRow, arrivalColumns, toRow } from './arrival-columns.ts';
import { isReplay } from './replay-key.ts';

const insertArrival = `
  INSERT INTO messages (direction, ${arrivalColumns.join(', ').replace('dedupeKey', 'dedupe_key')})
  VALUES ('in'${', ?'.repeat(arrivalColumns.length)})
  ON CONFLICT (account, dedupe_key) WHERE dedupe_key IS NOT NULL DO NOTHING`;

/**
 * Puts an arrival on disk, or says that it was there already. The unique index decides, so that of two deliveries at
 * the same time exactly one is fresh.
 */
export function receive(db: Db, arrival: Arrival | ArrivalRow): ArrivalReceipt {
  const values = Array.isArray(arrival) ? arrival : toRow(arrival);
  const { changes, lastId } = db.insert(insertArrival, values);
  if (changes === 1) return { id: String(lastId), fresh: true };
  const row = countDelivery(db, { account: values[0], dedupeKey: values[1], at: Number(values[2]) });
  if (!row) throw new Error('an arrival that is neither new nor known');
  const id = String(row.id);
  const answer = answerOf(db, id);
  return {
    id,
    fresh: false,
    at: Number(row.at),
    state: row.state as MessageState,
    deliveries: Number(row.deliveries),
    ...(answer && { answer }),
  };
}

/** The times of so many redeliveries are remembered, the last ones. */
const redeliveriesKept = 10;

function countDelivery(db: Db, key: { account: string; dedupeKey: string; at: number }): Row | undefined {
  return db.one(
    `UPDATE messages SET deliveries = deliveries + 1, redeliveries = json_insert(
       CASE WHEN json_array_length(coalesce(redeliveries, '[]')) >= :kept THEN json_remove(redeliveries, '$[0]') ELSE coalesce(redeliveries, '[]') END,
       '$[#]', :at)
     WHERE account = :account AND dedupe_key = :dedupeKey RETURNING id, messages.at, state, deliveries`,
    { ...key, kept: redeliveriesKept },
  );
}

/**
 * The first answer that a redelivery waits for. The promise of an answer is none; what an admin wrote by hand is one where
 * it went into the response, or waits to be fetched. Rows of earlier versions have no key.
 */
function answerOf(db: Db, id: string): KeptAnswer | undefined {
  const row = db.one(
    `SELECT id, raw, answer, state FROM messages
     WHERE answers = :id AND (send_key IS NULL OR (send_key NOT GLOB 'promise *'
       AND (send_key NOT GLOB 'hand *' OR queued_at IS NULL))) ORDER BY id LIMIT 1`,
    { id },
  );
  return row && { id: String(row.id), raw: String(row.raw), text: String(row.answer), state: row.state as MessageState };
}

/** Says that the command of a message that waited, or was only received, is about to run; one that has run is not started again. */
export function start(db: Db, { id, command }: { id: string; command: string }): { isStarted: boolean } {
  const { changes } = db.run(
    "UPDATE messages SET state = 'running', command = :command WHERE id = :id AND state IN ('received', 'waiting')",
    { id, command },
  );
  return { isStarted: changes === 1 };
}

/** The row of a message that was delivered before. */
export function idOf(db: Db, key: { account: string; dedupeKey: string }): { id: string | null } {
  const row = db.one('SELECT id FROM messages WHERE account = :account AND dedupe_key = :dedupeKey', key);
  return { id: row ? String(row.id) : null };
}

/** The key of a row that is a replay. */
export function replayKeyOf(db: Db, { id }: { id: string }): { key: string | null } {
  const row = db.one(`SELECT dedupe_key FROM messages WHERE id = :id AND ${isReplay}`, { id: Number(id) });
  return { key: row ? String(row.dedupe_key) : null };
}

/**
 * Counts one more delivery of a message whose first delivery is still being worked on.
 * @param key `at` is when it came in (Unix ms); without it, it came in now
 */
export function redelivered(db: Db, key: { account: string; dedupeKey: string; at?: number | undefined }): { id: string | null } {
  const row = countDelivery(db, { ...key, at: key.at ?? Date.now() });
  return { id: row ? String(row.id) : null };
}

/** Writes down what came of an arrival, and its answers where there are any, in one go. Gives back the answers' ids. */
export function finish(db: Db, outcome: Outcome): { answerIds: string[] } {
  db.run('UPDATE messages SET state = :state, ms = :ms, timing = :timing, failure = :failure WHERE id = :id', {
    id: outcome.id,
    state: outcome.state,
    ms: outcome.ms,
    timing: outcome.timing,
    failure: outcome.failure,
  });
  return { answerIds: outcome.answers.map((answer) => addAnswer(db, { id: outcome.id, answer })) };
}

/** Fills up how long each step took of messages that were done when they were stored. */
export function completeTimings(db: Db, { rows }: { rows: { id: string; ms: number; timing: string }[] }): null {
  for (const row of rows) db.run("UPDATE messages SET ms = :ms, timing = :timing WHERE id = :id AND state = 'done'", row);
  return null;
}

/**
 * Adds an answer to the message `id`. One with a key that is there already is not added again. It belongs to the
 * message's command, but for a reply by hand. Gives back its id.
 */
export function addAnswer(db: Db, { id, answer }: { id: string; answer: AnswerRecord }): string {
  const { key, at, type, xml, raw, text, state, picture, card } = answer;
  const { changes, lastId } = db.run(
    `INSERT INTO messages (direction, account, at, type, person, xml, raw, state, command, answer, answers, picture, card, send_key, queued_at, next_at)
     SELECT 'out', account, :at, :type, person, :xml, :raw, :state, iif(:key GLOB 'hand *', NULL, command), :text, id, :picture, :card, :key,
       iif(:state = 'queued', :at, NULL), iif(:state = 'queued', :at, NULL)
     FROM messages WHERE id = :id
     ON CONFLICT (send_key) WHERE send_key IS NOT NULL DO NOTHING`,
    { id, key, at, type, xml, raw, text, state, picture, card },
  );
  return String(changes === 1 ? lastId : db.one('SELECT id FROM messages WHERE send_key = :key', { key })?.id);
}

/**
 * Says what became of an answer that is not in the outbox yet: sealed and given to a delivery, without anybody who
 * waits for it, or off to the outbox.
 */
export function setAnswer(db: Db, answer: AnswerChange): { changed: boolean } {
  const { changes } = db.run(
    `UPDATE messages SET state = :state, xml = coalesce(:xml, xml), raw = coalesce(:raw, raw),
       queued_at = iif(:state = 'queued', :at, queued_at), next_at = iif(:state = 'queued', :at, NULL)
     WHERE id = :id AND direction = 'out' AND state IN ('sent', 'late')`,
    { ...answer },
  );
  return { changed: changes > 0 };
}

/** The oldest answer that waits for this person to fetch it, and how many there are. */
export function oldestLate(db: Db, who: { account: string; person: string }): { count: number; answer: KeptAnswer | null } {
  const rows = db.all(
    `SELECT id, raw, answer, state FROM messages INDEXED BY messages_late
     WHERE state = 'late' AND account = :account AND person = :person ORDER BY id LIMIT 100`,
    who,
  );
  const [row] = rows;
  return {
    count: rows.length,
    answer: row ? { id: String(row.id), raw: String(row.raw), text: String(row.answer), state: 'late' } : null,
  };
}

/** Records a request that was not let in; the oldest such rows make room, first those of strangers. */
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

/** Of refused requests up to this id those are left whose signature was right. */
const siftedUpTo = new WeakMap<Db, number>();

/** Of those beyond the latest the ones whose signature was right have a share of their own; the others go. */
function dropOldRefusals(db: Db): void {
  const upTo = refusalBehind(db, limits.refusalsKept);
  db.run(
    `DELETE FROM messages INDEXED BY messages_refused
     WHERE direction = 'refused' AND id > :from AND id <= :upTo AND NOT coalesce(signature ->> '$.matches', 0)`,
    { from: siftedUpTo.get(db) ?? 0, upTo },
  );
  siftedUpTo.set(db, upTo);
  db.run("DELETE FROM messages INDEXED BY messages_refused WHERE direction = 'refused' AND id <= :upTo", {
    upTo: refusalBehind(db, limits.refusalsKept + limits.signedRefusalsKept),
  });
}

/** The newest refused request behind the latest so many; 0 where there are no more. */
function refusalBehind(db: Db, latest: number): number {
  const row = db.one("SELECT id FROM messages WHERE direction = 'refused' ORDER BY id DESC LIMIT 1 OFFSET :latest", { latest });
  return Number(row?.id ?? 0);
}

/**
 * Messages whose command had not ended when the program did, oldest first: those that ran, and those that waited their
 * turn.
 */
export function unfinished(db: Db): UnfinishedMessage[] {
  return db
    .all("SELECT id, account, at, state, xml, dedupe_key, redacted FROM messages WHERE state IN ('running', 'waiting') ORDER BY id")
    .map((row) => ({
      id: String(row.id),
      account: String(row.account),
      at: Number(row.at),
      state: row.state as UnfinishedMessage['state'],
      xml: String(row.xml),
      dedupeKey: String(row.dedupe_key),
      redacted: row.redacted === 1,
    }));
}

/** Counts by minute since a point in time (Unix ms), oldest first; minutes without a row are left out. */
export function minutes(db: Db, { since }: { since: number }): MinuteRecord[] {
  return db
    .all(
      `SELECT at / 60000 * 60000 AS minute, sum(direction = 'in') AS "in", sum(direction = 'out') AS "out",
              sum(direction = 'refused') AS refused, sum(direction = 'in' AND command IS NOT NULL) AS commands
       FROM ${rowsInSpans} WHERE at >= :since GROUP BY minute ORDER BY minute`,
      { spans: spansSince(db, since), since },
    )
    .map((row) => ({
      minute: Number(row.minute),
      in: Number(row.in),
      out: Number(row.out),
      refused: Number(row.refused),
      commands: Number(row.commands),
    }));
}

/** Arrivals are looked for among so many of the newest ids: there is no index, because each row would pay for it. */
const arrivalsLookedThrough = 50_000;

/** When each account last heard from WeChat (Unix ms). Accounts that were quiet for very many rows are left out. */
export function lastArrivals(db: Db): Record<string, number> {
  // Of the columns that are in no function SQLite takes those of the row with the greatest id.
  const rows = db.all(
    `SELECT account, at, max(id) FROM messages
     WHERE id > (SELECT coalesce(max(id), 0) FROM messages) - :looked AND direction = 'in' AND NOT ${isReplay}
       AND id > (SELECT messages_after FROM accounts WHERE accounts.id = messages.account)
     GROUP BY account`,
    { looked: arrivalsLookedThrough },
  );
  return Object.fromEntries(rows.map((row) => [String(row.account), Number(row.at)]));
}

/** The ids of answers that have not reached their person, by state. */
export function openAnswers(db: Db): Record<'late' | 'queued' | 'dead', string[]> {
  const ids = (where: string) => db.all(`SELECT id FROM messages WHERE ${where}`).map((row) => String(row.id));
  return { late: ids("state = 'late'"), queued: ids("state = 'queued'"), dead: ids(`${isNotable} AND state = 'dead'`) };
}
