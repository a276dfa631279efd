import type { MessagePort } from 'node:worker_threads';
import { type Db, openForReading } from './database.ts';
import { each, operate, type Request } from './operations.ts';
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
    port.postMessage(each(message, (request) => answer(db, request)) satisfies Answered);
  });
}

function answer(db: Db, request: Request): unknown {
  db.exec('BEGIN');
  try {
    return operate(db, request);
  } finally {
    db.exec('COMMIT');
  }
}
