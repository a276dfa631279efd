import type { SavedScript } from '../../../shared/script.ts';
import type { Db } from '../database.ts';
import { note } from './audit-note.ts';

/** Saves a script, and what the trail is told of it; one with the same id is replaced. */
export function put(db: Db, { script, trail }: { script: SavedScript; trail: readonly object[] }): null {
  db.run('INSERT INTO scripts (id, script) VALUES (:id, :script) ON CONFLICT (id) DO UPDATE SET script = excluded.script', {
    id: script.id,
    script,
  });
  return note(db, { trail });
}

export function remove(db: Db, { id, trail }: { id: string; trail: readonly object[] }): null {
  db.run('DELETE FROM scripts WHERE id = :id', { id });
  return note(db, { trail });
}

/** All saved scripts, in the order in which they were made, as JSON read it. */
export function list(db: Db): unknown[] {
  return db.all('SELECT script FROM scripts ORDER BY rowid').map((row) => JSON.parse(String(row.script)) as unknown);
}
