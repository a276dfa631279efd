import type { TargetRecord } from '../../store/tables/targets.ts';
import type { TargetSecrets } from './target-secrets.ts';

/** All of a deleted target, in memory only. */
export interface Deleted {
  record: TargetRecord;
  secrets: TargetSecrets;
  hostKeys: Record<string, string>;
}

/** Targets that were just deleted, so that it can be undone. */
export interface Trash {
  put(deleted: Deleted): void;
  get(id: string): Deleted | undefined;
  remove(id: string): void;
  empty(): void;
}

/** @param keepMs how long each is kept */
export function createTrash(keepMs: number): Trash {
  const kept = new Map<string, { deleted: Deleted; timer: NodeJS.Timeout }>();
  const remove = (id: string) => {
    clearTimeout(kept.get(id)?.timer);
    kept.delete(id);
  };
  return {
    put(deleted) {
      const { id } = deleted.record.target;
      remove(id);
      kept.set(id, { deleted, timer: setTimeout(remove, keepMs, id).unref() });
    },
    get: (id) => kept.get(id)?.deleted,
    remove,
    empty() {
      for (const id of [...kept.keys()]) remove(id);
    },
  };
}
