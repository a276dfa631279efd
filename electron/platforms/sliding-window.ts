import type { WindowLimit } from '../../shared/platform-limits.ts';

/** A window is kept in so many parts: enough to be exact to a sixtieth, and small for any limit. */
const parts = 60;

/** So many happened before `endsAt`, and after the part before it. */
export interface CountedPart {
  endsAt: number;
  count: number;
}

/** Counts what happened in the last `windowMs`. Where it can't be exact it counts too much, never too little. */
export interface SlidingWindow extends WindowLimit {
  used(now: number): number;
  add(now: number): void;
  /** What was added then did not happen. */
  takeBack(addedAt: number): void;
  /** When one more will fit; `now` where it does already. */
  roomAt(now: number): number;
  /** What it counts, oldest first. */
  counted(now: number): CountedPart[];
  /** Counts what another window counted; of what seems to lie ahead, as after a clock was set back, that it was just now. */
  recall(counted: readonly CountedPart[], now: number): void;
}

export function createSlidingWindow({ windowMs, limit }: WindowLimit): SlidingWindow {
  const partMs = windowMs / parts;
  /** Oldest first. */
  let counts: { part: number; count: number }[] = [];
  let total = 0;

  const partEnd = (part: number) => (part + 1) * partMs;
  const endOf = (part: number) => partEnd(part) + windowMs;

  function forget(now: number): void {
    while (counts[0] && endOf(counts[0].part) <= now) total -= counts.shift()?.count ?? 0;
  }

  function put(part: number, count: number): void {
    const last = counts.at(-1);
    if (last?.part === part) last.count += count;
    else counts.push({ part, count });
    total += count;
  }

  const window: SlidingWindow = {
    windowMs,
    limit,
    used(now) {
      forget(now);
      return total;
    },
    add: (now) => put(Math.floor(now / partMs), 1),
    takeBack(addedAt) {
      const counted = counts.find(({ part }) => part === Math.floor(addedAt / partMs));
      if (!counted) return;
      total -= 1;
      counted.count -= 1;
      if (counted.count === 0) counts = counts.filter((one) => one !== counted);
    },
    roomAt(now) {
      forget(now);
      let left = total;
      for (const { part, count } of counts) {
        if (left < window.limit) break;
        left -= count;
        if (left < window.limit) return endOf(part);
      }
      return now;
    },
    counted(now) {
      forget(now);
      return counts.map(({ part, count }) => ({ endsAt: partEnd(part), count }));
    },
    recall(counted, now) {
      const present = Math.floor(now / partMs);
      const recalled = counted.map(({ endsAt, count }) => ({ part: Math.min(present, Math.ceil(endsAt / partMs) - 1), count }));
      const all = [...counts, ...recalled].toSorted((one, other) => one.part - other.part);
      counts = [];
      total = 0;
      for (const { part, count } of all) put(part, count);
    },
  };
  return window;
}
