import { type Clock, systemClock } from './clock.ts';

/** Time and chance, passed in so that tests decide them. */
export interface Timing extends Clock {
  /** Runs something in `ms`; the returned function calls it off. */
  after(ms: number, run: () => void): () => void;
  /** A number from 0 up to, but not, 1. */
  random(): number;
}

export const systemTiming: Timing = {
  ...systemClock,
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
  random: Math.random,
};

/**
 * The same, with `elapsed()` counted from about 1970, so that what it measured before a restart can be compared: at the
 * start it says what the clock on the wall says, and goes on from there without a jump.
 */
export function anchored(timing: Timing): Timing {
  const start = timing.now() - timing.elapsed();
  return { ...timing, elapsed: () => start + timing.elapsed() };
}

/** A pause that doubles with each attempt (0, 1, 2 …), between half of it and all of it, so that callers part. */
export function backOffMs(attempt: number, { firstMs, longestMs }: { firstMs: number; longestMs: number }, random: () => number): number {
  const whole = Math.min(longestMs, firstMs * 2 ** attempt);
  return Math.round(whole * (0.5 + random() / 2));
}

/** Waits `ms`; resolves to false at once where `signal` ends it. */
export function pause(timing: Timing, ms: number, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve(false);
    const callOff = timing.after(ms, () => end(true));
    const onAbort = () => end(false);
    signal.addEventListener('abort', onAbort, { once: true });
    function end(whole: boolean): void {
      callOff();
      signal.removeEventListener('abort', onAbort);
      resolve(whole);
    }
  });
}
