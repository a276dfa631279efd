import type { MonitorsChange, MonitorView } from '../../shared/monitor/monitor.ts';
import type { Timing } from '../timing.ts';

/** Tells that monitors have changed: many together, so that their views are made once for them. */
export interface ChangeNews {
  changed(ids: Iterable<string>): void;
  close(): void;
}

const togetherMs = 100;

/** @param view how a monitor is shown now; undefined where it is gone */
export function createChangeNews(
  timing: Pick<Timing, 'after'>,
  view: (id: string) => MonitorView | undefined,
  tell: (change: MonitorsChange) => void,
): ChangeNews {
  const waiting = new Set<string>();
  let callOff: (() => void) | undefined;
  function tellAll(): void {
    callOff = undefined;
    const ids = [...waiting];
    waiting.clear();
    const changed = ids.flatMap((id) => view(id) ?? []);
    const there = new Set(changed.map(({ id }) => id));
    tell({ changed, removed: ids.filter((id) => !there.has(id)) });
  }
  return {
    changed(ids) {
      for (const id of ids) waiting.add(id);
      callOff ??= timing.after(togetherMs, tellAll);
    },
    close: () => callOff?.(),
  };
}
