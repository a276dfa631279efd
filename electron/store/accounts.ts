import type { Account, EncryptionMode, Platform } from '../../shared/account.ts';
import type { Db } from './database.ts';

/** Makes the table say what the configuration says. Messages of accounts that are gone stay in the log. */
export function replace(db: Db, { accounts }: { accounts: Account[] }): null {
  db.run('DELETE FROM accounts');
  for (const account of accounts) {
    db.run(
      `INSERT INTO accounts (id, platform, name, receiver_id, agent_id, mode, api_base, sandbox)
       VALUES (:id, :platform, :name, :receiverId, :agentId, :mode, :apiBase, :sandbox)`,
      {
        id: account.id,
        platform: account.platform,
        name: account.name,
        receiverId: account.receiverId,
        agentId: account.agentId,
        mode: account.mode,
        apiBase: account.apiBase,
        sandbox: account.sandbox,
      },
    );
  }
  return null;
}

/** All accounts, by id. */
export function list(db: Db): Account[] {
  return db.all('SELECT * FROM accounts ORDER BY id').map((row) => ({
    id: String(row.id),
    platform: row.platform as Platform,
    name: String(row.name),
    receiverId: String(row.receiver_id),
    ...(row.agent_id !== null && { agentId: String(row.agent_id) }),
    mode: row.mode as EncryptionMode,
    apiBase: String(row.api_base),
    sandbox: row.sandbox === 1,
  }));
}
