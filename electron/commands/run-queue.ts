/** Gives the place back to the next who waits. To be called once. */
export type Leave = () => void;
/** Of what needs no place. */
export const noPlace: Leave = () => undefined;

/**
 * How many commands run at the same time. Accounts take turns: one that has many waiting holds up the others no longer
 * than one command each.
 */
export interface RunQueue {
  /** A place, where one is free and nobody waits. */
  tryEnter(): Leave | undefined;
  enter(account: string): Promise<Leave>;
}

export function createRunQueue(atOnce: number): RunQueue {
  /** Accounts in the order of their turns, each with those that wait. */
  const waiting = new Map<string, ((leave: Leave) => void)[]>();
  let inside = 0;

  function next(): void {
    const [turn] = waiting;
    if (!turn) {
      inside -= 1;
      return;
    }
    const [account, [first, ...others]] = turn;
    waiting.delete(account);
    if (others.length > 0) waiting.set(account, others);
    first?.(next);
  }

  return {
    tryEnter() {
      if (inside >= atOnce) return undefined;
      inside += 1;
      return next;
    },
    enter(account) {
      return new Promise((resolve) => {
        if (inside < atOnce) {
          inside += 1;
          resolve(next);
        } else waiting.set(account, [...(waiting.get(account) ?? []), resolve]);
      });
    },
  };
}
