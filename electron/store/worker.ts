/**
 * The database's thread. It opens the file named by its `workerData` and carries out what it is asked, a batch at a
 * time, so that disk syncs never stop the thread that answers WeChat (or draws the window). Asked for by `reader.ts` it
 * is the thread that only reads.
 */
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { type Db, NewerDatabase, openDatabase, rollBack } from './database.ts';
import { lockStore, StoreInUse } from './lock.ts';
import { type Answers, carryOut, type Opened, type Request } from './operations.ts';
import { serveReading } from './reader-worker.ts';
import { keepIndexed } from './search/index-behind.ts';
import { walShortener } from './wal-length.ts';

/** What the thread says to a batch. */
export interface Answered extends Answers {
  /** Did the disk take what the batch wrote? Undefined where it wrote nothing. */
  written?: boolean;
}

const port = parentPort;
if (!port) throw new Error("the store's worker runs as a thread only");

try {
  const { file, readOnly } = workerData as { file: string; readOnly?: boolean };
  if (readOnly) serveReading(port, file);
  else serve(port, file);
} catch (error) {
  const detail = error instanceof Error ? error.message : String(error);
  port.postMessage({ opened: false, reason: reasonOf(error), detail } satisfies Opened);
  port.close();
}

function serve(port: MessagePort, file: string): void {
  const unlock = lockStore(file);
  const db = openDatabase(file);
  const indexing = keepIndexed(db);
  const shortenWal = walShortener(db, file);
  port.on('message', (message: Request[] | 'close') => {
    if (message === 'close') {
      indexing.stop();
      db.close();
      unlock();
      port.close();
      return;
    }
    port.postMessage(answer(db, message));
    shortenWal();
    indexing.asked();
  });
  port.postMessage({ opened: true } satisfies Opened);
}

function reasonOf(error: unknown): 'in-use' | 'newer' | 'unusable' {
  if (error instanceof StoreInUse) return 'in-use';
  return error instanceof NewerDatabase ? 'newer' : 'unusable';
}

/**
 * A commit that fails (a full disk) fails every request of its batch; the next batch may succeed again. A bug of one
 * operation fails that one only, and says nothing about the disk.
 */
function answer(db: Db, requests: Request[]): Answered {
  try {
    if (requests.length === 0) return writeNothingNew(db);
    const before = db.written();
    const answers = carryOut(db, requests);
    return db.written() === before ? answers : { ...answers, written: true };
  } catch (error) {
    rollBack(db);
    const text = error instanceof Error ? error.message : String(error);
    return { outputs: [], bugs: requests.map((_, index) => [index, text]), written: false };
  }
}

/** An empty batch asks whether the disk takes writes: the schema's number is written once more. */
function writeNothingNew(db: Db): Answered {
  db.exec('BEGIN IMMEDIATE');
  db.exec(`PRAGMA user_version = ${Number(db.one('PRAGMA user_version')?.user_version)}`);
  db.exec('COMMIT');
  return { outputs: [], written: true };
}
