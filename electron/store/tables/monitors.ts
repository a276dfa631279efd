import type { Monitor } from '../../../shared/monitor/monitor.ts';
import type { Db } from '../database.ts';

/** A monitor as it is kept; `seq` is the number that its beats go by. */
export interface MonitorRecord {
  seq: number;
  /** Unix time in ms. */
  madeAt: number;
  monitor: Monitor;
  /** Which of its secret headers are set, by name in small letters, and since when (Unix time in ms). */
  secrets: Record<string, number>;
}

/** A monitor to be written. */
export type MonitorToPut = Pick<MonitorRecord, 'monitor' | 'secrets'>;

/** Writes monitors, all or none; one with the same id keeps its place and its number. Gives back the numbers in their order. */
export function put(db: Db, { records, at }: { records: readonly MonitorToPut[]; at: number }): { seqs: number[] } {
  const seqs = records.map(({ monitor, secrets }) => {
    const row = db.one(
      `INSERT INTO monitors (id, made_at, monitor, secrets) VALUES (:id, :at, :monitor, :secrets)
       ON CONFLICT (id) DO UPDATE SET monitor = excluded.monitor, secrets = excluded.secrets RETURNING seq`,
      { id: monitor.id, at, monitor, secrets },
    );
    return Number(row?.seq);
  });
  return { seqs };
}

/** Brings monitors back that were removed, with their numbers. */
export function restore(db: Db, { records }: { records: readonly MonitorRecord[] }): null {
  for (const { seq, madeAt, monitor, secrets } of records) {
    db.run('INSERT INTO monitors (seq, id, made_at, monitor, secrets) VALUES (:seq, :id, :madeAt, :monitor, :secrets)', {
      ...{ seq, madeAt, id: monitor.id, monitor, secrets },
    });
  }
  return null;
}

/** Their beats stay until `beats.drop` finds them. */
export function remove(db: Db, { ids }: { ids: readonly string[] }): null {
  db.run('DELETE FROM monitors WHERE id IN (SELECT value FROM json_each(:ids))', { ids });
  return null;
}

/** All of them, in the order in which they were made. */
export function list(db: Db): (Omit<MonitorRecord, 'monitor'> & { monitor: unknown })[] {
  return db.all('SELECT seq, made_at, monitor, secrets FROM monitors ORDER BY made_at, seq').map((row) => ({
    seq: Number(row.seq),
    madeAt: Number(row.made_at),
    monitor: JSON.parse(String(row.monitor)) as unknown,
    secrets: JSON.parse(String(row.secrets)) as MonitorRecord['secrets'],
  }));
}
