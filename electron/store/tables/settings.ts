import type { Db } from '../database.ts';

/** Every setting that was ever changed, by name, as JSON values. */
export function all(db: Db): Record<string, unknown> {
  return Object.fromEntries(db.all('SELECT name, value FROM settings').map((row) => [String(row.name), JSON.parse(String(row.value))]));
}

/** Sets some settings. */
export function put(db: Db, settings: Record<string, unknown>): null {
  for (const [name, value] of Object.entries(settings)) {
    db.run('INSERT INTO settings (name, value) VALUES (:name, :value) ON CONFLICT (name) DO UPDATE SET value = excluded.value', {
      name,
      value: JSON.stringify(value),
    });
  }
  return null;
}
