import type { Account } from '../../shared/account.ts';
import type { Db } from './database.ts';
import { forget } from './menus.ts';

/** Writes an account; one with the same id is replaced. Messages that are there already came to another one of that id. */
export function put(db: Db, { account }: { account: Account }): null {
  db.run(
    `INSERT INTO accounts (id, origin, account, messages_after)
     VALUES (:id, :origin, :account, (SELECT coalesce(max(id), 0) FROM messages))
     ON CONFLICT (id) DO UPDATE SET origin = excluded.origin, account = excluded.account`,
    { id: account.id, origin: account.origin, account },
  );
  return null;
}

/**
 * Makes the table say what the config file and the sandbox say. An account of the console with the same id stays, and
 * comes back when the other is gone. Messages of accounts that are gone stay in the log.
 */
export function replaceGiven(db: Db, { accounts }: { accounts: Account[] }): null {
  db.run("DELETE FROM accounts WHERE origin <> 'console'");
  for (const account of accounts) {
    db.run('INSERT INTO accounts (id, origin, account) VALUES (:id, :origin, :account) ON CONFLICT (id) DO NOTHING', {
      id: account.id,
      origin: account.origin,
      account,
    });
  }
  return null;
}

export function remove(db: Db, { id }: { id: string }): null {
  db.run('DELETE FROM accounts WHERE id = :id', { id });
  // Another account of that name may be another company's: what waits for the old one's people is for nobody there,
  // nor is the old one's menu.
  forget(db, { account: id });
  db.run("UPDATE messages SET state = 'dead', next_at = NULL WHERE account = :id AND state = 'queued'", { id });
  db.run("UPDATE messages SET state = 'dead' WHERE account = :id AND state = 'late'", { id });
  db.run("UPDATE messages SET state = 'interrupted' WHERE account = :id AND state IN ('running', 'waiting')", { id });
  return null;
}

/** All accounts, in the order in which they were made. */
export function list(db: Db): Account[] {
  return db.all('SELECT account FROM accounts ORDER BY rowid').map((row) => JSON.parse(String(row.account)) as Account);
}
