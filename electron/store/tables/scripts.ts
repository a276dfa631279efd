import type { SavedScript } from '../../../shared/script.ts';
import type { Db } from '../database.ts';

/** Saves a script; one with the same id is replaced. */
export function put(db: Db, { script }: { script: SavedScript }): null {
  db.run('INSERT INTO scripts (id, script) VALUES (:id, :script) ON CONFLICT (id) DO UPDATE SET script = excluded.script', {
    id: script.id,
    script,
  });
  return null;
}

export function remove(db: Db, { id }: { id: string }): null {
  db.run('DELETE FROM scripts WHERE id = :id', { id });
  return null;
}

/** All saved scripts, in the order in which they were made, as JSON read it. */
export function list(db: Db): unknown[] {
  return db.all('SELECT script FROM scripts ORDER BY rowid').map((row) => JSON.parse(String(row.script)) as unknown);
}
