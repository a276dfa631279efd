import { createStore, type StoreApi } from 'zustand/vanilla';
import type { WeiguanBridge } from '../../shared/api.ts';
import { complete, type Suggestion } from '../../shared/filter/complete.ts';
import type { Vocabulary } from '../../shared/filter/fields.ts';
import { formatFilter } from '../../shared/filter/format.ts';
import { type ParsedFilter, parseFilter } from '../../shared/filter/parse.ts';
import type { ReaderClock } from '../../shared/filter/time-values.ts';
import { isTimed } from './applied-filter.ts';
import { toggleTerm, withoutTermAt, withTerm } from './filter-text.ts';
import type { MessagesState } from './messages.ts';

export interface MessageFilterState extends ParsedFilter {
  /** The filter as it stands in the line; the search follows it. */
  text: string;
  /** Takes what is typed. The search waits for a pause. */
  type(text: string): void;
  /** Takes a whole filter, and searches at once. */
  set(text: string): void;
  /** Puts a term in, or takes it out. */
  toggle(term: string): void;
  /** Puts a term in, in the place of one on the same field. */
  add(term: string): void;
  /** Takes the term at this place out. */
  remove(index: number): void;
  /** Asks which commands there are, for completion. */
  load(): Promise<void>;
  /** What may be written at `cursor`. */
  complete(cursor: number, accounts: readonly string[]): Suggestion[];
}

/** A pause in typing after which the search begins, in ms. */
const pauseMs = 120;
/** So many names are kept for completion. */
const namesKept = 500;

interface Options {
  bridge: WeiguanBridge;
  messages: StoreApi<MessagesState>;
  clock(): ReaderClock;
}

/** The filter line of the message log. */
export function createMessageFilterStore({ bridge, messages, clock }: Options) {
  const seen = { persons: new Set<string>(), commands: new Set<string>() };
  /** Those that the gateway knows; a row may have run one of an earlier version. */
  let registered: string[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;

  const store = createStore<MessageFilterState>()((set, get) => {
    const put = (text: string) => set({ text, ...parseFilter(text, clock()) });
    /** @param asked somebody asked for it, and not just paused: then times are meant as of now */
    const search = (asked: boolean) => {
      clearTimeout(timer);
      timer = undefined;
      const { text, filter } = get();
      const before = messages.getState();
      // What is only begun, such as `from:`, changes nothing yet.
      const isSame = formatFilter(filter) === formatFilter(before.filter.filter) && before.state === 'ready';
      if (isSame && !(asked && isTimed(filter))) return;
      void before.search({ text: filter.terms.length === 0 ? '' : text.trim(), filter });
    };
    const setNow = (text: string) => {
      put(text);
      search(true);
    };
    return {
      text: '',
      ...parseFilter('', clock()),
      type(text) {
        put(text);
        clearTimeout(timer);
        timer = setTimeout(() => search(false), pauseMs);
      },
      set: setNow,
      toggle: (term) => setNow(toggleTerm(get().text, term, clock())),
      add: (term) => setNow(withTerm(get().text, term, clock())),
      remove: (index) => setNow(withoutTermAt(get().text, get(), index)),
      async load() {
        const listed = await bridge.call('commands.list', {});
        if (listed.ok) registered = listed.value.map(({ name }) => name);
      },
      complete(cursor, accounts) {
        learn();
        const vocabulary: Vocabulary = { accounts, commands: [...new Set([...registered, ...seen.commands])], persons: [...seen.persons] };
        return complete(get().text, cursor, vocabulary);
      },
    };
  });

  /** Names that are in the loaded rows stay known, so that they can be written after a filter has hidden them. */
  function learn(): void {
    for (const { items } of messages.getState().stretches) {
      for (const { person, command } of items ?? []) {
        if (person !== '' && seen.persons.size < namesKept) seen.persons.add(person);
        if (command !== undefined && seen.commands.size < namesKept) seen.commands.add(command);
      }
    }
  }

  return {
    store,
    start() {
      void store.getState().load();
      return () => clearTimeout(timer);
    },
  };
}
