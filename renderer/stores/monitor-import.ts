import { createStore } from 'zustand/vanilla';
import type { WeiguanBridge } from '../../shared/api.ts';
import type { Monitor, MonitorId, MonitorImport } from '../../shared/monitor/monitor.ts';
import type { Failure } from '../../shared/result.ts';

export interface MonitorImportState {
  preview: MonitorImport | null;
  /** The file that the preview was read from; null for what was pasted. */
  from: string | null;
  chosen: MonitorId[];
  busy: 'read' | 'add' | null;
  failure: Failure | null;
  read(text: string, from: string | null): Promise<void>;
  choose(ids: MonitorId[], isChosen: boolean): void;
  /** Those that were added; null where none were. */
  add(): Promise<MonitorId[] | null>;
  clear(): void;
}

const nothing = { preview: null, from: null, chosen: [], busy: null, failure: null };

/** Monitors from a file: what it holds first, then those that are wanted of it. */
export function createMonitorImportStore(bridge: WeiguanBridge) {
  let reading = 0;
  const store = createStore<MonitorImportState>()((set, get) => ({
    ...nothing,
    async read(text, from) {
      reading += 1;
      const turn = reading;
      set({ ...nothing, from, busy: 'read' });
      const found = await bridge.call('monitors.readImport', { text });
      if (turn !== reading) return;
      if (!found.ok) return set({ busy: null, failure: found.error });
      set({ busy: null, preview: found.value, chosen: found.value.found.map(({ id }) => id) });
    },
    choose(ids, isChosen) {
      const others = get().chosen.filter((id) => !ids.includes(id));
      set({ chosen: isChosen ? [...others, ...ids] : others });
    },
    async add() {
      const { preview, chosen } = get();
      const monitors = chosenOf(preview?.found ?? [], chosen);
      if (monitors.length === 0) return null;
      const turn = reading;
      set({ busy: 'add', failure: null });
      const done = await bridge.call('monitors.import', { monitors });
      if (turn === reading) set(done.ok ? nothing : { busy: null, failure: done.error });
      return done.ok ? monitors.map(({ id }) => id) : null;
    },
    clear() {
      reading += 1;
      set(nothing);
    },
  }));
  return { store };
}

/** Those that are wanted; what would stand behind one that isn't stands alone. */
function chosenOf(found: readonly Monitor[], chosen: readonly MonitorId[]): Monitor[] {
  const left = new Set(found.map(({ id }) => id).filter((id) => !chosen.includes(id)));
  return found
    .filter(({ id }) => !left.has(id))
    .map(({ parent, ...monitor }) => (parent === undefined || left.has(parent) ? monitor : { ...monitor, parent }));
}
