import type { MonitorView } from '../../shared/monitor/monitor.ts';
import type { EventHub } from '../events.ts';

/**
 * Tells that monitors have changed: many together, each as it is when that is told.
 * @param view how a monitor is shown now; undefined where it is gone
 * @returns takes the ids of those that have changed
 */
export function createChangeNews(
  events: Pick<EventHub, 'emitMade' | 'isHeard'>,
  view: (id: string) => MonitorView | undefined,
): (ids: Iterable<string>) => void {
  const waiting = new Set<string>();
  function change() {
    const ids = [...waiting];
    waiting.clear();
    const changed = ids.flatMap((id) => view(id) ?? []);
    const there = new Set(changed.map(({ id }) => id));
    return { changed, removed: ids.filter((id) => !there.has(id)) };
  }
  return (ids) => {
    if (!events.isHeard('monitors.changed')) return;
    for (const id of ids) waiting.add(id);
    events.emitMade('monitors.changed', change);
  };
}
