import { setTimeout } from 'node:timers/promises';
import type { Store } from '../store/store.ts';

/** While others ask the store it is asked again after so many ms, but it is not waited for them longer than `patienceMs`. */
const pauseMs = 5;
const patienceMs = 500;

/**
 * Waits for a moment in which nobody else asks the store for anything: the upkeep comes last. Under steady load it gets
 * one short turn in half a second.
 */
export async function quietMoment(store: Pick<Store, 'isQuiet'>, elapsed: () => number, signal: AbortSignal): Promise<void> {
  const began = elapsed();
  do await setTimeout(pauseMs, undefined, { ref: false });
  while (!signal.aborted && !store.isQuiet() && elapsed() - began < patienceMs);
}
