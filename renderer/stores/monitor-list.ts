import type { CheckKind } from '../../shared/monitor/check-spec.ts';
import type { Monitor, MonitorState, MonitorView } from '../../shared/monitor/monitor.ts';
import type { Label } from './target-filter.ts';

/** What of the monitors is wanted: words that must all occur, any of the states, any of the kinds, all of the tags. */
export interface MonitorFilter {
  text: string;
  states: MonitorState[];
  kinds: CheckKind[];
  tags: string[];
}

/** The filter that all monitors meet. */
export const noMonitorFilter: MonitorFilter = { text: '', states: [], kinds: [], tags: [] };

/** What a check looks at, in one line: an address, a command, a metric. Empty for a push, which looks at nothing. */
export function lookedAt({ check, target }: Pick<Monitor, 'check' | 'target'>): string {
  switch (check.kind) {
    case 'ping':
      return check.host;
    case 'tcp':
      return check.host.includes(':') ? `[${check.host}]:${check.port}` : `${check.host}:${check.port}`;
    case 'http':
      return check.url;
    case 'ssh':
      return `${target ?? ''} $ ${check.command}`.trim();
    case 'metrics':
      return `${target ?? ''} ${check.metric}${check.mount === undefined ? '' : ` ${check.mount}`}`.trim();
    case 'dns':
      return `${check.name} ${check.record}`;
    case 'push':
      return '';
  }
}

function searched(monitor: MonitorView): string {
  return [monitor.id, monitor.name, lookedAt(monitor), monitor.target, ...monitor.tags, monitor.notes]
    .filter(Boolean)
    .join('\n')
    .toLowerCase();
}

/** The monitors that meet the filter, in their order. */
export function filterMonitors(monitors: MonitorView[], { text, states, kinds, tags }: MonitorFilter): MonitorView[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return monitors.filter((monitor) => {
    if (states.length > 0 && !states.includes(monitor.state)) return false;
    if (kinds.length > 0 && !kinds.includes(monitor.check.kind)) return false;
    if (!tags.every((tag) => monitor.tags.includes(tag))) return false;
    const hay = searched(monitor);
    return words.every((word) => hay.includes(word));
  });
}

export const isFilteringMonitors = ({ text, states, kinds, tags }: MonitorFilter): boolean =>
  text.trim() !== '' || states.length > 0 || kinds.length > 0 || tags.length > 0;

/** What asks for somebody stands first. */
const ranks: Record<MonitorState, number> = { down: 0, retrying: 1, unknown: 2, pending: 3, up: 3, maintenance: 4, paused: 5 };

/** The monitors as they are listed: what is down first, the others by name. */
export function listedMonitors(monitors: MonitorView[], language: string): MonitorView[] {
  const { compare } = new Intl.Collator(language, { numeric: true });
  return monitors.toSorted(
    (one, other) => ranks[one.state] - ranks[other.state] || compare(one.name, other.name) || compare(one.id, other.id),
  );
}

/** The same monitors in the order that they had, so that nothing moves under the pointer; those that are new come last. */
export function steadyMonitors(listed: MonitorView[], order: readonly string[]): MonitorView[] {
  const places = new Map(order.map((id, place) => [id, place]));
  const place = ({ id }: MonitorView) => places.get(id) ?? order.length;
  return listed.toSorted((one, other) => place(one) - place(other));
}

/** How many there are of each, for the chips of the filter; what there is none of has no chip. */
export function countMonitors<Name extends string>(
  monitors: MonitorView[],
  of: (monitor: MonitorView) => readonly Name[],
): (Label & { name: Name })[] {
  const counts = new Map<Name, number>();
  for (const monitor of monitors) for (const name of of(monitor)) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([name, count]) => ({ name, count }));
}
