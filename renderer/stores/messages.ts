import { createStore } from 'zustand/vanilla';
import type { WeiguanBridge } from '../../shared/api.ts';
import type { MessageItem } from '../../shared/message-log.ts';
import type { Failure } from '../../shared/result.ts';
import { type AppliedFilter, isTimed, noFilter, passingNow } from './applied-filter.ts';
import { createCounting } from './message-count.ts';
import { createGaps } from './message-gaps.ts';
import {
  append,
  emptyLog,
  type Log,
  newestId,
  overheld,
  pageSize,
  reaches,
  receive,
  refresh,
  release,
  restart,
  rowCount,
  rowsReached,
  sift,
} from './message-pages.ts';
import { compareIds, mergeRows } from './message-rows.ts';
import { rowList } from './message-window.ts';
import { createQuestions } from './questions.ts';

export interface MessagesState extends Log {
  /** The first page. */
  state: 'loading' | 'ready' | 'failed';
  failure: Failure | null;
  /** The page behind the last row. */
  more: 'idle' | 'loading' | 'failed';
  moreFailure: Failure | null;
  /** The search gave up here (Unix ms): behind it is more to look through; null where it did not. */
  searchedUntil: number | null;
  filter: AppliedFilter;
  /** A new filter has been asked for; what is shown still belongs to the one before. */
  searching: boolean;
  /** The newest rows, whatever the filter. */
  latest: MessageItem[];
  /** The reader asked for quiet. */
  paused: boolean;
  /** The list is scrolled to its top. */
  atTop: boolean;
  /** The pointer moves over the rows, so a click may be under way. */
  pointing: boolean;
  /** The row that `j` and `k` move from. */
  cursor: string | null;
  /** Where the cursor goes as soon as the row there is loaded. */
  reach: number | null;
  /** How often the log has begun afresh, at its top. */
  start: number;
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

const latestKept = 20;
/** So many rows wait for a frame at the most: a window in the background may get none, nor a timer, for a minute. */
const pendingKept = 2000;
const minuteMs = 60_000;

/** New rows go on top at once only while nobody reads elsewhere or is about to click. */
export const follows = (state: Pick<MessagesState, 'paused' | 'atTop' | 'pointing'>) => !state.paused && state.atTop && !state.pointing;

/** The row up to which nothing is missing; undefined where the first page is still to come. */
const upToDate = (state: MessagesState) => (state.state === 'ready' ? newestId(state) : undefined);

const atOnce = (run: () => void) => {
  run();
  return () => undefined;
};

/** The message log under its filter: newest first, older pages on demand, live. */
export function createMessagesStore(bridge: WeiguanBridge, { frame = atOnce, zone = 'UTC' }: MessagesOptions = {}) {
  const newest = createQuestions<MessageItem>();
  const older = createQuestions<MessageItem>();
  /** Until the newest page is there, rows may be missing above this one; `above` undefined: the log is to start afresh. */
  let gap: { above: string | undefined } | undefined;
  let shown = true;
  /** Rows that meet the filter no longer are still shown, until one follows. */
  let outstayed = false;
  let minute: ReturnType<typeof setTimeout> | undefined;
  /** How often the log has started afresh: older pages that were asked for before don't fit it any more. */
  let starts = 0;

  const filtered = () => {
    const { text } = store.getState().filter;
    return text === '' ? {} : { filter: text, zone };
  };
  const passing = () => passingNow(store.getState().filter, { now: Date.now(), zone });

  const store = createStore<MessagesState>()((set, get) => {
    /** Changes what decides about following, and lets waiting rows in where it has come back on. */
    const settle = (change: Partial<MessagesState>) => {
      const next = { ...get(), ...change };
      if (!follows(next)) return set(change);
      const sifts = outstayed && !next.searching;
      set({ ...change, ...(sifts ? sift(release(next), passing()) : release(next)) });
      if (sifts) outstayed = false;
      if (overheld(next)) void get().reload();
    };
    return {
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
      async load() {
        const loaded = fetchNewest();
        // A filtered page doesn't tell what came in last.
        if (get().filter.text !== '') void fetchLatest();
        await loaded;
      },
      async loadMore() {
        const { next, more, searching } = get();
        if (next === null || more === 'loading' || searching || rowCount(get()) >= rowsReached) return;
        set({ more: 'loading', moreFailure: null });
        const start = starts;
        const answered = await older.ask(bridge.call('messages.page', { limit: pageSize, before: next, ...filtered() }));
        if (!answered || start !== starts) return;
        const { answer, since } = answered;
        // The old end may have been cut off meanwhile: then the page doesn't follow on what is there.
        if (get().next !== next) set({ more: 'idle' });
        else if (answer.ok) set({ ...append(get(), answer.value, since), more: 'idle', searchedUntil: answer.value.searchedUntil ?? null });
        else set({ more: 'failed', moreFailure: answer.error });
      },
      reload() {
        gap = { above: undefined };
        return get().load();
      },
      async search(filter) {
        set({ filter, searching: get().state === 'ready', behind: null });
        lookEachMinute();
        gap = { above: undefined };
        await fetchNewest();
      },
      show(now) {
        if (now === shown) return;
        shown = now;
        if (shown) void get().load();
      },
      look: (first, last) => gaps.look(first, last),
      pause: (paused) => settle({ paused }),
      setAtTop: (atTop) => {
        if (atTop !== get().atTop) settle({ atTop });
      },
      setPointing: (pointing) => {
        if (pointing !== get().pointing) settle({ pointing });
      },
      showHeld: () => settle({ paused: false, atTop: true, pointing: false }),
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
        return get().moveTo(at < 0 ? gaps.seen().first : at + by);
      },
      stepScreens(by) {
        const { first, last } = gaps.seen();
        return get().step(by * Math.max(1, last - first - 1));
      },
    };
  });

  const gaps = createGaps({ bridge, store, filtered, starts: () => starts });
  const counting = createCounting({ bridge, store, filtered, starts: () => starts });

  /** Asks for the newest page: joins it where it reaches what is known, else starts afresh. */
  async function fetchNewest(): Promise<void> {
    const { setState: set, getState: get } = store;
    if (get().state === 'failed') set({ state: 'loading' });
    const { filter } = get();
    const asked = { above: gap ? gap.above : upToDate(get()) };
    gap = asked;
    const answered = await newest.ask(bridge.call('messages.page', { limit: pageSize, ...filtered() }));
    if (!answered || get().filter !== filter) return;
    const { answer, since } = answered;
    if (!answer.ok) {
      set({ state: get().state === 'ready' && !get().searching ? 'ready' : 'failed', searching: false, failure: answer.error });
      return;
    }
    if (gap === asked) gap = undefined;
    const page = answer.value;
    const ready = { state: 'ready', failure: null, searching: false } as const;
    if (filter.text === '') tellLatest([...page.items, ...since]);
    if (reaches(page, asked.above)) {
      const tryAgain = get().more === 'failed' ? ({ more: 'idle', moreFailure: null } as const) : {};
      set({ ...refresh(get(), page, since, { follow: follows(get()), passes: passing() }), ...ready, ...tryAgain });
      gaps.fill();
      return;
    }
    starts += 1;
    const log = restart(page, since, passing());
    set({ ...log, ...ready, searchedUntil: page.searchedUntil ?? null, more: 'idle', moreFailure: null, reach: null, start: starts });
    outstayed = false;
    await counting.count();
  }

  /** Under a filter such as `since:1h` rows leave as time goes on, and at midnight. */
  function lookEachMinute(): void {
    clearTimeout(minute);
    if (!isTimed(store.getState().filter.filter)) return;
    minute = setTimeout(
      () => {
        const log = store.getState();
        outstayed ||= !follows(log);
        if (!log.searching && follows(log)) store.setState(sift(log, passing()));
        counting.countSoon();
        lookEachMinute();
      },
      minuteMs - (Date.now() % minuteMs),
    );
  }

  const tellLatest = (rows: MessageItem[]) => store.setState(({ latest }) => ({ latest: mergeRows(latest, rows).slice(0, latestKept) }));

  async function fetchLatest(): Promise<void> {
    const answer = await bridge.call('messages.page', { limit: latestKept });
    if (answer.ok) tellLatest(answer.value.items);
  }

  /** While the log isn't on the page, the new rows that are told may not be all there are; what became of others counts. */
  function reliable(changed: MessageItem[]): MessageItem[] {
    const upTo = newestId(store.getState());
    return shown ? changed : changed.filter((row) => upTo !== undefined && compareIds(row.id, upTo) <= 0);
  }

  function take(told: MessageItem[]): void {
    tellLatest(told);
    const changed = reliable(told);
    newest.note(...changed);
    older.note(...changed);
    gaps.note(changed);
    // While a filter is being searched, what is shown belongs to another one; the answer gets these rows along.
    const state = store.getState();
    if (state.searching) return;
    const passes = passing();
    const { next } = state;
    outstayed ||= !follows(state) && !changed.every(passes);
    store.setState(receive(state, changed, { follow: follows(state), passes }));
    if (next !== null && changed.some(({ id }) => compareIds(id, next) < 0)) counting.countSoon();
  }

  return {
    store,
    start() {
      void store.getState().load();
      lookEachMinute();
      let pending: MessageItem[] = [];
      let cancel: (() => void) | undefined;
      const flush = () => {
        cancel?.();
        cancel = undefined;
        const changed = pending;
        pending = [];
        take(changed);
      };
      const end = bridge.on('messages.changed', (changed) => {
        const waits = pending.length > 0;
        pending.push(...changed);
        if (pending.length >= pendingKept) flush();
        else if (!waits && pending.length > 0) cancel = frame(flush);
      });
      return () => {
        end();
        cancel?.();
        clearTimeout(minute);
        counting.stop();
      };
    },
  };
}
