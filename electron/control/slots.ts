/** A bounded number of places, given out in the order in which they were asked for. */
export interface Slots {
  /** @returns gives the place back, once; nothing where the signal was aborted first */
  take(signal: AbortSignal): Promise<(() => void) | undefined>;
  /** A place that is taken turned out not to be there: it is not given out again once it is given back. One remains always. */
  shrink(): void;
  taken(): number;
  /** How many would have to leave before the next one gets a place; 0 where there is one. */
  inFront(): number;
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
      limit = Math.max(1, Math.min(limit, taken - 1));
    },
    taken: () => taken,
    inFront: () => (taken < limit ? 0 : taken + waiting.size),
  };
}
