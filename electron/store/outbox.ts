import type { SendAttempt } from '../../shared/message-log.ts';
import type { Failure } from '../../shared/result.ts';
import type { Db } from './database.ts';
import type { QueuedMessage } from './records.ts';

/** How many attempts a row remembers: its first and its last ones. */
const attemptsKept = 20;

/**
 * The first row of each person that is still to be sent, the most urgent first. Later rows of the same person wait for
 * it, so that answers arrive in their order.
 */
export function heads(db: Db, { limit }: { limit: number }): QueuedMessage[] {
  return db
    .all(
      `SELECT id, account, person, answer, picture, send_key, tries, next_at, queued_at FROM messages
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
      key: String(row.send_key),
      tries: Number(row.tries),
      nextAt: Number(row.next_at),
      queuedAt: Number(row.queued_at),
    }));
}

/** The platform has taken it. */
export function sent(db: Db, { id, attempt }: { id: string; attempt: SendAttempt }): null {
  noteAttempt(db, id, attempt);
  db.run("UPDATE messages SET state = 'sent', failure = NULL, next_at = NULL, ms = :ms WHERE id = :id AND state = 'queued'", {
    id,
    ms: attempt.at + attempt.ms - Number(db.one('SELECT queued_at FROM messages WHERE id = :id', { id })?.queued_at ?? attempt.at),
  });
  return null;
}

/** An attempt has failed: again at `nextAt` (Unix ms), or never by itself where that is null. */
export function failed(
  db: Db,
  { id, attempt, nextAt, failure }: { id: string; attempt: SendAttempt; nextAt: number | null; failure: Failure },
): null {
  noteAttempt(db, id, attempt);
  db.run(
    `UPDATE messages SET state = iif(:nextAt IS NULL, 'dead', 'queued'), next_at = :nextAt, tries = tries + 1, failure = :failure
     WHERE id = :id AND state = 'queued'`,
    { id, nextAt, failure },
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
    `UPDATE messages SET state = 'queued', queued_at = :now, next_at = :now WHERE state = 'late' AND account = :account RETURNING id`,
    { account, now },
  );
  return { ids: rows.map(({ id }) => String(id)) };
}
