import { createStore } from 'zustand/vanilla';
import type { WeiguanBridge } from '../../shared/api.ts';
import type { Incident, IncidentDetail } from '../../shared/monitor/incident.ts';
import type { MonitorId } from '../../shared/monitor/monitor.ts';
import type { Failure } from '../../shared/result.ts';
import { type Loadable, loading, settled } from './loadable.ts';

/** So many incidents are asked for at once. */
export const incidentsAtOnce = 50;

export interface IncidentsState {
  /** Newest first. */
  incidents: Loadable<Incident[]>;
  /** Whether there are older ones to ask for. */
  hasMore: boolean;
  onlyOpen: boolean;
  /** Those of one monitor, newest first. */
  own: { monitor: MonitorId; incidents: Loadable<Incident[]> } | null;
  /** The one that is looked at. */
  open: { number: number; detail: Loadable<IncidentDetail | null> } | null;
  /** Which are being acknowledged, and what the last acknowledgement ran into. */
  acknowledging: number[];
  failure: Failure | null;
  load(): Promise<void>;
  loadMore(): Promise<void>;
  show(onlyOpen: boolean): void;
  showOwn(monitor: MonitorId | null): Promise<void>;
  look(number: number | null): Promise<void>;
  acknowledge(number: number): Promise<void>;
}

/** Incidents of a list after some have changed: newest first. */
export function changedIncidents(list: Incident[], changed: readonly Incident[]): Incident[] {
  const later = new Map(changed.map((incident) => [incident.number, incident]));
  const known = new Set(list.map(({ number }) => number));
  const added = changed.filter(({ number }) => !known.has(number));
  return [...added, ...list.map((incident) => later.get(incident.number) ?? incident)].sort((one, other) => other.number - one.number);
}

export const isOpen = ({ recoveredAt, ended }: Incident): boolean => recoveredAt === undefined && ended === undefined;

/** The incidents, one monitor's own, and the one that is looked at. */
export function createIncidentsStore(bridge: WeiguanBridge) {
  const store = createStore<IncidentsState>()((set, get) => {
    const page = (before?: number) =>
      bridge.call('incidents.page', {
        limit: incidentsAtOnce,
        ...(get().onlyOpen && { open: true }),
        ...(before !== undefined && { before }),
      });
    return {
      incidents: loading,
      ...{ hasMore: false, onlyOpen: false, own: null, open: null, acknowledging: [], failure: null },
      async load() {
        const { onlyOpen } = get();
        const found = await page();
        if (get().onlyOpen !== onlyOpen) return;
        set({ incidents: settled(found, get().incidents), ...(found.ok && { hasMore: found.value.length === incidentsAtOnce }) });
      },
      async loadMore() {
        const list = get().incidents.value ?? [];
        const found = await page(list.at(-1)?.number);
        if (!found.ok) return set({ failure: found.error });
        const now = get().incidents.value ?? [];
        const known = new Set(now.map(({ number }) => number));
        const older = found.value.filter(({ number }) => !known.has(number));
        set({ incidents: { state: 'ready', value: [...now, ...older] }, hasMore: found.value.length === incidentsAtOnce });
      },
      show(onlyOpen) {
        set({ onlyOpen, incidents: loading, hasMore: false });
        void get().load();
      },
      async showOwn(monitor) {
        if (monitor === null) return set({ own: null });
        if (get().own?.monitor !== monitor) set({ own: { monitor, incidents: loading } });
        const found = await bridge.call('incidents.page', { limit: 20, monitor });
        const { own } = get();
        if (own?.monitor === monitor) set({ own: { monitor, incidents: settled(found, own.incidents) } });
      },
      async look(number) {
        if (number === null) return set({ open: null });
        if (get().open?.number !== number) set({ open: { number, detail: loading } });
        const found = await bridge.call('incidents.get', { number });
        const { open } = get();
        if (open?.number === number) set({ open: { number, detail: settled(found, open.detail) } });
      },
      async acknowledge(number) {
        set(({ acknowledging }) => ({ acknowledging: [...acknowledging, number], failure: null }));
        const done = await bridge.call('incidents.acknowledge', { number });
        set(({ acknowledging }) => ({ acknowledging: acknowledging.filter((one) => one !== number) }));
        if (done.ok) take([done.value]);
        else set({ failure: done.error });
      },
    };
  });

  /** Changes that the gateway tells of, or answers with. */
  function take(changed: Incident[]): void {
    const { incidents, own, open, onlyOpen, look } = store.getState();
    if (incidents.value) {
      const value = changedIncidents(incidents.value, changed).filter((incident) => !onlyOpen || isOpen(incident));
      store.setState({ incidents: { state: 'ready', value } });
    }
    const mine = changed.filter(({ monitor }) => monitor === own?.monitor);
    if (own?.incidents.value && mine.length > 0) {
      store.setState({ own: { ...own, incidents: { state: 'ready', value: changedIncidents(own.incidents.value, mine) } } });
    }
    if (changed.some(({ number }) => number === open?.number)) void look(open?.number ?? null);
  }

  return {
    store,
    start() {
      return bridge.on('incidents.changed', take);
    },
  };
}
