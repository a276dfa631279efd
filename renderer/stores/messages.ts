import { createStore } from 'zustand/vanilla';
import type { WeiguanBridge } from '../../shared/api.ts';
import { type AppliedFilter, noFilter } from './applied-filter.ts';
import { createFeed, type LiveLog } from './message-feed.ts';
import { emptyLog } from './message-pages.ts';
import { rowList } from './message-window.ts';

export interface MessagesState extends LiveLog {
  load(): Promise<void>;
  loadMore(): Promise<void>;
  /** Starts afresh from the newest page: after a change of language every row reads differently. */
  reload(): Promise<void>;
  /** Searches anew, even where the filter reads the same: what its times mean may be another hour. */
  search(filter: AppliedFilter): Promise<void>;
  /** Says whether the log is on the page. While it isn't, new rows are left for later; when it is again, it catches up. */
  show(shown: boolean): void;
  /** Says which rows are looked at: those missing among them are loaded, others far away make room. */
  look(first: number, last: number): void;
  pause(paused: boolean): void;
  setAtTop(atTop: boolean): void;
  setPointing(pointing: boolean): void;
  /** Shows the rows that wait, and follows again. */
  showHeld(): void;
  setCursor(id: string | null): void;
  /** Moves the cursor to a place in the list. Gives back the row's id; null where it has to be loaded first. */
  moveTo(index: number): string | null;
  /** Moves it by so many rows; from where one looks where there is no cursor. */
  step(by: number): string | null;
  /** Moves it by so many screens. */
  stepScreens(by: number): string | null;
}

export interface MessagesOptions {
  /** Runs something once in the next frame: rows that come in meanwhile are taken together. */
  frame?(run: () => void): () => void;
  zone?: string;
}

const atOnce = (run: () => void) => {
  run();
  return () => undefined;
};

/** The message log under its filter: newest first, older pages on demand, live. */
export function createMessagesStore(bridge: WeiguanBridge, { frame = atOnce, zone = 'UTC' }: MessagesOptions = {}) {
  const store = createStore<MessagesState>()((set, get) => ({
    ...emptyLog,
    state: 'loading',
    failure: null,
    more: 'idle',
    moreFailure: null,
    searchedUntil: null,
    filter: noFilter,
    searching: false,
    latest: [],
    paused: false,
    atTop: true,
    pointing: false,
    cursor: null,
    reach: null,
    start: 0,
    load: () => feed.load(),
    loadMore: () => feed.loadMore(),
    reload: () => feed.reload(),
    search: (filter) => feed.search(filter),
    show: (shown) => feed.show(shown),
    look: (first, last) => feed.look(first, last),
    pause: (paused) => feed.settle({ paused }),
    setAtTop: (atTop) => {
      if (atTop !== get().atTop) feed.settle({ atTop });
    },
    setPointing: (pointing) => {
      if (pointing !== get().pointing) feed.settle({ pointing });
    },
    showHeld: () => feed.settle({ paused: false, atTop: true, pointing: false }),
    setCursor: (cursor) => set({ cursor, reach: null }),
    moveTo(index) {
      const list = rowList(get());
      const at = Math.min(list.count - 1, Math.max(0, index));
      const id = list.at(at)?.id ?? null;
      set(id === null ? { reach: at < 0 ? null : at } : { cursor: id, reach: null });
      return id;
    },
    step(by) {
      const { cursor, reach } = get();
      const at = reach ?? (cursor === null ? -1 : rowList(get()).indexOf(cursor));
      return get().moveTo(at < 0 ? feed.seen().first : at + by);
    },
    stepScreens(by) {
      const { first, last } = feed.seen();
      return get().step(by * Math.max(1, last - first - 1));
    },
  }));
  const feed = createFeed({ bridge, store, frame, zone });
  return { store, start: feed.start };
}
