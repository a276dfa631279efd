import { limits } from '../../../shared/limits.ts';
import type { SendAttempt } from '../../../shared/message-log.ts';
import type { TemplateMessage } from '../../../shared/notice-template.ts';
import type { Failure } from '../../../shared/result.ts';
import type { Db } from '../database.ts';
import type { CardSending, QueuedMessage } from '../records.ts';
import { indexAgain } from '../search/search-index.ts';
import { foldedPerson } from './folded-person.ts';
import { taken } from './template-results.ts';

/** How many attempts a row remembers: its first, the first that may have arrived, and its last ones. */
const attemptsKept = 20;
/** So many rows of an account are looked at: those under way, which are half of all places at the most, and as many to follow them. */
const headsOfAccount = limits.sendingsAtOnce;

/** A row that is still to be sent, with what its attempts tell. */
export interface Head extends QueuedMessage {
  /** Whose row it is: the same for every way to write that person's id. */
  queue: string;
  /** The attempts since it was queued that may have arrived: when the first of them began (Unix ms), and how many there were. */
  unsure?: { at: number; tries: number };
}

/**
 * The first row of each person that is still to be sent. Later rows of the same person wait for it, so that answers arrive
 * in their order. Of each account there are the most urgent only, and those of all accounts take turns, so that one with
 * many rows leaves room for the others.
 * @param now Unix ms: what was queued or tried after that, by a clock that was ahead, comes first, with 0 as its `nextAt`
 */
export function heads(db: Db, { limit, now }: { limit: number; now?: number }): Head[] {
  return accountsWithRows(db)
    .flatMap((account) => headsOf(db, account, now).map((head, place) => ({ head, place })))
    .sort((one, other) => one.place - other.place || one.head.nextAt - other.head.nextAt)
    .slice(0, limit)
    .map(({ head }) => head);
}

/** From account to account in the index, however many rows each has. Those of one that waits to come back wait with it. */
function accountsWithRows(db: Db): string[] {
  return db
    .all(
      `WITH RECURSIVE accounts (account) AS (SELECT min(account) FROM messages WHERE state = 'queued' UNION ALL
         SELECT (SELECT min(account) FROM messages WHERE state = 'queued' AND account > accounts.account) FROM accounts WHERE account IS NOT NULL)
       SELECT account FROM accounts
       WHERE account IS NOT NULL AND account NOT IN (SELECT id FROM main.accounts WHERE origin = 'gone')`,
    )
    .map(({ account }) => String(account));
}

/** By the index, which lists people as they are written. */
const firstOfEachSpelling = `(SELECT account, person, min(id) AS id FROM messages WHERE state = 'queued' AND account = :account GROUP BY person)`;

function headsOf(db: Db, account: string, now: number | undefined): Head[] {
  return db
    .all(
      `SELECT id, account, person, type, answer, picture, card, template, send_key, tries, queued_at,
         iif(next_at > :now AND max(queued_at, coalesce(attempts ->> '$[#-1].at', 0)) > :now, 0, next_at) AS due_at,
         iif(tries = 0, NULL, (SELECT json_object('at', min(value ->> 'at'), 'tries', count(*)) FROM json_each(attempts)
           WHERE value ->> '$.failure.code' = 'platform/unsure' AND value ->> 'at' >= queued_at)) AS unsure,
         ${foldedPerson('person')} AS queue
       FROM messages WHERE id IN (SELECT min(id) FROM ${firstOfEachSpelling} GROUP BY ${foldedPerson('person')})
       ORDER BY due_at, id LIMIT :limit`,
      { account, now, limit: headsOfAccount },
    )
    .map((row) => ({
      id: String(row.id),
      account: String(row.account),
      person: String(row.person),
      queue: String(row.queue),
      text: String(row.answer),
      ...(row.picture !== null && { picture: String(row.picture) }),
      // Written by messages.ts, so it is trusted.
      ...(row.card !== null && { card: JSON.parse(String(row.card)) as CardSending }),
      ...(row.template !== null && {
        template: { message: JSON.parse(String(row.template)) as TemplateMessage, isNow: row.type === 'template' },
      }),
      key: String(row.send_key),
      tries: Number(row.tries),
      nextAt: Number(row.due_at),
      queuedAt: Number(row.queued_at),
      ...(row.unsure !== null && unsureOf(String(row.unsure))),
    }));
}

function unsureOf(counted: string): Pick<Head, 'unsure'> {
  const { at, tries } = JSON.parse(counted) as { at: number | null; tries: number };
  return at === null ? {} : { unsure: { at, tries } };
}

/**
 * The platform has taken it. Of a card the text stays, which redaction knows about, and the code by which the card can be
 * changed; of a template message (`templateId`, the platform's name of it) everything, until the platform says that it
 * arrived.
 */
export function sent(db: Db, { id, attempt, responseCode, templateId }: SentAttempt): null {
  noteAttempt(db, id, attempt);
  const queuedAt = Number(db.one('SELECT queued_at FROM messages WHERE id = :id', { id })?.queued_at ?? attempt.at);
  db.run(
    `UPDATE messages SET state = 'sent', failure = NULL, next_at = NULL, ms = :ms, card = NULL, response_code = :responseCode
     WHERE id = :id AND state = 'queued'`,
    { id, responseCode, ms: Math.max(0, attempt.at - queuedAt) + attempt.ms },
  );
  if (templateId === undefined) db.run("UPDATE messages SET template = NULL WHERE id = :id AND state = 'sent'", { id });
  else taken(db, { id, message: templateId });
  return null;
}

interface SentAttempt {
  id: string;
  attempt: SendAttempt;
  responseCode?: string | undefined;
  templateId?: string | undefined;
}

/**
 * What these accounts have sent, or may have, since a point in time each (Unix ms), and until when that took. Nobody can tell
 * what was under way when the program was killed: it is the first row of each person, and may arrive until now.
 */
export function sentSince(
  db: Db,
  { since, now }: { since: Record<string, number>; now: number },
): { account: string; person: string; at: number }[] {
  const underWay = heads(db, { limit: limits.outboxHeads, now }).filter(
    ({ account, nextAt, card }) => Object.hasOwn(since, account) && nextAt <= now && card?.kind !== 'update',
  );
  const tried = Object.entries(since).flatMap(([account, from]) => triedSince(db, account, from));
  return [...tried, ...underWay.map(({ account, person }) => ({ account, person, at: now }))];
}

/** A row has the attempts that fit only if the last one does. */
function triedSince(db: Db, account: string, from: number) {
  const lastEnd = "(attempts ->> '$[#-1].at') + (attempts ->> '$[#-1].ms')";
  return db
    .all(
      `SELECT person, value ->> 'at' + value ->> 'ms' AS ended FROM messages, json_each(attempts)
       WHERE account = :account AND attempts IS NOT NULL AND ${lastEnd} >= :from AND messages.type <> 'update_button'
         AND ended >= :from AND coalesce(value ->> '$.failure.code', 'platform/unsure') = 'platform/unsure'`,
      { account, from },
    )
    .map(({ person, ended }) => ({ account, person: String(person), at: Number(ended) }));
}

/**
 * What is known of a failed attempt. `instead` is a text that takes the place of the card that can't be sent; with
 * `asTemplate` the row's template message takes the place of its text.
 */
export interface FailedAttempt {
  id: string;
  attempt: SendAttempt;
  nextAt: number | null;
  failure: Failure;
  instead?: string | undefined;
  asTemplate?: boolean | undefined;
}

/**
 * An attempt has failed: again at `nextAt` (Unix ms), or never by itself where that is null; or as a text, at once. What was
 * queued by a clock that was ahead is as old as its first attempt by the right one.
 */
export function failed(db: Db, { id, attempt, nextAt, failure, instead, asTemplate }: FailedAttempt): null {
  noteAttempt(db, id, attempt);
  if (asTemplate) return sendTemplateInstead(db, { id, at: attempt.at });
  if (instead !== undefined) return sendTextInstead(db, { id, at: attempt.at, text: instead });
  db.run(
    `UPDATE messages SET state = iif(:nextAt IS NULL, 'dead', 'queued'), next_at = :nextAt, tries = tries + 1, failure = :failure,
       queued_at = min(queued_at, :at)
     WHERE id = :id AND state = 'queued'`,
    { id, nextAt, failure, at: attempt.at },
  );
  return null;
}

/** It is another message to the platform, so it has another key; whoever waits for it, waits from now on. */
function sendTextInstead(db: Db, row: { id: string; at: number; text: string }): null {
  const { changes } = db.run(
    `UPDATE messages SET type = 'text', answer = :text, card = NULL, send_key = send_key || ' text', queued_at = :at, next_at = :at, tries = 0
     WHERE id = :id AND state = 'queued'`,
    row,
  );
  if (changes > 0) indexAgain(db, row.id);
  return null;
}

function sendTemplateInstead(db: Db, row: { id: string; at: number }): null {
  const { changes } = db.run(
    `UPDATE messages SET type = 'template', answer = json_extract(template, '$.text'), send_key = send_key || ' template',
       queued_at = :at, next_at = :at, tries = 0
     WHERE id = :id AND state = 'queued' AND template IS NOT NULL`,
    row,
  );
  if (changes > 0) indexAgain(db, row.id);
  return null;
}

function noteAttempt(db: Db, id: string, attempt: SendAttempt): void {
  db.run(
    `UPDATE messages SET attempts = json_insert(
       CASE WHEN json_array_length(coalesce(attempts, '[]')) >= :kept
         THEN json_remove(attempts, iif(attempts ->> '$[1].failure.code' = 'platform/unsure', '$[2]', '$[1]'))
         ELSE coalesce(attempts, '[]') END,
       '$[#]', json(:attempt)) WHERE id = :id`,
    { id, attempt, kept: attemptsKept },
  );
}

/**
 * Puts dead letters back into the outbox, or also those that were put aside, as if they were new: what was tried by a clock
 * that was ahead was before that as well. Tells which of the rows it did that with.
 */
export function again(
  db: Db,
  { ids, now, asideToo = false }: { ids: string[]; now: number; asideToo?: boolean | undefined },
): { changed: string[] } {
  return changeRows(
    db,
    `UPDATE messages SET state = 'queued', queued_at = :now, next_at = :now, tries = 0,
       attempts = (SELECT json_group_array(json_set(value, '$.at', min(value ->> 'at', :now - 1)) ORDER BY key) FROM json_each(attempts))
     WHERE ${isAmong} AND (state = 'dead' OR (:asideToo AND state = 'aside')) RETURNING id`,
    { ids, now, asideToo },
  );
}

/** Puts dead letters aside: they needn't be sent any more. Tells which of the rows were some. */
export function putAside(db: Db, { ids }: { ids: string[] }): { changed: string[] } {
  return changeRows(db, `UPDATE messages SET state = 'aside' WHERE ${isAmong} AND state = 'dead' RETURNING id`, { ids });
}

/** Makes those that were put aside dead letters again. Tells which of the rows were some. */
export function takeBack(db: Db, { ids }: { ids: string[] }): { changed: string[] } {
  return changeRows(db, `UPDATE messages SET state = 'dead' WHERE ${isAmong} AND state = 'aside' RETURNING id`, { ids });
}

const isAmong = 'id IN (SELECT CAST(value AS INTEGER) FROM json_each(:ids))';

function changeRows(db: Db, sql: string, { ids, ...values }: { ids: string[]; now?: number; asideToo?: boolean }): { changed: string[] } {
  return { changed: db.all(sql, { ids, ...values }).map(({ id }) => String(id)) };
}

/**
 * What waits for an account's recovery is tried at once: it works again. Gives back how many rows that were.
 * @param but these wait on, and so does what may have arrived
 */
export function hurry(db: Db, { account, now, but }: { account: string; now: number; but?: readonly string[] }): { count: number } {
  const { changes } = db.run(
    `UPDATE messages SET next_at = :now WHERE state = 'queued' AND account = :account AND next_at > :now
       AND (:but IS NULL OR (id NOT IN (SELECT value FROM json_each(:but)) AND failure ->> '$.code' IS NOT 'platform/unsure'))`,
    { account, now, but },
  );
  return { count: changes };
}

/** Answers that waited to be fetched go out by themselves once their account can send. Gives back their ids. */
export function adopt(db: Db, { account, now }: { account: string; now: number }): { ids: string[] } {
  const rows = db.all(
    `UPDATE messages INDEXED BY messages_late SET state = 'queued', queued_at = :now, next_at = :now
     WHERE state = 'late' AND account = :account RETURNING id`,
    { account, now },
  );
  return { ids: rows.map(({ id }) => String(id)) };
}
