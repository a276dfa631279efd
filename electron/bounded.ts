/** An abort signal with an end of its own. */
export interface Bounded {
  signal: AbortSignal;
  /** Aborts it, and lets go of its parent and its timer. */
  end(): void;
}

/**
 * A signal that is aborted with `parent`, by its end, or after `ms` with a `TimeoutError`.
 * why: in Node 20 a garbage collection can take an `AbortSignal.timeout` away that only `AbortSignal.any` knows; then it
 * never comes, and what it should have ended hangs for ever.
 */
export function bounded(parent: AbortSignal, ms?: number): Bounded {
  const own = new AbortController();
  const onAbort = () => end(parent.reason);
  const timer = ms === undefined ? undefined : setTimeout(() => end(new DOMException('too late', 'TimeoutError')), ms);
  function end(reason?: unknown): void {
    clearTimeout(timer);
    parent.removeEventListener('abort', onAbort);
    own.abort(reason);
  }
  if (parent.aborted) onAbort();
  else parent.addEventListener('abort', onAbort, { once: true });
  return { signal: own.signal, end: () => end() };
}
