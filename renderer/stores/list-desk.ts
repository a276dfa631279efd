import { z } from 'zod';
import { createStore } from 'zustand/vanilla';
import { type KeptStorage, keep, readKept } from './kept.ts';

const Kept = z.object({ view: z.enum(['cards', 'table']) });
type View = z.infer<typeof Kept>['view'];

/** The parts of a filter that are lists, of which single values are switched on and off. */
type ListOf<Filter> = { [Key in keyof Filter]: Filter[Key] extends string[] ? Key : never }[keyof Filter];

interface Desk {
  view: View;
  /** The ids of the rows that something is to be done to at once. */
  chosen: string[];
}

export type ListDeskState<Filter> = Filter &
  Desk & {
    show(view: View): void;
    filter(change: Partial<Filter>): void;
    /** Sets one value of a filter, or takes it out again. */
    toggle(what: ListOf<Filter>, name: string): void;
    /** Takes rows into the choice, or out of it. */
    choose(ids: string[], isChosen: boolean): void;
  };

/** How a list of servers or monitors is shown, which is kept in the browser, and which of them, which is not. */
export function createListDeskStore<Filter extends object>(
  storage: KeptStorage,
  { key, view, filter }: { key: string; view: View; filter: Filter },
) {
  const store = createStore<ListDeskState<Filter>>()((set, get) => {
    const change = (part: Partial<Filter> | Partial<Desk>) => set(part as Partial<ListDeskState<Filter>>);
    return {
      ...filter,
      view: readKept(storage, key, Kept)?.view ?? view,
      show(shown) {
        change({ view: shown });
        keep(storage, key, { view: shown });
      },
      chosen: [],
      choose(ids, isChosen) {
        const others = get().chosen.filter((id) => !ids.includes(id));
        change({ chosen: isChosen ? [...others, ...ids] : others });
      },
      filter: change,
      toggle(what, name) {
        const before = get()[what] as string[];
        change({ [what]: before.includes(name) ? before.filter((one) => one !== name) : [...before, name] } as Partial<Filter>);
      },
    };
  });
  return { store };
}
