import type { Standing } from '../../shared/monitor/down-words.ts';
import type { MonitorsChange, MonitorView } from '../../shared/monitor/monitor.ts';

/** The monitors as far as the desktop shows them, by id. */
export type WatchedMonitors = ReadonlyMap<string, Pick<MonitorView, 'name' | 'state' | 'since' | 'mutedUntil'>>;

export const watchedMonitors = (monitors: readonly MonitorView[]): WatchedMonitors =>
  afterChange(new Map(), { changed: [...monitors], removed: [] });

export function afterChange(monitors: WatchedMonitors, { changed, removed }: MonitorsChange): WatchedMonitors {
  const next = new Map(monitors);
  for (const id of removed) next.delete(id);
  for (const { id, name, state, since, mutedUntil } of changed)
    next.set(id, { name, state, since, ...(mutedUntil !== undefined && { mutedUntil }) });
  return next;
}

/** How they stand as a whole. */
export function standingOf(monitors: WatchedMonitors): Standing {
  const all = [...monitors.values()];
  const down = all.filter(({ state }) => state === 'down').sort((one, other) => other.since - one.since);
  return {
    down: down.map(({ name }) => name),
    unknown: all.filter(({ state }) => state === 'unknown').length,
    watched: monitors.size,
  };
}
