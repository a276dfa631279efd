import type { WindowLimit } from '../../shared/platform-limits.ts';

/** A window is kept in so many parts: enough to be exact to a sixtieth, and small for any limit. */
const parts = 60;

/** Counts what happened in the last `windowMs`. Where it can't be exact it counts too much, never too little. */
export interface SlidingWindow extends WindowLimit {
  used(now: number): number;
  add(now: number): void;
  /** When one more will fit; `now` where it does already. */
  roomAt(now: number): number;
}

export function createSlidingWindow({ windowMs, limit }: WindowLimit): SlidingWindow {
  const partMs = windowMs / parts;
  /** Oldest first. */
  const counts: { part: number; count: number }[] = [];
  let total = 0;

  const endOf = (part: number) => (part + 1) * partMs + windowMs;

  function forget(now: number): void {
    while (counts[0] && endOf(counts[0].part) <= now) total -= counts.shift()?.count ?? 0;
  }

  return {
    windowMs,
    limit,
    used(now) {
      forget(now);
      return total;
    },
    add(now) {
      const part = Math.floor(now / partMs);
      const last = counts.at(-1);
      if (last?.part === part) last.count += 1;
      else counts.push({ part, count: 1 });
      total += 1;
    },
    roomAt(now) {
      forget(now);
      let left = total;
      for (const { part, count } of counts) {
        if (left < limit) break;
        left -= count;
        if (left < limit) return endOf(part);
      }
      return now;
    },
  };
}
