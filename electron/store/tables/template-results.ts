import type { Failure } from '../../../shared/result.ts';
import type { Db } from '../database.ts';

/** What the platform says of a template message that it took earlier. */
export interface TemplateResult {
  account: string;
  person: string;
  /** The platform's id of the message. */
  message: string;
  /** Absent where it arrived. */
  failure?: Failure | undefined;
}

/** So many results wait for their messages to be written down. */
const mostWaiting = 500;

/**
 * Ids of 19 digits lose their last ones where JSON is read as numbers; of one person's messages the rest still tells which
 * one is meant.
 */
const comparable = (id: string) => (/^\d+$/.test(id) ? String(Number(id)) : id);

/**
 * Marks the row of a template message that did not arrive, as somebody has to look. Told twice, it counts once. Gives back
 * the rows that have changed.
 */
export function settle(db: Db, { account, person, message, failure }: TemplateResult): { changed: string[] } {
  const which = { account, person, message: comparable(message) };
  const row = db.one('SELECT id FROM messages WHERE template_id = :message AND account = :account AND person = :person', which);
  if (row) return { changed: conclude(db, String(row.id), failure) };
  db.run(
    `INSERT INTO template_results (account, person, message, failure) VALUES (:account, :person, :message, :failure)
     ON CONFLICT DO NOTHING`,
    { ...which, failure },
  );
  db.run('DELETE FROM template_results WHERE id <= (SELECT max(id) FROM template_results) - :most', { most: mostWaiting });
  return { changed: [] };
}

/** The platform has taken the template message of a row; what it has said of it already counts. */
export function taken(db: Db, { id, message }: { id: string; message: string }): void {
  const template = comparable(message);
  db.run('UPDATE messages SET template_id = :template WHERE id = :id', { id, template });
  const waiting = db.one(
    `SELECT r.id, r.failure FROM template_results r JOIN messages m ON m.account = r.account AND m.person = r.person
     WHERE m.id = :id AND r.message = :template`,
    { id, template },
  );
  if (!waiting) return;
  db.run('DELETE FROM template_results WHERE id = :waiting', { waiting: waiting.id as number });
  // Written by `settle`, so it is trusted.
  conclude(db, id, waiting.failure === null ? undefined : (JSON.parse(String(waiting.failure)) as Failure));
}

/** What arrived is needed no longer. What did not can be sent again, under another key: the old one is used up. */
function conclude(db: Db, id: string, failure: Failure | undefined): string[] {
  const { changes } = failure
    ? db.run(
        `UPDATE messages SET state = 'dead', failure = :failure, next_at = NULL, template_id = NULL, send_key = send_key || ' again'
         WHERE id = :id AND state = 'sent'`,
        { id, failure },
      )
    : db.run("UPDATE messages SET template = NULL WHERE id = :id AND state = 'sent' AND template IS NOT NULL", { id });
  return changes > 0 ? [id] : [];
}
