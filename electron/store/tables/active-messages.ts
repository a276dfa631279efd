import type { Db } from '../database.ts';

/** A text that somebody is sent without having asked for anything, ready for the outbox. */
export interface ActiveRecord {
  /** Unique among all that goes out: written twice it is kept once. */
  key: string;
  account: string;
  person: string;
  /** Unix time in ms. */
  at: number;
  text: string;
}

/** Adds a row that answers no other, queued. One with a key that is there already is not added again. Gives back its id. */
export function add(db: Db, { key, account, person, at, text }: ActiveRecord): string {
  const { changes, lastId } = db.run(
    `INSERT INTO messages (direction, account, at, type, person, state, answer, send_key, queued_at, next_at)
     VALUES ('out', :account, :at, 'text', :person, 'queued', :text, :key, :at, :at)
     ON CONFLICT (send_key) WHERE send_key IS NOT NULL DO NOTHING`,
    { key, account, person, at, text },
  );
  return changes === 1 ? String(lastId) : (withKey(db, { key }).id ?? '');
}

/** The row that goes out under a key. */
export function withKey(db: Db, { key }: { key: string }): { id: string | null } {
  const row = db.one('SELECT id FROM messages WHERE send_key = :key', { key });
  return { id: row ? String(row.id) : null };
}
