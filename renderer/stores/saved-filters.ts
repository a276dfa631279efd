import { z } from 'zod';
import { createStore } from 'zustand/vanilla';
import { limits } from '../../shared/limits.ts';
import { type KeptStorage, keep, readKept } from './kept.ts';

const storageKey = 'weiguan.filters';
/** The longest name, in characters. */
export const longestName = 60;

const SavedFilter = z.object({ id: z.number(), name: z.string().min(1), text: z.string().max(limits.filterChars) });
export type SavedFilter = z.infer<typeof SavedFilter>;

export interface SavedFiltersState {
  filters: SavedFilter[];
  /** The one that was deleted last, and where it stood, until something else is done. */
  deleted: { filter: SavedFilter; at: number } | null;
  /** Keeps a filter under a name; one of the same name is replaced. */
  save(name: string, text: string): void;
  rename(id: number, name: string): void;
  delete(id: number): void;
  undo(): void;
}

/** Filters that somebody gave a name to. They are kept in the browser, as the rest of the desk is. */
export function createSavedFiltersStore(storage: KeptStorage) {
  const store = createStore<SavedFiltersState>()((set, get) => {
    const put = (filters: SavedFilter[], deleted: SavedFiltersState['deleted'] = null) => {
      set({ filters, deleted });
      keep(storage, storageKey, filters);
    };
    return {
      filters: readKept(storage, storageKey, z.array(SavedFilter)) ?? [],
      deleted: null,
      save(given, text) {
        const name = tidy(given);
        const { filters } = get();
        if (name === '' || text.trim() === '') return;
        const known = filters.find((filter) => filter.name === name);
        if (known) return put(filters.map((filter) => (filter === known ? { ...known, text } : filter)));
        put([...filters, { id: Math.max(0, ...filters.map(({ id }) => id)) + 1, name, text }]);
      },
      rename(id, given) {
        const name = tidy(given);
        if (name === '' || get().filters.some((filter) => filter.name === name)) return;
        put(get().filters.map((filter) => (filter.id === id ? { ...filter, name } : filter)));
      },
      delete(id) {
        const { filters } = get();
        const at = filters.findIndex((filter) => filter.id === id);
        const filter = filters[at];
        if (filter) put(filters.toSpliced(at, 1), { filter, at });
      },
      undo() {
        const { deleted, filters } = get();
        if (deleted) put(filters.toSpliced(deleted.at, 0, deleted.filter));
      },
    };
  });
  return { store };
}

const tidy = (name: string) => name.trim().slice(0, longestName);
