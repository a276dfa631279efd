import type { MonitorRecord } from '../store/tables/monitors.ts';
import type { Timing } from '../timing.ts';
import type { HeaderSecrets } from './secret-headers.ts';

/** All of a monitor that was deleted, in memory only. */
export interface DeletedMonitor {
  record: MonitorRecord;
  secrets: HeaderSecrets;
}

/** Monitors that were just deleted, so that it can be undone. */
export interface MonitorTrash {
  put(deleted: DeletedMonitor): void;
  get(id: string): DeletedMonitor | undefined;
  remove(id: string): void;
  all(): DeletedMonitor[];
  empty(): void;
}

/** @param keepMs how long each is kept */
export function createMonitorTrash(timing: Pick<Timing, 'after'>, keepMs: number): MonitorTrash {
  const kept = new Map<string, { deleted: DeletedMonitor; callOff: () => void }>();
  function remove(id: string): void {
    kept.get(id)?.callOff();
    kept.delete(id);
  }
  return {
    put(deleted) {
      const { id } = deleted.record.monitor;
      remove(id);
      kept.set(id, { deleted, callOff: timing.after(keepMs, () => void kept.delete(id)) });
    },
    get: (id) => kept.get(id)?.deleted,
    remove,
    all: () => [...kept.values()].map(({ deleted }) => deleted),
    empty() {
      for (const id of [...kept.keys()]) remove(id);
    },
  };
}
