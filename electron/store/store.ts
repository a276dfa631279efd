import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { failure } from '../../shared/failures.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { type ShortReceipt, toRow, wholeReceipt } from './arrival-columns.ts';
import type { Opened, OperationInput, OperationName, OperationOutput, Request, Response } from './operations.ts';
import { createReader, isReading } from './reader.ts';
import type { Arrival } from './records.ts';
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
  /** Whether nothing is asked at the moment: what isn't urgent may be asked now. */
  isQuiet(): boolean;
  /** Finishes what was asked, then closes the file. */
  close(): Promise<void>;
}

/** The store could not do it: the disk is full, the thread is gone, or there is a bug in a statement. */
export class StoreError extends Error {}

/**
 * The reading thread is asked to take the write-ahead log into the file after so many requests, and so many ms: often, for
 * while the disk is at it commits wait, and less often where so much comes in that each time costs more than it spares.
 */
const betweenCheckpoints = { requests: 64, ms: 200 };

interface Waiting {
  resolve(output: unknown): void;
  reject(error: Error): void;
}

/**
 * Opens the store in a thread of its own.
 * @param file the database file; its folder is made where it is missing
 * @param workerUrl the built `worker.ts`
 */
export async function openStore(file: string, workerUrl: URL): Promise<Result<Store>> {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  } catch (error) {
    return err(failure('store/unusable', { file, reason: error instanceof Error ? error.message : String(error) }));
  }
  const worker = new Worker(workerUrl, { workerData: { file } });
  const [opened] = (await once(worker, 'message')) as [Opened];
  if (opened.opened) return ok(connect(worker, { file, workerUrl }));
  return err(failure(`store/${opened.reason}`, { file, reason: opened.detail }));
}

function connect(worker: Worker, place: { file: string; workerUrl: URL }): Store {
  const waiting = new Map<number, Waiting>();
  let queue: Request[] = [];
  let inHand = false;
  let healthy = true;
  let next = 1;
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
    if (inHand || queue.length === 0) return;
    post(queue);
    queue = [];
  };
  const post = (requests: Request[]) => {
    worker.postMessage(requests);
    inHand = true;
  };
  worker.on('message', ({ responses, written }: Answered) => {
    inHand = false;
    healthy = written ?? healthy;
    // First of all: a turn of the event loop later the thread would have been idle for that long, and in Electron's main
    // process, where Chromium turns along, a turn takes as long as several messages do.
    send();
    if (written) noteWritten(responses.length);
    for (const response of responses) settle(waiting, response);
  });
  const reader = createReader({
    ...place,
    onAnswers: (responses) => {
      for (const response of responses) settle(waiting, response);
    },
  });
  const end = (error: StoreError) => {
    ended ??= error;
    void reader.close();
    for (const { reject } of waiting.values()) reject(ended);
    waiting.clear();
  };
  worker.on('error', (error) => end(new StoreError(`the store's thread failed: ${error.message}`)));
  worker.on('exit', () => end(new StoreError('the store is closed')));

  const store: Store = {
    do: (name, ...[input]) =>
      new Promise((resolve, reject) => {
        if (ended) return reject(ended);
        const number = next++;
        const isArrival = name === 'messages.receive';
        const settled = resolve as Waiting['resolve'];
        waiting.set(number, { resolve: isArrival ? (receipt) => settled(wholeReceipt(receipt as ShortReceipt)) : settled, reject });
        if (isReading(name)) return reader.ask([number, name, input]);
        queue.push([number, name, isArrival ? toRow(input as Arrival) : input]);
        if (queue.length === 1 && !inHand) setImmediate(send);
      }),
    healthy() {
      if (ended) return false;
      if (!healthy && !inHand) post([]);
      return healthy;
    },
    isQuiet: () => !inHand && queue.length === 0,
    async close() {
      if (ended) return;
      const exited = once(worker, 'exit');
      while (waiting.size > 0) await new Promise((resolve) => setTimeout(resolve, 5));
      ended = new StoreError('the store is closed');
      await reader.close();
      worker.postMessage('close');
      await exited;
    },
  };
  return store;
}

function settle(waiting: Map<number, Waiting>, [number, output, error]: Response): void {
  const waiter = waiting.get(number);
  waiting.delete(number);
  if (error !== undefined) waiter?.reject(new StoreError(error));
  else waiter?.resolve(output);
}
