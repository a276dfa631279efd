/**
 * The database's thread. It opens the file named by its `workerData` and carries out what it is asked, a batch at a
 * time, so that disk syncs never stop the thread that answers WeChat (or draws the window).
 */
import { parentPort, workerData } from 'node:worker_threads';
import { type Db, NewerDatabase, openDatabase } from './database.ts';
import { carryOut, type Opened, type Request, type Response } from './operations.ts';

const port = parentPort;
if (!port) throw new Error('the store’s worker runs as a thread only');

const db = open();
if (db) {
  port.on('message', (message: Request[] | 'close') => {
    if (message === 'close') {
      db.close();
      port.close();
      return;
    }
    port.postMessage(answer(db, message));
  });
}

function open(): Db | undefined {
  try {
    const opened = openDatabase((workerData as { file: string }).file);
    port?.postMessage({ opened: true } satisfies Opened);
    return opened;
  } catch (error) {
    const reason = error instanceof NewerDatabase ? 'newer' : 'unusable';
    port?.postMessage({ opened: false, reason, detail: error instanceof Error ? error.message : String(error) } satisfies Opened);
    port?.close();
    return undefined;
  }
}

/** A commit that fails (a full disk) fails every request of its batch; the next batch may succeed again. */
function answer(db: Db, requests: Request[]): Response[] {
  try {
    return carryOut(db, requests);
  } catch (error) {
    rollBack(db);
    const text = error instanceof Error ? error.message : String(error);
    return requests.map(({ number }) => ({ number, error: text }));
  }
}

function rollBack(db: Db): void {
  try {
    db.exec('ROLLBACK');
  } catch {
    // SQLite has rolled back by itself already.
  }
}
