import { setMaxListeners } from 'node:events';
import { failure } from '../../shared/failures.ts';
import type { Failure } from '../../shared/result.ts';
import { type Bounded, bounded } from '../bounded.ts';
import type { ProgramCall, RunOptions } from './driver.ts';

/** When a run has to end, and why it did. */
export interface RunLimit extends Bounded {
  /** `shell/timeout` or `shell/aborted`. */
  why(): Failure;
  isTimeout(): boolean;
}

export function limitRun({ program }: ProgramCall, { signal, timeoutMs }: RunOptions): RunLimit {
  // any number of runs may share a signal
  setMaxListeners(0, signal);
  const limit = bounded(signal, timeoutMs);
  const isTimeout = () => !signal.aborted;
  return {
    ...limit,
    isTimeout,
    why: () =>
      isTimeout() ? failure('shell/timeout', { program, seconds: String(timeoutMs / 1000) }) : failure('shell/aborted', { program }),
  };
}

/** Resolves when the signal is aborted, at once where it is. `forget` lets go of the signal. */
export function whenAborted(signal: AbortSignal): { aborted: Promise<void>; forget(): void } {
  let onAbort: () => void = () => undefined;
  const aborted = new Promise<void>((resolve) => {
    onAbort = () => resolve();
  });
  if (signal.aborted) onAbort();
  else signal.addEventListener('abort', onAbort, { once: true });
  return { aborted, forget: () => signal.removeEventListener('abort', onAbort) };
}

/** Waits for a value so many ms at most. What is waited for can't fail. */
export function within<Value>(ms: number, coming: Promise<Value>): Promise<Value | undefined> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms, undefined);
    coming.then((value) => {
      clearTimeout(timer);
      resolve(value);
    });
  });
}
