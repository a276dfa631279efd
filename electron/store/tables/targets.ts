import type { Target, TargetSecretName } from '../../../shared/target.ts';
import type { Db } from '../database.ts';
import { note } from './audit-note.ts';

/** A target as it is kept. */
export interface TargetRecord {
  target: Target;
  /** Unix time in ms; a target that is brought back has its old place. */
  madeAt: number;
  /** Which of its secrets are set, and since when (Unix time in ms). */
  secrets: Partial<Record<TargetSecretName, number>>;
}

/** Writes targets, all or none, and what the trail is told of them; one with the same id is replaced. */
export function put(db: Db, { records, trail = [] }: { records: TargetRecord[]; trail?: readonly object[] }): null {
  for (const { target, madeAt, secrets } of records) {
    db.run(
      `INSERT INTO targets (id, made_at, target, secrets) VALUES (:id, :madeAt, :target, :secrets)
       ON CONFLICT (id) DO UPDATE SET target = excluded.target, secrets = excluded.secrets`,
      { id: target.id, madeAt, target, secrets },
    );
  }
  return note(db, { trail });
}

export function remove(db: Db, { id, trail }: { id: string; trail: readonly object[] }): null {
  db.run('DELETE FROM targets WHERE id = :id', { id });
  return note(db, { trail });
}

/** All targets, in the order in which they were made. */
export function list(db: Db): { target: unknown; madeAt: number; secrets: TargetRecord['secrets'] }[] {
  return db.all('SELECT target, made_at, secrets FROM targets ORDER BY made_at, rowid').map((row) => ({
    target: JSON.parse(String(row.target)) as unknown,
    madeAt: Number(row.made_at),
    secrets: JSON.parse(String(row.secrets)) as TargetRecord['secrets'],
  }));
}
