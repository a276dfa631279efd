import { createStore } from 'zustand/vanilla';
import type { WeiguanBridge } from '../../shared/api.ts';
import type { Failure } from '../../shared/result.ts';
import { append, type Log, noFilter, type RowFilter, receive, refresh, release } from './message-rows.ts';

const pageSize = 100;

export interface MessagesState extends Log {
  /** The first page. */
  state: 'loading' | 'ready' | 'failed';
  failure: Failure | null;
  /** The page behind the last row. */
  more: 'idle' | 'loading' | 'failed';
  moreFailure: Failure | null;
  /** The reader asked for quiet. */
  paused: boolean;
  /** The list is scrolled to its top. */
  atTop: boolean;
  /** The pointer moves over the rows, so a click may be under way. */
  pointing: boolean;
  filter: RowFilter;
  /** The row that `j` and `k` move from. */
  cursor: string | null;
  load(): Promise<void>;
  loadMore(): Promise<void>;
  /** Starts afresh from the newest page: after a change of language every row reads differently. */
  reload(): Promise<void>;
  pause(paused: boolean): void;
  setAtTop(atTop: boolean): void;
  setPointing(pointing: boolean): void;
  /** Shows the rows that wait, and follows again. */
  showHeld(): void;
  setFilter(filter: Partial<RowFilter>): void;
  setCursor(id: string | null): void;
}

/** New rows go on top at once only while nobody reads elsewhere or is about to click. */
export const follows = (state: Pick<MessagesState, 'paused' | 'atTop' | 'pointing'>) => !state.paused && state.atTop && !state.pointing;

/** The message log as far as it is loaded: newest first, older pages on demand, live. */
export function createMessagesStore(bridge: WeiguanBridge) {
  const store = createStore<MessagesState>()((set, get) => {
    /** Changes what decides about following, and lets waiting rows in where it has come back on. */
    const settle = (change: Partial<MessagesState>) => {
      const next = { ...get(), ...change };
      set(follows(next) ? { ...change, ...release(next) } : change);
    };
    return {
      rows: [],
      held: [],
      next: null,
      state: 'loading',
      failure: null,
      more: 'idle',
      moreFailure: null,
      paused: false,
      atTop: true,
      pointing: false,
      filter: noFilter,
      cursor: null,
      async load() {
        if (get().state === 'failed') set({ state: 'loading' });
        const page = await bridge.call('messages.page', { limit: pageSize });
        if (!page.ok) {
          set({ state: get().rows.length > 0 ? 'ready' : 'failed', failure: page.error });
          return;
        }
        const first = get().state !== 'ready';
        set({ state: 'ready', failure: null });
        if (first) set({ ...append(get(), page.value) });
        else if (follows(get())) set(refresh(get(), page.value));
        else set(refreshQuietly(get(), page.value));
      },
      async loadMore() {
        const { next, more } = get();
        if (next === null || more === 'loading') return;
        set({ more: 'loading', moreFailure: null });
        const page = await bridge.call('messages.page', { limit: pageSize, before: next });
        if (page.ok) set({ ...append(get(), page.value), more: 'idle' });
        else set({ more: 'failed', moreFailure: page.error });
      },
      async reload() {
        const page = await bridge.call('messages.page', { limit: pageSize });
        if (page.ok) set(append({ rows: [], held: [], next: null }, page.value));
      },
      pause: (paused) => settle({ paused }),
      setAtTop: (atTop) => {
        if (atTop !== get().atTop) settle({ atTop });
      },
      setPointing: (pointing) => {
        if (pointing !== get().pointing) settle({ pointing });
      },
      showHeld: () => set({ ...release(get()), paused: false, atTop: true }),
      setFilter: (filter) => set({ filter: { ...get().filter, ...filter } }),
      setCursor: (cursor) => set({ cursor }),
    };
  });
  return {
    store,
    start() {
      void store.getState().load();
      return bridge.on('messages.changed', (changed) => store.setState((state) => receive(state, changed, follows(state))));
    },
  };
}

/** After a break, with the reader elsewhere in the list: what is new waits, unless rows may be missing in between. */
function refreshQuietly(log: Log, page: Parameters<typeof refresh>[1]): Log {
  const refreshed = refresh(log, page);
  const startedAfresh = log.rows.length > 0 && !refreshed.rows.some((row) => row.id === log.rows[0]?.id);
  return startedAfresh ? refreshed : receive(log, page.items, false);
}
