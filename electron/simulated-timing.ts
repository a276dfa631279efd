import { createDueQueue } from './monitor/due-queue.ts';
import type { Timing } from './timing.ts';

/** A clock for tests: time goes by only where a test says so, and what is begun in a moment ends in it. */
export interface SimulatedTiming extends Timing {
  /** Time goes by; what falls due in it is done, one after the other, with all that follows from it. */
  pass(ms: number): Promise<void>;
  /** The computer sleeps: the clock on the wall goes on, and nothing else does. */
  sleep(ms: number): void;
  /** The computer sleeps where `elapsed()` goes on meanwhile, as in Windows: all timers come late. */
  oversleep(ms: number): void;
  /** Somebody sets the clock on the wall. */
  setClock(byMs: number): void;
  /** The program starts anew: what was to be done later is forgotten, and `elapsed()` begins at zero. */
  restart(): void;
}

export function simulatedTiming(start = Date.UTC(2026, 0, 5, 8)): SimulatedTiming {
  let wall = start;
  let elapsed = 0;
  let next = 0;
  const queue = createDueQueue();
  const runs = new Map<string, () => void>();
  const goOn = (to: number) => {
    wall += to - elapsed;
    elapsed = to;
  };
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  return {
    now: () => Math.floor(wall),
    elapsed: () => elapsed,
    random: () => 0.5,
    after(ms, run) {
      const name = String(next++);
      queue.put(name, elapsed + ms);
      runs.set(name, run);
      return () => {
        queue.remove(name);
        runs.delete(name);
      };
    },
    async pass(ms) {
      const end = elapsed + ms;
      await settled();
      for (let first = queue.first(); first && first.due <= end; first = queue.first()) {
        queue.remove(first.name);
        goOn(Math.max(elapsed, first.due));
        const run = runs.get(first.name);
        runs.delete(first.name);
        run?.();
        await settled();
      }
      goOn(end);
      await settled();
    },
    sleep(ms) {
      wall += ms;
    },
    oversleep(ms) {
      goOn(elapsed + ms);
    },
    setClock(byMs) {
      wall += byMs;
    },
    restart() {
      for (const name of runs.keys()) queue.remove(name);
      runs.clear();
      elapsed = 0;
    },
  };
}
