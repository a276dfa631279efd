import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { OperationName, Request } from './operations.ts';
import { StoreError } from './store-error.ts';
import { settle, type Waiting } from './waiting.ts';
import type { Answered } from './worker.ts';

/**
 * What writes nothing new, and may take long or be asked often: the console's questions, and taking the write-ahead log
 * into the file. A thread of its own does them, so that they and the messages that come in don't wait for each other.
 * What the pipeline asks stays with what it writes.
 */
const readings: ReadonlySet<OperationName> = new Set<OperationName>([
  'messages.page',
  'messages.count',
  'messages.span',
  'messages.exportPage',
  'messages.statistics',
  'messages.byIds',
  'messages.minutes',
  'menus.taps',
  'runs.page',
  'runs.count',
  'runs.picture',
  'audit.recordsAfter',
  'audit.newest',
  'log.checkpoint',
]);

export const isReading = (name: OperationName) => readings.has(name);

interface ReaderOptions {
  file: string;
  /** The built `worker.ts`. */
  workerUrl: URL;
}

interface Running {
  worker: Worker;
  asked: Waiting[];
}

/** The thread that only reads, seen from outside. */
export interface Reader {
  ask(request: Request, waiting: Waiting): void;
  /** Whether something is still to be answered. */
  isBusy(): boolean;
  close(): Promise<void>;
}

/**
 * Starts the thread at once, so that it is ready when it is asked; the file may still be missing then. When it fails, what
 * it was asked fails too, and the next question starts another.
 */
export function createReader({ file, workerUrl }: ReaderOptions): Reader {
  let running: Running | undefined = start();

  function start(): Running {
    const worker = new Worker(workerUrl, { workerData: { file, readOnly: true } });
    const started = { worker, asked: [] as Waiting[] };
    const { asked } = started;
    let reason = 'it has ended';
    // Questions go one by one, and are answered in their order.
    worker.on('message', (answered: Answered) => settle(asked.splice(0, 1), answered));
    worker.on('error', (error) => {
      reason = error.message;
    });
    worker.on('exit', () => {
      if (running === started) running = undefined;
      for (const { reject } of asked.splice(0)) reject(new StoreError(`the store's reading thread failed: ${reason}`));
    });
    return started;
  }

  return {
    ask(request, waiting) {
      running ??= start();
      running.asked.push(waiting);
      running.worker.postMessage([request]);
    },
    isBusy: () => running !== undefined && running.asked.length > 0,
    async close() {
      if (!running) return;
      const exited = once(running.worker, 'exit');
      running.worker.postMessage('close');
      await exited;
    },
  };
}
