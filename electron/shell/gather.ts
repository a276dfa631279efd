import type { Timing } from '../timing.ts';

/** Hands on what comes together in one go. */
export interface Gathering<Item> {
  add(items: readonly Item[]): void;
  close(): void;
}

/** What happens within this time is told together, in ms. */
const gatherMs = 1_000;
/** Between two notifications, in ms: those of a storm don't come one on top of the other. */
const restMs = 15_000;

/** @param tell gets everything since it was called last, never nothing */
export function gather<Item>(timing: Pick<Timing, 'elapsed' | 'after'>, tell: (items: Item[]) => void): Gathering<Item> {
  let waiting: Item[] = [];
  let callOff: (() => void) | undefined;
  let toldAt = Number.NEGATIVE_INFINITY;
  function tellAll(): void {
    const items = waiting;
    [waiting, callOff, toldAt] = [[], undefined, timing.elapsed()];
    tell(items);
  }
  return {
    add(items) {
      if (items.length === 0) return;
      waiting.push(...items);
      callOff ??= timing.after(Math.max(gatherMs, toldAt + restMs - timing.elapsed()), tellAll);
    },
    close: () => callOff?.(),
  };
}
