import type { Gauge } from '../../shared/platform.ts';
import type { WindowLimit } from '../../shared/platform-limits.ts';
import type { Failure } from '../../shared/result.ts';
import type { Timing } from '../timing.ts';
import { createSlidingWindow, type SlidingWindow } from './sliding-window.ts';

/** Something that calls count on. */
export interface Counter {
  /** What tells it from others. */
  key: string;
  /** What it is called on the gauge; of several counters with one name the fullest is shown. */
  name: string;
  windows: readonly WindowLimit[];
}

/** Why an API is closed, in `elapsed()` time. */
export interface Penalty {
  /** Which of the platform's penalties it is, the shortest being 0. */
  step: number;
  ms: number;
  until: number;
  /** Unix time in ms of the midnight that ends it, however long the computer slept till then. */
  midnight?: number | undefined;
}

/**
 * When a penalty ends, in `elapsed()` time. The clock on the wall tells when midnight is, because the other one may
 * stand still while the computer sleeps; where somebody has set it back, nothing lasts longer than its full time.
 */
export function penaltyEnd({ until, midnight }: Penalty, timing: Pick<Timing, 'now' | 'elapsed'>): number {
  return midnight === undefined ? until : Math.min(until, timing.elapsed() + midnight - timing.now());
}

/** The platform has said that these credentials are wrong, in `elapsed()` time. */
export interface SecretRefusal {
  failure: Failure;
  until: number;
  /** The print of the credentials, or its beginning. */
  for: string;
}

/**
 * What an account has used of its platform's limits, and what the platform holds against it. It belongs to the account:
 * a client that is made anew goes on with it.
 */
export interface Usage {
  /** A counter's windows, with its limits as they are now. */
  windowsOf(counter: Counter): SlidingWindow[];
  /** Counts one call on each. The returned function takes that back. */
  count(counters: readonly Counter[]): () => void;
  /** What is counted, by key. */
  counters(): Iterable<[string, { name: string; windows: SlidingWindow[] }]>;
  /** Other limits count from now on. What `counterOf` does not know is forgotten. */
  relimit(counterOf: (key: string) => Counter | undefined): void;
  gauges(): Gauge[];
  penalty(gate: string): Penalty | undefined;
  penalties(): Iterable<[string, Penalty]>;
  punish(gate: string, penalty: Penalty): void;
  refusal(): SecretRefusal | undefined;
  /** `undefined` forgets it. */
  refuse(refusal: SecretRefusal | undefined): void;
}

/** More counters than this, and those at zero are dropped: there is one for each person written to. */
const countersKept = 1000;

/** An account's usage, empty. @param onChange called after each change */
export function createUsage(timing: Pick<Timing, 'elapsed'>, onChange: () => void = () => {}): Usage {
  const counters = new Map<string, { name: string; windows: SlidingWindow[] }>();
  const penalties = new Map<string, Penalty>();
  let refusal: SecretRefusal | undefined;

  const now = () => timing.elapsed();

  function windowsOf({ key, name, windows }: Counter): SlidingWindow[] {
    const known = counters.get(key);
    if (!known && counters.size >= countersKept) dropIdle();
    const present = windows.map((wanted) =>
      limited(
        known?.windows.find(({ windowMs }) => windowMs === wanted.windowMs),
        wanted,
      ),
    );
    counters.set(key, { name, windows: present });
    return present;
  }

  function dropIdle(): void {
    for (const [key, { windows }] of counters) {
      if (windows.every((window) => window.used(now()) === 0)) counters.delete(key);
    }
  }

  return {
    windowsOf,
    count(counted) {
      const at = now();
      const windows = counted.flatMap(windowsOf);
      for (const window of windows) window.add(at);
      if (windows.length > 0) onChange();
      return () => {
        for (const window of windows) window.takeBack(at);
        if (windows.length > 0) onChange();
      };
    },
    counters: () => counters,
    relimit(counterOf) {
      for (const key of [...counters.keys()]) {
        const counter = counterOf(key);
        if (counter) windowsOf(counter);
        else counters.delete(key);
      }
    },
    gauges() {
      const fullest = new Map<string, Gauge>();
      for (const { name, windows } of counters.values()) {
        for (const window of windows) {
          const gauge = { name, windowMs: window.windowMs, used: window.used(now()), limit: window.limit };
          const place = `${name} ${gauge.windowMs}`;
          if (gauge.used >= (fullest.get(place)?.used ?? 0)) fullest.set(place, gauge);
        }
      }
      return [...fullest.values()];
    },
    penalty: (gate) => penalties.get(gate),
    penalties: () => penalties,
    punish(gate, penalty) {
      penalties.set(gate, penalty);
      onChange();
    },
    refusal: () => refusal,
    refuse(wanted) {
      if (refusal === wanted) return;
      refusal = wanted;
      onChange();
    },
  };
}

/** The window that is there, with the limit as it is now; a new one where there is none. */
function limited(present: SlidingWindow | undefined, wanted: WindowLimit): SlidingWindow {
  if (!present) return createSlidingWindow(wanted);
  present.limit = wanted.limit;
  return present;
}
