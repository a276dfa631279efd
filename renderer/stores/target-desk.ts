import { z } from 'zod';
import { createStore } from 'zustand/vanilla';
import { type KeptStorage, keep, readKept } from './kept.ts';
import type { TargetFilter } from './target-filter.ts';

const storageKey = 'weiguan.servers';
const Kept = z.object({ view: z.enum(['cards', 'table']) });
type View = z.infer<typeof Kept>['view'];

export interface TargetDeskState extends TargetFilter {
  view: View;
  /** The ids of the targets that something is to be done to at once. */
  chosen: string[];
  show(view: View): void;
  filter(change: Partial<TargetFilter>): void;
  /** Sets a group or tag, or takes it out again. */
  toggle(what: 'groups' | 'tags', name: string): void;
  /** Takes targets into the choice, or out of it. */
  choose(ids: string[], isChosen: boolean): void;
}

/** The filter that all targets meet. */
export const noFilter: TargetFilter = { text: '', groups: [], tags: [] };

/** How the servers are shown, which is kept in the browser, and which of them, which is not. */
export function createTargetDeskStore(storage: KeptStorage) {
  const store = createStore<TargetDeskState>()((set, get) => ({
    ...noFilter,
    view: readKept(storage, storageKey, Kept)?.view ?? 'cards',
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
      const before = get()[what];
      set({ [what]: before.includes(name) ? before.filter((one) => one !== name) : [...before, name] });
    },
  }));
  return { store };
}
