import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Opened, OperationName, Request, Response } from './operations.ts';
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
  onAnswers(responses: Response[]): void;
}

/** The thread that only reads, seen from outside. */
interface Reader {
  ask(request: Request): void;
  close(): Promise<void>;
}

/**
 * Starts the thread when it is asked for the first time: without a window nobody may ever ask. When it fails, what it
 * was asked fails too, and the next question starts another.
 */
export function createReader({ file, workerUrl, onAnswers }: ReaderOptions): Reader {
  let running: { worker: Worker; inHand: Set<number> } | undefined;

  function start(): NonNullable<typeof running> {
    const started = { worker: new Worker(workerUrl, { workerData: { file, readOnly: true } }), inHand: new Set<number>() };
    const { worker, inHand } = started;
    let reason = 'it has ended';
    worker.on('message', (message: Answered | Opened) => {
      if ('opened' in message) {
        if (!message.opened) reason = message.detail;
        return;
      }
      for (const [number] of message.responses) inHand.delete(number);
      onAnswers(message.responses);
    });
    worker.on('error', (error) => {
      reason = error.message;
    });
    worker.on('exit', () => {
      if (running === started) running = undefined;
      onAnswers([...inHand].map((number) => [number, undefined, `the store's reading thread failed: ${reason}`]));
    });
    return started;
  }

  return {
    ask(request) {
      running ??= start();
      running.inHand.add(request[0]);
      running.worker.postMessage([request]);
    },
    async close() {
      if (!running) return;
      const exited = once(running.worker, 'exit');
      running.worker.postMessage('close');
      await exited;
    },
  };
}
