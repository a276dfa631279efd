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

/** The names of what is down, the latest first. */
export const downNames = (monitors: WatchedMonitors): string[] =>
  [...monitors.values()]
    .filter(({ state }) => state === 'down')
    .sort((one, other) => other.since - one.since)
    .map(({ name }) => name);
