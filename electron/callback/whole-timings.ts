import type { Store } from '../store/store.ts';
import type { Stopwatch } from './exchange.ts';

export interface WholeTimingsOptions {
  store: Pick<Store, 'do'>;
  /** Aborts when the program stops. */
  signal: AbortSignal;
  onChanged(ids: string[], direction: 'in'): void;
}

/** Takes note of a message that ran nothing, once it is on disk and about to be answered. */
export type NoteWhole = (id: string, stopwatch: Stopwatch) => void;

/** Where more than so many come in within a second, no more than the steps up to their storing are kept of them. */
export const mostInASecond = 50;

/**
 * How long it took to store a message that runs nothing, and to answer it. Its row is written before, once; a second write for
 * each would take a busy gateway a part of its throughput. So it is made up for in quiet times, for all of a second together.
 */
export function createWholeTimings({ store, signal, onChanged }: WholeTimingsOptions): NoteWhole {
  let rows: { id: string; ms: number; timing: string }[] = [];

  async function write(): Promise<void> {
    const noted = rows;
    rows = [];
    if (noted.length > mostInASecond || signal.aborted) return;
    try {
      await store.do('messages.completeTimings', { rows: noted });
    } catch {
      // What was done and answered is on disk; only how long the end of it took is not.
      return;
    }
    onChanged(
      noted.map(({ id }) => id),
      'in',
    );
  }

  return (id, stopwatch) => {
    if (rows.length > mostInASecond) return;
    stopwatch.lap('answered');
    rows.push({ id, ms: stopwatch.total(), timing: stopwatch.brief() });
    if (rows.length === 1) setTimeout(() => void write(), 1_000).unref();
  };
}
