import { z } from 'zod';
import { createStore } from 'zustand/vanilla';
import { type KeptStorage, keep, readKept } from './kept.ts';
import { type MonitorFilter, noMonitorFilter } from './monitor-list.ts';

const storageKey = 'weiguan.monitors';
const Kept = z.object({ view: z.enum(['cards', 'table']) });
type View = z.infer<typeof Kept>['view'];

export interface MonitorDeskState extends MonitorFilter {
  view: View;
  /** The ids of the monitors that something is to be done to at once. */
  chosen: string[];
  show(view: View): void;
  filter(change: Partial<MonitorFilter>): void;
  /** Sets one value of a filter, or takes it out again. */
  toggle(what: 'states' | 'kinds' | 'tags', name: string): void;
  /** Takes monitors into the choice, or out of it. */
  choose(ids: string[], isChosen: boolean): void;
}

/** How the monitors are shown, which is kept in the browser, and which of them, which is not. */
export function createMonitorDeskStore(storage: KeptStorage) {
  const store = createStore<MonitorDeskState>()((set, get) => ({
    ...noMonitorFilter,
    view: readKept(storage, storageKey, Kept)?.view ?? 'table',
    show(view) {
      set({ view });
      keep(storage, storageKey, { view });
    },
    chosen: [],
    choose(ids, isChosen) {
      const others = get().chosen.filter((id) => !ids.includes(id));
      set({ chosen: isChosen ? [...others, ...ids] : others });
    },
    filter: (change) => set(change),
    toggle(what, name) {
      const before: readonly string[] = get()[what];
      set({ [what]: before.includes(name) ? before.filter((one) => one !== name) : [...before, name] });
    },
  }));
  return { store };
}
