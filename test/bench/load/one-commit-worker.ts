/** The store's thread without group commit, for comparison: each request is a transaction, and a disk sync, of its own. */
import { parentPort, workerData } from 'node:worker_threads';
import { openDatabase } from '../../../electron/store/database.ts';
import { carryOut, type Opened, type Request } from '../../../electron/store/operations.ts';
import type { Answered } from '../../../electron/store/worker.ts';

const port = parentPort;
if (!port) throw new Error("the store's worker runs as a thread only");
const db = openDatabase((workerData as { file: string }).file);

port.on('message', (message: Request[] | 'close') => {
  if (message === 'close') return port.close();
  const outputs = message.flatMap((request) => carryOut(db, [request]).outputs);
  port.postMessage({ outputs, written: true } satisfies Answered);
});
port.postMessage({ opened: true } satisfies Opened);
