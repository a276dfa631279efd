import { beatsKeptMs } from '../../shared/monitor/beats.ts';
import type { Store } from '../store/store.ts';
import type { Timing } from '../timing.ts';

export interface MonitorUpkeepOptions {
  store: Pick<Store, 'do'>;
  timing: Pick<Timing, 'now' | 'after'>;
  /** Numbers of monitors that were removed and may come back. */
  keep(): readonly number[];
  onBug(error: unknown): void;
}

const firstMs = 60_000;
const everyMs = 3_600_000;
/** Between two bites of it others have the database, in ms. */
const pauseMs = 200;
/** Incidents that ended stay as long as the days of the uptime do. */
const incidentsAtOnce = 100;

/** Drops old beats and incidents, every hour, bit by bit. The returned function ends that. */
export function startMonitorUpkeep({ store, timing, keep, onBug }: MonitorUpkeepOptions): () => void {
  let callOff = timing.after(firstMs, () => void bite(0).catch(later));
  let isClosed = false;

  function later(error?: unknown): void {
    if (error !== undefined) onBug(error);
    if (!isClosed) callOff = timing.after(everyMs, () => void bite(0).catch(later));
  }
  async function bite(after: number): Promise<void> {
    const now = timing.now();
    const before = { beats: now - beatsKeptMs.beats, hours: now - beatsKeptMs.hours, days: now - beatsKeptMs.days };
    const { next } = await store.do('beats.drop', { after, ...before, keep: keep() });
    await store.do('incidents.drop', { before: before.days, limit: incidentsAtOnce });
    if (next === null) later();
    else if (!isClosed) callOff = timing.after(pauseMs, () => void bite(next).catch(later));
  }

  return () => {
    isClosed = true;
    callOff();
  };
}
