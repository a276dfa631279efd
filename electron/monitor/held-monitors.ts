import { failure } from '../../shared/failures.ts';
import { isDnsServer, needsTarget } from '../../shared/monitor/check-spec.ts';
import { type Monitor, Monitor as MonitorSchema, monitorLimits } from '../../shared/monitor/monitor.ts';
import { err, type Failure, ok, type Result } from '../../shared/result.ts';
import type { Store } from '../store/store.ts';
import type { MonitorRecord, MonitorToPut } from '../store/tables/monitors.ts';

/** The monitors there are, on disk and in memory. */
export interface HeldMonitors {
  /** In the order in which they were made. */
  all(): MonitorRecord[];
  get(id: string): MonitorRecord | undefined;
  /** Fails where there is none of that id. */
  known(id: string): Result<MonitorRecord>;
  /** Fails where one of them isn't there. */
  allKnown(ids: readonly string[]): Result<MonitorRecord[]>;
  /** The push monitor of a token. */
  ofToken(token: string): Monitor | undefined;
  /** Why there can't be these, in the place of those with the same id or besides. */
  faultWith(monitors: readonly Monitor[]): Failure | undefined;
  /** On disk first, then in memory. */
  put(records: readonly MonitorToPut[], at: number): Promise<void>;
  remove(ids: readonly string[]): Promise<MonitorRecord[]>;
  restore(records: readonly MonitorRecord[]): Promise<void>;
}

/** What no version knows any more is left on disk until it is written anew. */
export async function holdMonitors(
  store: Pick<Store, 'do'>,
  hasTarget: (id: string) => boolean,
  onBug: (error: unknown) => void,
): Promise<HeldMonitors> {
  let held = new Map<string, MonitorRecord>();
  for (const kept of await store.do('monitors.list')) {
    const monitor = MonitorSchema.safeParse(kept.monitor);
    if (monitor.success) held.set(monitor.data.id, { ...kept, monitor: monitor.data });
    else onBug(new Error(`a kept monitor is not understood: ${monitor.error.message}`));
  }
  let tokens = tokensOf(held);
  function keep(next: Map<string, MonitorRecord>): void {
    held = new Map([...next].sort(([, a], [, b]) => a.madeAt - b.madeAt || a.seq - b.seq));
    tokens = tokensOf(held);
  }

  function known(id: string): Result<MonitorRecord> {
    const record = held.get(id);
    return record ? ok(record) : err(failure('monitors/unknown', { id }));
  }

  return {
    known,
    all: () => [...held.values()],
    get: (id) => held.get(id),
    allKnown(ids) {
      const records: MonitorRecord[] = [];
      for (const id of ids) {
        const record = known(id);
        if (!record.ok) return record;
        records.push(record.value);
      }
      return ok(records);
    },
    ofToken: (token) => tokens.get(token),
    faultWith(monitors) {
      const all = new Map([...held].map(([id, { monitor }]) => [id, monitor] as const));
      for (const monitor of monitors) all.set(monitor.id, monitor);
      if (all.size > monitorLimits.monitors && all.size > held.size)
        return failure('monitors/too-many', { limit: String(monitorLimits.monitors) });
      return firstOf(monitors, (monitor) => faultOf(monitor, held.get(monitor.id)?.monitor, all, hasTarget));
    },
    async put(records, at) {
      const { seqs } = await store.do('monitors.put', { records, at });
      const next = new Map(held);
      for (const [index, record] of records.entries()) {
        const { id } = record.monitor;
        next.set(id, { ...record, seq: seqs[index] ?? 0, madeAt: held.get(id)?.madeAt ?? at });
      }
      keep(next);
    },
    async remove(ids) {
      await store.do('monitors.remove', { ids });
      const next = new Map(held);
      const removed = ids.flatMap((id) => held.get(id) ?? []);
      for (const id of ids) next.delete(id);
      keep(next);
      return removed;
    },
    async restore(records) {
      await store.do('monitors.restore', { records });
      keep(new Map([...held, ...records.map((record) => [record.monitor.id, record] as const)]));
    },
  };
}

const tokensOf = (held: Map<string, MonitorRecord>) =>
  new Map([...held.values()].flatMap(({ monitor }) => (monitor.check.kind === 'push' ? [[monitor.check.token, monitor] as const] : [])));

function firstOf(monitors: readonly Monitor[], fault: (monitor: Monitor) => Failure | undefined): Failure | undefined {
  for (const monitor of monitors) {
    const found = fault(monitor);
    if (found) return found;
  }
  return undefined;
}

/** A target or a parent that went away meanwhile is no fault of whoever changes something else. */
function faultOf(
  monitor: Monitor,
  before: Monitor | undefined,
  all: ReadonlyMap<string, Monitor>,
  hasTarget: (id: string) => boolean,
): Failure | undefined {
  const { id, check, target, parent } = monitor;
  if (needsTarget.has(check.kind) && target === undefined) return failure('monitors/no-target');
  if (target !== undefined && target !== before?.target && !hasTarget(target)) return failure('monitors/unknown-target', { target });
  if (parent !== undefined && parent !== before?.parent && !all.has(parent)) return failure('monitors/unknown-parent', { parent });
  if (isOwnAncestor(monitor, all)) return failure('monitors/circle', { id });
  // why not in its shape: what was kept so by an earlier version has to be read
  if (check.kind === 'dns' && check.server !== undefined && !isDnsServer(check.server))
    return failure('monitors/dns-server', { server: check.server });
  if (check.kind !== 'push') return undefined;
  const other = [...all.values()].find((one) => one.id !== id && one.check.kind === 'push' && one.check.token === check.token);
  return other && failure('monitors/token-taken', { id: other.id });
}

function isOwnAncestor({ id, parent }: Monitor, all: ReadonlyMap<string, Monitor>): boolean {
  const seen = new Set<string>();
  for (let next = parent; next !== undefined && !seen.has(next); next = all.get(next)?.parent) {
    if (next === id) return true;
    seen.add(next);
  }
  return false;
}
