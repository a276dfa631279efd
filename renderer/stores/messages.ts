import { createStore } from 'zustand/vanilla';
import type { WeiguanBridge } from '../../shared/api.ts';
import type { MessageItem } from '../../shared/message-log.ts';
import type { Failure } from '../../shared/result.ts';
import {
  append,
  type Log,
  newestId,
  noFilter,
  type RowFilter,
  reaches,
  receive,
  refresh,
  release,
  restart,
  rowsKept,
} from './message-rows.ts';
import { createQuestions } from './questions.ts';

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

/** The row up to which nothing is missing; undefined where the first page is still to come. */
const upToDate = (state: MessagesState) => (state.state === 'ready' ? newestId(state) : undefined);

/** The message log as far as it is loaded: newest first, older pages on demand, live. */
export function createMessagesStore(bridge: WeiguanBridge) {
  const newest = createQuestions<MessageItem>();
  const older = createQuestions<MessageItem>();
  /** Until the newest page is there, rows may be missing above this one; `above` undefined: the log is to start afresh. */
  let gap: { above: string | undefined } | undefined;
  /** How often the log has started afresh: older pages that were asked for before don't fit it any more. */
  let starts = 0;

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
        const asked = { above: gap ? gap.above : upToDate(get()) };
        gap = asked;
        const answered = await newest.ask(bridge.call('messages.page', { limit: pageSize }));
        if (!answered) return;
        const { answer, since } = answered;
        if (!answer.ok) {
          set({ state: get().state === 'ready' ? 'ready' : 'failed', failure: answer.error });
          return;
        }
        if (gap === asked) gap = undefined;
        const ready = { state: 'ready', failure: null } as const;
        if (reaches(answer.value, asked.above)) {
          const tryAgain = get().more === 'failed' ? ({ more: 'idle', moreFailure: null } as const) : {};
          set({ ...refresh(get(), answer.value, since, follows(get())), ...ready, ...tryAgain });
          return;
        }
        starts += 1;
        set({ ...restart(answer.value, since), ...ready, more: 'idle', moreFailure: null });
      },
      async loadMore() {
        const { next, more, rows } = get();
        if (next === null || more === 'loading' || rows.length >= rowsKept) return;
        set({ more: 'loading', moreFailure: null });
        const start = starts;
        const answered = await older.ask(bridge.call('messages.page', { limit: pageSize, before: next }));
        if (!answered || start !== starts) return;
        const { answer, since } = answered;
        if (answer.ok) set({ ...append(get(), answer.value, since), more: 'idle' });
        else set({ more: 'failed', moreFailure: answer.error });
      },
      reload() {
        gap = { above: undefined };
        return get().load();
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
      return bridge.on('messages.changed', (changed) => {
        newest.note(...changed);
        older.note(...changed);
        store.setState((state) => receive(state, changed, follows(state)));
      });
    },
  };
}
