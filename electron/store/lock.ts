import { DatabaseSync } from '@photostructure/sqlite';

/** Thrown where another program holds the lock. */
export class StoreInUse extends Error {}

/**
 * Makes sure that one program alone works on a database: two would each take the other's running commands for
 * interrupted ones. The lock is SQLite's own on a file beside it, so it works on every system and ends with the
 * process, however that ends; the database itself stays readable to others.
 * @returns releases the lock
 */
export function lockStore(file: string): () => void {
  const lock = new DatabaseSync(`${file}.lock`);
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    throw isBusy(error) ? new StoreInUse() : error;
  }
  return () => void lock.close();
}

const isBusy = (error: unknown) => error instanceof Error && /\b(locked|busy)\b/i.test(error.message);
