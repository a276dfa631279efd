/** Tells when many things begin to fail, or to answer again, at the same time. */
export interface StormWatch {
  /**
   * One more has begun. Gives back how many of the others are to be asked now: all where that makes a storm of which nobody
   * knew, a few where it is the first, since its turn may come long before that of the next that fails with it.
   */
  began(): number;
  isOn(): boolean;
  /** Those are asked within so many ms. */
  readonly lookMs: number;
}

/** So many within so many ms are a storm; it is over when so many ms have passed without. */
const size = 3;
const withinMs = 10_000;
/** With the first so many others are asked: enough to see a storm that meets only some of them. */
const few = 8;
/** All are looked at no more often than that, in ms. */
const lookEveryMs = 5 * 60_000;

export function createStormWatch(elapsed: () => number): StormWatch {
  let times: number[] = [];
  let lookedAt = Number.NEGATIVE_INFINITY;
  const isOn = () => times.length >= size && (times.at(-size) ?? 0) > elapsed() - withinMs;
  return {
    began() {
      const isFirst = (times.at(-1) ?? Number.NEGATIVE_INFINITY) <= elapsed() - withinMs;
      times = [...times.slice(1 - size), elapsed()];
      if (isFirst) return few;
      if (!isOn() || elapsed() - lookedAt < lookEveryMs) return 0;
      lookedAt = elapsed();
      return Number.POSITIVE_INFINITY;
    },
    isOn,
    lookMs: 2_000,
  };
}
