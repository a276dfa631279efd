import { z } from 'zod';
import type { KeptValues } from '../kept-values.ts';

/** Monitors of which nothing is told for a while; it outlasts a restart. */
export interface Muting {
  /** Unix time in ms. */
  until(monitor: string): number | undefined;
  /** Null ends it. */
  set(monitors: readonly string[], until: number | null): Promise<void>;
}

const Muted = z.record(z.string(), z.number());
const mutedName = 'monitors.muted';

export function openMuting(kept: KeptValues, now: () => number): Muting {
  let muted = kept.read(mutedName, Muted) ?? {};
  return {
    until(monitor) {
      const until = muted[monitor];
      return until !== undefined && until > now() ? until : undefined;
    },
    async set(monitors, until) {
      const next = Object.fromEntries(Object.entries(muted).filter(([id, end]) => end > now() && !monitors.includes(id)));
      if (until !== null) for (const id of monitors) next[id] = until;
      await kept.keep(mutedName, next);
      muted = next;
    },
  };
}
