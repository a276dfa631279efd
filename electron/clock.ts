/** Time, passed in so that tests decide it. */
export interface Clock {
  /** Unix time in ms. */
  now(): number;
  /** Ms since some fixed point; never jumps. For measuring how long something took. */
  elapsed(): number;
}

export const systemClock: Clock = { now: () => Date.now(), elapsed: () => performance.now() };
