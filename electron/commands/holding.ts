/** The switch that puts everything on hold: commands may look, but change nothing, until it is let go. Kept over restarts. */
export interface Holding {
  isHeld(): boolean;
  /** Resolves when it is on disk. */
  set(held: boolean): Promise<void>;
}
