import type { SendAttempt } from '../../shared/message-log.ts';
import type { TemplateMessage } from '../../shared/notice-template.ts';
import type { Failure } from '../../shared/result.ts';
import type { Db } from './database.ts';
import type { CardSending, QueuedMessage } from './records.ts';
import { taken } from './template-results.ts';

/** How many attempts a row remembers: its first and its last ones. */
const attemptsKept = 20;

/**
 * The first row of each person that is still to be sent, the most urgent first. Later rows of the same person wait for
 * it, so that answers arrive in their order.
 */
export function heads(db: Db, { limit }: { limit: number }): QueuedMessage[] {
  return db
    .all(
      `SELECT id, account, person, type, answer, picture, card, template, send_key, tries, next_at, queued_at FROM messages
       WHERE id IN (SELECT min(id) FROM messages WHERE state = 'queued' GROUP BY account, person)
       ORDER BY next_at, id LIMIT :limit`,
      { limit },
    )
    .map((row) => ({
      id: String(row.id),
      account: String(row.account),
      person: String(row.person),
      text: String(row.answer),
      ...(row.picture !== null && { picture: String(row.picture) }),
      // Written by messages.ts, so it is trusted.
      ...(row.card !== null && { card: JSON.parse(String(row.card)) as CardSending }),
      ...(row.template !== null && {
        template: { message: JSON.parse(String(row.template)) as TemplateMessage, isNow: row.type === 'template' },
      }),
      key: String(row.send_key),
      tries: Number(row.tries),
      nextAt: Number(row.next_at),
      queuedAt: Number(row.queued_at),
    }));
}

/**
 * The platform has taken it. Of a card the text stays, which redaction knows about, and the code by which the card can be
 * changed; of a template message (`templateId`, the platform's name of it) everything, until the platform says that it
 * arrived.
 */
export function sent(db: Db, { id, attempt, responseCode, templateId }: SentAttempt): null {
  noteAttempt(db, id, attempt);
  db.run(
    `UPDATE messages SET state = 'sent', failure = NULL, next_at = NULL, ms = :ms, card = NULL, response_code = :responseCode
     WHERE id = :id AND state = 'queued'`,
    {
      ...{ id, responseCode },
      ms: attempt.at + attempt.ms - Number(db.one('SELECT queued_at FROM messages WHERE id = :id', { id })?.queued_at ?? attempt.at),
    },
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

/** An attempt has failed: again at `nextAt` (Unix ms), or never by itself where that is null; or as a text, at once. */
export function failed(db: Db, { id, attempt, nextAt, failure, instead, asTemplate }: FailedAttempt): null {
  noteAttempt(db, id, attempt);
  if (asTemplate) return sendTemplateInstead(db, { id, at: attempt.at });
  if (instead !== undefined) return sendTextInstead(db, { id, at: attempt.at, text: instead });
  db.run(
    `UPDATE messages SET state = iif(:nextAt IS NULL, 'dead', 'queued'), next_at = :nextAt, tries = tries + 1, failure = :failure
     WHERE id = :id AND state = 'queued'`,
    { id, nextAt, failure },
  );
  return null;
}

/** It is another message to the platform, so it has another key; whoever waits for it, waits from now on. */
function sendTextInstead(db: Db, row: { id: string; at: number; text: string }): null {
  db.run(
    `UPDATE messages SET type = 'text', answer = :text, card = NULL, send_key = send_key || ' text', queued_at = :at, next_at = :at, tries = 0
     WHERE id = :id AND state = 'queued'`,
    row,
  );
  return null;
}

function sendTemplateInstead(db: Db, row: { id: string; at: number }): null {
  db.run(
    `UPDATE messages SET type = 'template', answer = json_extract(template, '$.text'), send_key = send_key || ' template',
       queued_at = :at, next_at = :at, tries = 0
     WHERE id = :id AND state = 'queued' AND template IS NOT NULL`,
    row,
  );
  return null;
}

function noteAttempt(db: Db, id: string, attempt: SendAttempt): void {
  db.run(
    `UPDATE messages SET attempts = json_insert(
       CASE WHEN json_array_length(coalesce(attempts, '[]')) >= :kept THEN json_remove(attempts, '$[1]') ELSE coalesce(attempts, '[]') END,
       '$[#]', json(:attempt)) WHERE id = :id`,
    { id, attempt, kept: attemptsKept },
  );
}

/** Puts a dead letter back into the outbox, as if it were new. Tells whether there was one. */
export function again(db: Db, { id, now }: { id: string; now: number }): { queued: boolean } {
  const { changes } = db.run(
    "UPDATE messages SET state = 'queued', queued_at = :now, next_at = :now, tries = 0 WHERE id = :id AND state = 'dead'",
    { id, now },
  );
  return { queued: changes > 0 };
}

/** What waits for an account's recovery is tried at once: it works again. Gives back how many rows that were. */
export function hurry(db: Db, { account, now }: { account: string; now: number }): { count: number } {
  const { changes } = db.run("UPDATE messages SET next_at = :now WHERE state = 'queued' AND account = :account AND next_at > :now", {
    account,
    now,
  });
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
