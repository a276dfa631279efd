import type { Role } from '../../../shared/role.ts';
import type { Db } from '../database.ts';
import { note } from './audit-note.ts';

/** Keeps a role, and what the trail is told of it; one with the same id is replaced. */
export function put(db: Db, { role, trail }: { role: Role; trail: readonly object[] }): null {
  db.run('INSERT INTO roles (id, role) VALUES (:id, :role) ON CONFLICT (id) DO UPDATE SET role = excluded.role', { id: role.id, role });
  return note(db, { trail });
}

export function remove(db: Db, { id, trail }: { id: string; trail: readonly object[] }): null {
  db.run('DELETE FROM roles WHERE id = :id', { id });
  return note(db, { trail });
}

/** All roles that the admin made, in the order in which they were made, as JSON read it. */
export function list(db: Db): unknown[] {
  return db.all('SELECT role FROM roles ORDER BY rowid').map((row) => JSON.parse(String(row.role)) as unknown);
}
