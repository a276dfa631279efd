import { failure } from '../../shared/failures.ts';
import type { Doer, Incident, IncidentEvent } from '../../shared/monitor/incident.ts';
import type { Monitor } from '../../shared/monitor/monitor.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { persist, persistPausesMs } from '../store/persist.ts';
import type { Store } from '../store/store.ts';
import { createTurns, type Turns } from '../turns.ts';
import { flappingAfter, flaps, steadyAfterMs } from './flapping.ts';
import type { Standing } from './standing.ts';

export interface IncidentsOptions {
  store: Pick<Store, 'do'>;
  now(): number;
  /** An incident was opened or has changed; it is on disk. */
  onChanged(incident: Incident): void;
  onBug(error: unknown): void;
  /** Between attempts to write; for tests. */
  pausesMs?: readonly number[];
}

/** What is down, and what was: one incident for each time, with one open at a monitor at the most. */
export interface Incidents {
  open(): readonly Incident[];
  openOf(monitor: string): Incident | undefined;
  /** A monitor is down. What flaps stays one incident; what is open already, or is just being opened, is not opened again. */
  down(monitor: Monitor, failing: NonNullable<Standing['failing']>, at: number): Promise<void>;
  /** A monitor is up, since then. What flapped has to stay up for a while. */
  up(monitor: Monitor, since: number, at: number): Promise<void>;
  /** A monitor is not looked after any more, so its incident ends. */
  end(monitor: string, how: 'paused' | 'removed'): Promise<void>;
  acknowledge(number: number, by: Doer): Promise<Result<Incident>>;
  /** Everything that was begun is on disk. */
  settled(): Promise<void>;
}

export async function openIncidents({ store, now, onChanged, onBug, pausesMs = persistPausesMs }: IncidentsOptions): Promise<Incidents> {
  const open = new Map<string, Incident>();
  /** When each monitor went down of late (Unix ms). */
  const opened = new Map<string, number[]>();
  /** Monitors whose incident is on its way to the disk. */
  const opening = new Set<string>();
  const turns = new Map<string, Turns>();
  const underWay = new Set<Promise<unknown>>();

  for (const incident of await store.do('incidents.recent', { since: now() - flappingAfter.withinMs })) {
    if (incident.recoveredAt === undefined) open.set(incident.monitor, incident);
    opened.set(incident.monitor, [...(opened.get(incident.monitor) ?? []), incident.openedAt]);
  }

  /** One after the other for each monitor; those of many go to the disk together. */
  function inTurn<T>(monitor: string, work: () => Promise<T>): Promise<T> {
    const turn = turns.get(monitor) ?? createTurns();
    turns.set(monitor, turn);
    const done = turn(work);
    const settled = done.catch(() => undefined).finally(() => underWay.delete(settled));
    underWay.add(settled);
    return done;
  }

  async function write(incident: Omit<Incident, 'number'> & { number?: number }, ...events: IncidentEvent[]): Promise<Incident> {
    const change = { incident, events };
    const { numbers } = await persist(() => store.do('incidents.write', { changes: [change] }), pausesMs, onBug);
    const written = { ...incident, number: incident.number ?? numbers[0] ?? 0 };
    if (written.recoveredAt === undefined) open.set(written.monitor, written);
    else open.delete(written.monitor);
    onChanged(written);
    return written;
  }

  const openedBefore = (monitor: string, at: number) => (opened.get(monitor) ?? []).filter((time) => time > at - flappingAfter.withinMs);

  return {
    open: () => [...open.values()].toSorted((a, b) => a.number - b.number),
    openOf: (monitor) => open.get(monitor),
    async down(monitor, { since, reason }, at) {
      if (open.has(monitor.id) || opening.has(monitor.id)) return;
      opening.add(monitor.id);
      const done = inTurn(monitor.id, async () => {
        if (open.has(monitor.id)) return;
        const before = openedBefore(monitor.id, at);
        const isFlapping = flaps(before, at);
        await write(
          {
            ...{ monitor: monitor.id, name: monitor.name, severity: monitor.severity, failedAt: since, openedAt: at, reason },
            ...(monitor.target !== undefined && { target: monitor.target }),
            ...(isFlapping && { isFlapping: true as const }),
          },
          { at: since, kind: 'failed', reason },
          { at, kind: 'opened', reason },
          ...(isFlapping ? [{ at, kind: 'flapping' as const }] : []),
        );
        // why not before: what the disk refuses is tried again with the next check
        opened.set(monitor.id, [...before, at]);
      });
      await done.finally(() => opening.delete(monitor.id));
    },
    up: (monitor, since, at) =>
      inTurn(monitor.id, async () => {
        const incident = open.get(monitor.id);
        if (!incident) return;
        if (incident.isFlapping && at - since < steadyAfterMs(monitor.intervalSeconds)) return;
        await write({ ...incident, recoveredAt: Math.max(since, incident.openedAt), ended: 'recovered' }, { at, kind: 'recovered' });
      }),
    end: (monitor, how) =>
      inTurn(monitor, async () => {
        const incident = open.get(monitor);
        if (incident) await write({ ...incident, recoveredAt: now(), ended: how }, { at: now(), kind: how });
      }),
    async acknowledge(number, by) {
      const found = [...open.values()].find((incident) => incident.number === number);
      if (!found) {
        const past = await store.do('incidents.get', { number });
        return err(past ? failure('incidents/over', { number: String(number) }) : failure('incidents/unknown', { number: String(number) }));
      }
      return inTurn(found.monitor, async () => {
        const incident = open.get(found.monitor);
        if (incident?.number !== number) return err(failure('incidents/over', { number: String(number) }));
        if (incident.acknowledged) return ok(incident);
        const at = now();
        return ok(await write({ ...incident, acknowledged: { at, by } }, { at, kind: 'acknowledged', by }));
      });
    },
    async settled() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}
