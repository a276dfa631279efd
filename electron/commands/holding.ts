import type { Asker } from './policy.ts';

/** The switch that puts everything on hold: commands may look, but change nothing, until it is let go. Kept over restarts. */
export interface Holding {
  isHeld(): boolean;
  /** Resolves when it is on disk, and who did it on the audit trail. */
  set(held: boolean, by: Asker): Promise<void>;
}
