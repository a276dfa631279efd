import type { Timing } from './timing.ts';

/** What was just deleted, in memory only, so that it can be undone. */
export interface Trash<T> {
  put(id: string, deleted: T): void;
  get(id: string): T | undefined;
  remove(id: string): void;
  all(): T[];
  empty(): void;
}

/** @param keepMs how long each is kept */
export function createTrash<T>(timing: Pick<Timing, 'after'>, keepMs: number): Trash<T> {
  const kept = new Map<string, { deleted: T; callOff: () => void }>();
  function remove(id: string): void {
    kept.get(id)?.callOff();
    kept.delete(id);
  }
  return {
    put(id, deleted) {
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
