import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { failure } from '../../shared/failures.ts';
import { err, type Failure, ok, type Result } from '../../shared/result.ts';
import type { Opened, OperationInput, OperationName, OperationOutput, Request } from './operations.ts';
import { createReader, isReading, type Reader } from './reader.ts';
import type { Arrival } from './records.ts';
import { StoreError, storeFailure } from './store-error.ts';
import { type ShortReceipt, toRow, wholeReceipt } from './tables/arrival-columns.ts';
import { settle, type Waiting } from './waiting.ts';
import type { Answered } from './worker.ts';

/** The gateway's side of the database: asks its thread, many requests in one message. */
export interface Store {
  /**
   * Resolves when the work is on disk. Rejects with `StoreError` where it could not be done.
   */
  do<Name extends OperationName>(
    name: Name,
    ...input: OperationInput<Name> extends undefined ? [] : [OperationInput<Name>]
  ): Promise<OperationOutput<Name>>;
  /**
   * False from a commit that failed (the disk is full) until one succeeds again, and for good when the thread has ended.
   * Asking while it is false has the disk tried once more, so that health comes back without anybody writing.
   */
  healthy(): boolean;
  /** Resolves where the thread ends without being told to: what is asked from then on is refused. Its `stack` is for the log. */
  failed: Promise<Failure>;
  /** Whether nothing is asked at the moment: what isn't urgent may be asked now. */
  isQuiet(): boolean;
  /** Finishes what was asked, then closes the file. */
  close(): Promise<void>;
}

/**
 * The reading thread is asked to take the write-ahead log into the file after so many requests, and so many ms: often, for
 * while the disk is at it commits wait, and less often where so much comes in that each time costs more than it spares.
 */
const betweenCheckpoints = { requests: 64, ms: 200 };

/** What leaves together, with those who wait for it. */
interface Batch {
  requests: Request[];
  waiting: Waiting[];
}

/**
 * Opens the store: one thread writes, and one reads. They load side by side.
 * @param file the database file; its folder is made where it is missing
 * @param workerUrl the built `worker.ts`
 */
export async function openStore(file: string, workerUrl: URL): Promise<Result<Store>> {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  } catch (error) {
    return err(unusable(file, error));
  }
  const worker = new Worker(workerUrl, { workerData: { file } });
  const reader = createReader({ file, workerUrl });
  try {
    const [opened] = (await once(worker, 'message')) as [Opened];
    if (opened.opened) return ok(connect(worker, reader));
    await reader.close();
    return err(opened.reason === 'unusable' ? unusable(file, opened.detail) : failure(`store/${opened.reason}`, { file }));
  } catch (error) {
    // The thread could not even be loaded, and so the other neither.
    return err(unusable(file, error));
  }
}

const unusable = (file: string, error: unknown) => storeFailure(file, error instanceof Error ? error.message : String(error));

function connect(worker: Worker, reader: Reader): Store {
  let queue: Batch = { requests: [], waiting: [] };
  let inHand: Batch | undefined;
  let healthy = true;
  let ended: StoreError | undefined;

  let uncopied = 0;
  let copiedAt = 0;
  const noteWritten = (count: number) => {
    uncopied += count;
    const now = performance.now();
    if (uncopied < betweenCheckpoints.requests || now - copiedAt < betweenCheckpoints.ms || ended) return;
    uncopied = 0;
    copiedAt = now;
    // Where it fails (the disk is full, the thread has ended) the writing thread copies all of it, in its time.
    store.do('log.checkpoint').catch(() => undefined);
  };

  /**
   * While a batch is being written the next one gathers, and leaves as soon as that one is answered; else what comes in one
   * turn of the event loop goes together. The busier it gets, the more share one disk sync.
   */
  const send = () => {
    if (inHand || queue.requests.length === 0) return;
    post(queue);
    queue = { requests: [], waiting: [] };
  };
  const post = (batch: Batch) => {
    worker.postMessage(batch.requests);
    inHand = batch;
  };
  worker.on('message', (answered: Answered) => {
    const waiting = inHand?.waiting ?? [];
    inHand = undefined;
    healthy = answered.written ?? healthy;
    // First of all: a turn of the event loop later the thread would have been idle for that long, and in Electron's main
    // process, where Chromium turns along, a turn takes as long as several messages do.
    send();
    if (answered.written) noteWritten(waiting.length);
    settle(waiting, answered);
  });
  let tellFailure = (_problem: Failure) => {};
  const failed = new Promise<Failure>((resolve) => {
    tellFailure = resolve;
  });
  const end = (cause: Error) => {
    if (ended) return;
    ended = new StoreError(`the store's thread failed: ${cause.message}`, { cause });
    tellFailure(failure('store/ended', { reason: cause.message, stack: cause.stack ?? '' }));
    reader.close().catch(() => undefined);
    for (const { reject } of [...(inHand?.waiting ?? []), ...queue.waiting]) reject(ended);
    inHand = undefined;
    queue = { requests: [], waiting: [] };
  };
  worker.on('error', end);
  worker.on('exit', (code) => end(new Error(`exit code ${code}`)));

  const store: Store = {
    do: (name, ...[input]) =>
      new Promise((resolve, reject) => {
        if (ended) return reject(ended);
        const isArrival = name === 'messages.receive';
        const settled = resolve as Waiting['resolve'];
        const waiting = { resolve: isArrival ? (receipt: unknown) => settled(wholeReceipt(receipt as ShortReceipt)) : settled, reject };
        if (isReading(name)) return reader.ask([name, input], waiting);
        queue.waiting.push(waiting);
        if (queue.requests.push([name, isArrival ? toRow(input as Arrival) : input]) === 1 && !inHand) setImmediate(send);
      }),
    healthy() {
      if (ended) return false;
      if (!healthy && !inHand) post({ requests: [], waiting: [] });
      return healthy;
    },
    failed,
    isQuiet: () => !inHand && queue.requests.length === 0,
    async close() {
      if (ended) return;
      const exited = once(worker, 'exit');
      while (!store.isQuiet() || reader.isBusy()) await new Promise((resolve) => setTimeout(resolve, 5));
      ended = new StoreError('the store is closed');
      await reader.close();
      worker.postMessage('close');
      await exited;
    },
  };
  return store;
}
