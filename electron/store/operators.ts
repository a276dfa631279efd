import type { Operator } from '../../shared/role.ts';
import { note } from './audit-note.ts';
import type { Db } from './database.ts';

export function list(db: Db): Operator[] {
  return db.all('SELECT account, person, name, role, tags FROM operators ORDER BY account, person').map((row) => {
    // Written below, so it is trusted.
    const tags = JSON.parse(String(row.tags)) as string[];
    return {
      account: String(row.account),
      person: String(row.person),
      name: String(row.name),
      role: String(row.role),
      ...(tags.length > 0 && { tags }),
    };
  });
}

/** Binds somebody, or gives them another role; and what the trail is told of it. */
export function put(db: Db, { operator, trail }: { operator: Operator; trail: readonly object[] }): null {
  db.run(
    `INSERT INTO operators (account, person, name, role, tags) VALUES (:account, :person, :name, :role, :tags)
     ON CONFLICT (account, person) DO UPDATE SET name = excluded.name, role = excluded.role, tags = excluded.tags`,
    { ...operator, tags: operator.tags ?? [] },
  );
  return note(db, { trail });
}

export function remove(db: Db, { account, person, trail }: Pick<Operator, 'account' | 'person'> & { trail: readonly object[] }): null {
  db.run('DELETE FROM operators WHERE account = :account AND person = :person', { account, person });
  return note(db, { trail });
}
