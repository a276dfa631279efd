import type { StoreApi } from 'zustand/vanilla';
import type { WeiguanBridge } from '../../shared/api.ts';
import type { MessageItem } from '../../shared/message-log.ts';
import type { Failure } from '../../shared/result.ts';
import { type AppliedFilter, isTimed, passingNow } from './applied-filter.ts';
import { createCounting } from './message-count.ts';
import { createGaps } from './message-gaps.ts';
import {
  append,
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
import { createQuestions } from './questions.ts';

/** The rows that are shown, what is known of those that aren't, and where the reader is in them. */
export interface LiveLog extends Log {
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
}

interface Options {
  bridge: WeiguanBridge;
  store: StoreApi<LiveLog>;
  /** Runs something once in the next frame: rows that come in meanwhile are taken together. */
  frame(run: () => void): () => void;
  zone: string;
}

const latestKept = 20;
/** So many rows wait for a frame at the most: a window in the background may get none, nor a timer, for a minute. */
const pendingKept = 2000;
const minuteMs = 60_000;

/** New rows go on top at once only while nobody reads elsewhere or is about to click. */
export const follows = (state: Pick<LiveLog, 'paused' | 'atTop' | 'pointing'>) => !state.paused && state.atTop && !state.pointing;

/** The row up to which nothing is missing; undefined where the first page is still to come. */
const upToDate = (state: LiveLog) => (state.state === 'ready' ? newestId(state) : undefined);

/** Brings the rows into the log: the newest page, older ones, those that come in live, and what becomes of them with time. */
export function createFeed({ bridge, store, frame, zone }: Options) {
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

  async function load(): Promise<void> {
    const loaded = fetchNewest();
    // A filtered page doesn't tell what came in last.
    if (store.getState().filter.text !== '') void fetchLatest();
    await loaded;
  }

  function reload(): Promise<void> {
    gap = { above: undefined };
    return load();
  }

  return {
    load,
    reload,
    async loadMore(): Promise<void> {
      const { setState: set, getState: get } = store;
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
    async search(filter: AppliedFilter): Promise<void> {
      store.setState({ filter, searching: store.getState().state === 'ready', behind: null });
      lookEachMinute();
      gap = { above: undefined };
      await fetchNewest();
    },
    show(now: boolean): void {
      if (now === shown) return;
      shown = now;
      if (shown) void load();
    },
    look: gaps.look,
    seen: gaps.seen,
    /** Changes what decides about following, and lets waiting rows in where it has come back on. */
    settle(change: Partial<Pick<LiveLog, 'paused' | 'atTop' | 'pointing'>>): void {
      const next = { ...store.getState(), ...change };
      if (!follows(next)) return store.setState(change);
      const sifts = outstayed && !next.searching;
      store.setState({ ...change, ...(sifts ? sift(release(next), passing()) : release(next)) });
      if (sifts) outstayed = false;
      if (overheld(next)) void reload();
    },
    start() {
      void load();
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
