import type { MessagePort } from 'node:worker_threads';
import { type Db, openForReading } from './database.ts';
import { each, operate, type Request } from './operations.ts';
import type { Answered } from './worker.ts';

/**
 * The thread that only reads. SQLite's write-ahead log lets it read while the other one writes: each question sees what
 * was on disk when it began. With the first question the file is there, with the present schema; when the thread starts
 * the other one may still be making it.
 */
export function serveReading(port: MessagePort, file: string): void {
  let opened: Db | undefined;
  port.on('message', (message: Request[] | 'close') => {
    if (message === 'close') {
      opened?.close();
      port.close();
      return;
    }
    opened ??= openForReading(file);
    const db = opened;
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
