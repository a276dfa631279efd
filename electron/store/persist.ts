import { setTimeout } from 'node:timers/promises';

/** How long to wait between attempts to write what must not be forgotten, in ms: five minutes in all. */
export const persistPausesMs: readonly number[] = [200, 500, 1000, 2000, 5000, 10_000, 20_000, ...Array<number>(8).fill(30_000)];

/** Tries to write again and again while the disk refuses. Rejects with the last error where it never worked. */
export async function persist<T>(write: () => Promise<T>, pausesMs: readonly number[], onBug: (error: unknown) => void): Promise<T> {
  for (const pauseMs of pausesMs) {
    try {
      return await write();
    } catch (error) {
      onBug(error);
      await setTimeout(pauseMs);
    }
  }
  return write();
}

/** Never gives up before the program stops: at the last of the pauses it tries again and again. Then it goes on like `persist`. */
export async function persistUntil<T>(
  stop: AbortSignal,
  write: () => Promise<T>,
  pausesMs: readonly number[],
  onBug: (error: unknown) => void,
): Promise<T> {
  for (let tries = 0; !stop.aborted; tries++) {
    try {
      return await write();
    } catch (error) {
      onBug(error);
      await setTimeout(pausesMs[Math.min(tries, pausesMs.length - 1)], undefined, { signal: stop }).catch(() => undefined);
    }
  }
  return persist(write, pausesMs, onBug);
}
