/** A bounded number of places, given out in the order in which they were asked for. */
export interface Slots {
  /** @returns gives the place back, once; nothing where the signal was aborted first */
  take(signal: AbortSignal): Promise<(() => void) | undefined>;
  /** There turned out to be no more places than are taken now; one remains always. */
  shrink(): void;
  taken(): number;
}

export function createSlots(most: number): Slots {
  const waiting = new Set<() => void>();
  let limit = most;
  let taken = 0;

  function leave(): void {
    taken -= 1;
    const [next] = waiting;
    if (next && taken < limit) next();
  }
  function enter(): () => void {
    taken += 1;
    let isTaken = true;
    return () => {
      if (isTaken) leave();
      isTaken = false;
    };
  }
  return {
    async take(signal) {
      if (signal.aborted) return undefined;
      if (taken < limit) return enter();
      return new Promise((resolve) => {
        const settle = (release: (() => void) | undefined) => {
          waiting.delete(onTurn);
          signal.removeEventListener('abort', onAbort);
          resolve(release);
        };
        const onTurn = () => settle(enter());
        const onAbort = () => settle(undefined);
        waiting.add(onTurn);
        signal.addEventListener('abort', onAbort, { once: true });
      });
    },
    shrink() {
      limit = Math.max(1, Math.min(limit, taken));
    },
    taken: () => taken,
  };
}
