import type { Operator } from '../../../shared/role.ts';
import type { Db } from '../database.ts';
import { note } from './audit-note.ts';

/** A role, and whose it is, whichever company the account belongs to by now. */
export interface Binding {
  operator: Operator;
  human: string;
}

export function list(db: Db): Binding[] {
  return db.all('SELECT account, human, person, name, role, tags FROM operators ORDER BY account, person').map((row) => {
    // Written below, so it is trusted.
    const tags = JSON.parse(String(row.tags)) as string[];
    return {
      human: String(row.human),
      operator: {
        account: String(row.account),
        person: String(row.person),
        name: String(row.name),
        role: String(row.role),
        ...(tags.length > 0 && { tags }),
      },
    };
  });
}

/** Binds somebody, or gives them another role; and what the trail is told of it. */
export function put(db: Db, { operator, human, trail }: Binding & { trail: readonly object[] }): null {
  db.run(
    `INSERT INTO operators (account, human, person, name, role, tags) VALUES (:account, :human, :person, :name, :role, :tags)
     ON CONFLICT (account, human) DO UPDATE
     SET person = excluded.person, name = excluded.name, role = excluded.role, tags = excluded.tags`,
    { ...operator, human, tags: operator.tags ?? [] },
  );
  return note(db, { trail });
}

export function remove(db: Db, { account, human, trail }: { account: string; human: string; trail: readonly object[] }): null {
  db.run('DELETE FROM operators WHERE account = :account AND human = :human', { account, human });
  return note(db, { trail });
}
