/** Tells when many things begin to fail, or to answer again, at the same time. */
export interface StormWatch {
  /** One more has begun. True where that makes a storm of which nobody knew. */
  began(): boolean;
  isOn(): boolean;
  /** In a storm all are looked at within so many ms. */
  readonly lookMs: number;
}

/** So many within so many ms are a storm; it is over when so many ms have passed without. */
const size = 3;
const withinMs = 10_000;
/** All are looked at no more often than that, in ms. */
const lookEveryMs = 5 * 60_000;

export function createStormWatch(elapsed: () => number): StormWatch {
  let times: number[] = [];
  let lookedAt = Number.NEGATIVE_INFINITY;
  const isOn = () => times.length >= size && (times.at(-size) ?? 0) > elapsed() - withinMs;
  return {
    began() {
      times = [...times.slice(1 - size), elapsed()];
      if (!isOn() || elapsed() - lookedAt < lookEveryMs) return false;
      lookedAt = elapsed();
      return true;
    },
    isOn,
    lookMs: 2_000,
  };
}
