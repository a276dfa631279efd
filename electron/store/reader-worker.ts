import type { MessagePort } from 'node:worker_threads';
import { type Db, openForReading } from './database.ts';
import { operations, type Request, type Response } from './operations.ts';
import type { Answered } from './worker.ts';

/**
 * The thread that only reads. SQLite's write-ahead log lets it read while the other one writes: each question sees what
 * was on disk when it began. The file is there already, with the present schema.
 */
export function serveReading(port: MessagePort, file: string): void {
  const db = openForReading(file);
  port.on('message', (message: Request[] | 'close') => {
    if (message === 'close') {
      db.close();
      port.close();
      return;
    }
    port.postMessage({ responses: message.map((request) => answer(db, request)) } satisfies Answered);
  });
}

/** A bug fails its own question only. */
function answer(db: Db, [number, name, input]: Request): Response {
  db.exec('BEGIN');
  try {
    return [number, (operations[name] as (db: Db, input: unknown) => unknown)(db, input)];
  } catch (error) {
    return [number, undefined, error instanceof Error ? (error.stack ?? error.message) : String(error)];
  } finally {
    db.exec('COMMIT');
  }
}
