import { failure } from '../../shared/failures.ts';
import { beatsKeptMs, type Chart, type Uptime } from '../../shared/monitor/beats.ts';
import type { Monitor, MonitorChange } from '../../shared/monitor/monitor.ts';
import { err, ok } from '../../shared/result.ts';
import type { CallsOf } from '../calls/call-table.ts';
import type { Clock } from '../clock.ts';
import type { Store } from '../store/store.ts';
import { dayMs, hourMs } from '../store/tables/monitor-beats.ts';
import type { MonitorRoom } from './monitor-room.ts';

type MonitorCalls = CallsOf<'monitors' | 'beats' | 'incidents' | 'notices' | 'oncall'>;

export interface MonitorCallsOptions {
  monitors: MonitorRoom;
  store: Store;
  clock: Clock;
  /** What comes before a token in the address that jobs report to. */
  pushUrl(): string;
}

/** So many runs are shown with an incident. */
const mostRuns = 200;
/** Single beats are drawn for a stretch so long at the most, hours for one so long, in ms. */
const beatsFor = 8 * hourMs;
const hoursFor = 21 * dayMs;

/** The calls of the contract that are about monitors, incidents and notices. */
export function monitorCalls({ monitors, store, clock, pushUrl }: MonitorCallsOptions): MonitorCalls {
  const seqOf = (id: string) => monitors.records().find(({ monitor }) => monitor.id === id)?.seq;
  const chosen = (ids: readonly string[] | undefined) => {
    const wanted = ids && new Set(ids);
    return monitors.records().filter(({ monitor }) => wanted === undefined || wanted.has(monitor.id));
  };
  const unknown = (id: string) => err(failure('monitors/unknown', { id }));
  return {
    'monitors.list': async () => ok({ monitors: monitors.list(), pushUrl: pushUrl() }),
    'monitors.save': ({ monitor, isNew, secrets }) => monitors.save(monitor, isNew, secrets),
    'monitors.delete': ({ ids }) => monitors.remove(ids),
    'monitors.restore': ({ ids }) => monitors.restore(ids),
    'monitors.pause': ({ ids, paused }) => monitors.edit(ids, (monitor) => ({ ...monitor, paused })),
    'monitors.edit': ({ ids, change, addTags, removeTags }) =>
      monitors.edit(ids, (monitor) => edited(monitor, { change, addTags, removeTags })),
    'monitors.mute': ({ ids, until }) => monitors.mute(ids, until),
    'monitors.test': ({ monitor, secrets }) => monitors.tryOut(monitor, secrets),
    async 'monitors.check'({ ids }) {
      monitors.check(ids);
      return ok(null);
    },
    'monitors.clone': ({ id }) => monitors.clone(id),
    'monitors.export': async ({ ids }) => ok(monitors.exportFile(ids)),
    'monitors.readImport': async ({ text }) => monitors.readImport(text),
    'monitors.import': (input) => monitors.addAll(input.monitors),
    'monitors.newToken': async () => ok({ token: monitors.newToken() }),
    async 'beats.page'({ monitor, before, limit }) {
      const seq = seqOf(monitor);
      return seq === undefined ? unknown(monitor) : ok(await store.do('beats.page', { monitor: seq, before, limit }));
    },
    async 'beats.strip'({ ids, count }) {
      const records = chosen(ids);
      const strips = await store.do('beats.strip', { monitors: records.map(({ seq }) => seq), count });
      return ok(Object.fromEntries(records.map(({ monitor }, index) => [monitor.id, strips[index] ?? []])));
    },
    async 'beats.uptime'({ ids }) {
      const records = chosen(ids);
      const now = clock.now();
      const since = { day: now - dayMs, month: now - 30 * dayMs, quarter: now - 90 * dayMs };
      const shares = await store.do('beats.uptime', { monitors: records.map(({ seq }) => seq), ...since });
      return ok(Object.fromEntries(records.map(({ monitor }, index) => [monitor.id, uptimeOf(shares[index] ?? [])])));
    },
    async 'beats.chart'({ monitor, from, to }) {
      const seq = seqOf(monitor);
      if (seq === undefined) return unknown(monitor);
      const resolution = resolutionOf(from, to, clock.now());
      const span = { beat: 0, hour: hourMs, day: dayMs }[resolution];
      return ok({ resolution, points: await store.do('beats.chart', { monitor: seq, span, from, to }) });
    },
    'incidents.page': async (input) => ok(await store.do('incidents.page', input)),
    async 'incidents.get'({ number }) {
      const found = await store.do('incidents.get', { number });
      if (!found) return ok(null);
      const { target, failedAt, recoveredAt } = found.incident;
      const stretch = { from: failedAt, to: recoveredAt ?? clock.now(), limit: mostRuns };
      const nobody = monitors.notices.nobody(found.incident);
      return ok({
        ...found,
        ...(nobody && { nobody }),
        runs: target === undefined ? [] : await store.do('incidents.runsOn', { target, ...stretch }),
      });
    },
    'incidents.acknowledge': ({ number }) => monitors.incidents.acknowledge(number, { origin: 'console' }),
    'notices.reach': async ({ recipients }) => ok(monitors.notices.reach(recipients)),
    'notices.rules.get': async () => ok(monitors.notices.rules()),
    async 'notices.rules.set'({ rules }) {
      await monitors.notices.setRules(rules);
      return ok(monitors.notices.rules());
    },
    'oncall.get': async () => ok(monitors.notices.oncall() ?? null),
    async 'oncall.set'({ plan }) {
      await monitors.notices.setOncall(plan);
      return ok(monitors.notices.oncall() ?? { plan });
    },
  };
}

/** What is left of the beginning of a stretch, as fine as it can be drawn. */
function resolutionOf(from: number, to: number, now: number): Chart['resolution'] {
  const isKept = (ms: number) => from >= now - ms;
  if (to - from <= beatsFor && isKept(beatsKeptMs.beats)) return 'beat';
  return to - from <= hoursFor && isKept(beatsKeptMs.hours) ? 'hour' : 'day';
}

interface BulkEdit {
  change: MonitorChange;
  addTags: readonly string[];
  removeTags: readonly string[];
}

function edited(monitor: Monitor, { change: { parent, ...change }, addTags, removeTags }: BulkEdit): Monitor {
  const { parent: before, ...rest } = monitor;
  const above = parent === undefined ? before : (parent ?? undefined);
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as Partial<Monitor>;
  const tags = [...new Set([...monitor.tags, ...addTags])].filter((tag) => !removeTags.includes(tag)).slice(0, 16);
  return { ...rest, ...given, tags, ...(above !== undefined && { parent: above }) };
}

function uptimeOf(shares: readonly (readonly [up: number, counted: number])[]): Uptime {
  const [day, month, quarter] = shares.map(([up, counted]) => (counted === 0 ? undefined : up / counted));
  return { ...(day !== undefined && { day }), ...(month !== undefined && { month }), ...(quarter !== undefined && { quarter }) };
}
