import type { Db } from './database.ts';

/**
 * Writes the whole file anew, without what was overwritten or deleted in it before, and so that from now on its free
 * pages can be given back. For files of early versions, which did neither. Nothing else is done meanwhile, so the caller
 * sees to it that the file is small. `done` is false where there was no room for it; then all is as it was.
 */
export function rebuild(db: Db): { done: boolean } {
  db.exec('PRAGMA auto_vacuum = INCREMENTAL');
  try {
    db.exec('VACUUM');
    return { done: true };
  } catch {
    return { done: false };
  }
}
