/** Rows that somebody decides about before they are sent. */
export interface HeldRows {
  /** It is being sent until what is given back is called. */
  sending(id: string): () => void;
  isHeld(id: string): boolean;
  /** Gives those to whoever decides that are not being sent, and keeps them back meanwhile. */
  hold<T>(ids: readonly string[], decide: (waiting: string[]) => Promise<T>): Promise<T>;
}

/** @param onDecided hears which rows may have changed and are held back no more */
export function createHeldRows(onDecided: (ids: string[]) => void): HeldRows {
  const underWay = new Set<string>();
  const held = new Set<string>();
  return {
    sending(id) {
      underWay.add(id);
      return () => void underWay.delete(id);
    },
    isHeld: (id) => held.has(id),
    async hold(ids, decide) {
      const waiting = ids.filter((id) => !underWay.has(id) && !held.has(id));
      for (const id of waiting) held.add(id);
      try {
        return await decide(waiting);
      } finally {
        for (const id of waiting) held.delete(id);
        onDecided(waiting);
      }
    },
  };
}
