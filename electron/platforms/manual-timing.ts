import type { Timing } from '../timing.ts';

/** A clock that runs only where a test tells it to. */
export interface ManualTiming extends Timing {
  /** Time goes by, and what falls due in it is done. */
  pass(ms: number): Promise<void>;
  /** Somebody sets the clock on the wall; no time goes by. */
  setClock(byMs: number): void;
  /** The program starts anew: what was to be done later is forgotten, and `elapsed()` begins at zero. */
  restart(): void;
}

export function manualTiming(): ManualTiming {
  let now = 1_700_000_000_000;
  let elapsed = 0;
  const timers = new Set<{ at: number; run(): void }>();
  const goOn = (to: number) => {
    now += to - elapsed;
    elapsed = to;
  };
  return {
    now: () => now,
    elapsed: () => elapsed,
    random: () => 0.5,
    after(ms, run) {
      const timer = { at: elapsed + ms, run };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    async pass(ms) {
      const end = elapsed + ms;
      for (;;) {
        const [next] = [...timers].filter(({ at }) => at <= end).toSorted((a, b) => a.at - b.at);
        if (!next) break;
        timers.delete(next);
        goOn(Math.max(elapsed, next.at));
        next.run();
      }
      goOn(end);
      await new Promise((resolve) => setImmediate(resolve));
    },
    setClock(byMs) {
      now += byMs;
    },
    restart() {
      timers.clear();
      elapsed = 0;
    },
  };
}
