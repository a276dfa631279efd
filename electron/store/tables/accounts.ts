import type { Account } from '../../../shared/account.ts';
import type { Db } from '../database.ts';
import { note } from './audit-note.ts';
import { beginAnew, forget } from './menus.ts';

/** Writes an account, and what the trail is told of it; one with the same id is replaced. */
export function put(db: Db, { account, trail = [] }: { account: Account; trail?: readonly object[] }): null {
  db.run(
    `INSERT INTO accounts (id, origin, account, messages_after) VALUES (:id, :origin, :account, :after)
     ON CONFLICT (id) DO UPDATE SET origin = excluded.origin, account = excluded.account, messages_after = excluded.messages_after`,
    { id: account.id, origin: account.origin, account, after: begin(db, account) },
  );
  return note(db, { trail });
}

/**
 * Makes the table say what the config file and the sandbox say. An account of the console with the same id stays, and
 * comes back when the other is gone. Messages of accounts that are gone stay in the log. Of one that is no longer given
 * everything waits for it to come back, and its row tells whose that is.
 */
export function replaceGiven(db: Db, { accounts }: { accounts: Account[] }): null {
  const own = new Set(db.all("SELECT id FROM accounts WHERE origin = 'console'").map(({ id }) => String(id)));
  // why: of two with the same id the later one counts, as it does in memory
  const given = new Map(accounts.filter(({ id }) => !own.has(id)).map((account) => [account.id, account]));
  const rows = [...given.values()].map((account) => ({ id: account.id, origin: account.origin, account, after: begin(db, account) }));
  db.run("UPDATE accounts SET origin = 'gone' WHERE origin <> 'console'");
  for (const row of rows) {
    db.run('DELETE FROM accounts WHERE id = :id', { id: row.id });
    db.run('INSERT INTO accounts (id, origin, account, messages_after) VALUES (:id, :origin, :account, :after)', row);
  }
  return null;
}

/**
 * The id of the last message that came before an account was there. What another company's account of the same id has
 * left is given up, so that nothing of it reaches this one's people.
 */
function begin(db: Db, { id, receiverId }: Account): number {
  const before = db.one("SELECT messages_after, account ->> '$.receiverId' AS receiver FROM accounts WHERE id = :id", { id });
  if (before?.receiver === receiverId) return Number(before.messages_after);
  giveUpMessages(db, id);
  if (before) beginAnew(db, { account: id });
  else forget(db, { account: id });
  return Number(db.one('SELECT coalesce(max(id), 0) AS last FROM messages')?.last);
}

/** Its people's roles go with it: they are nobody's in the next account of this id. */
export function remove(db: Db, { id, trail = [] }: { id: string; trail?: readonly object[] }): null {
  db.run('DELETE FROM accounts WHERE id = :id', { id });
  db.run('DELETE FROM operators WHERE account = :id', { id });
  db.run('DELETE FROM removed_operators WHERE account = :id', { id });
  forget(db, { account: id });
  giveUpMessages(db, id);
  return note(db, { trail });
}

/** What waits for an account's people is for nobody any more. */
function giveUpMessages(db: Db, id: string): void {
  db.run("UPDATE messages SET state = 'dead', next_at = NULL WHERE account = :id AND state = 'queued'", { id });
  db.run("UPDATE messages SET state = 'dead' WHERE account = :id AND state = 'late'", { id });
  db.run("UPDATE messages SET state = 'interrupted' WHERE account = :id AND state IN ('running', 'waiting')", { id });
}

/** All accounts, in the order in which they were made. */
export function list(db: Db): Account[] {
  return db
    .all("SELECT account FROM accounts WHERE origin <> 'gone' ORDER BY rowid")
    .map((row) => JSON.parse(String(row.account)) as Account);
}

/** The ids of all accounts, those too that are not given at present and wait to come back. */
export const ids = (db: Db): string[] => db.all('SELECT id FROM accounts').map(({ id }) => String(id));
