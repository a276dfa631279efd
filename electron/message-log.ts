import { setTimeout } from 'node:timers/promises';
import { failure, translateFailure } from '../shared/failures.ts';
import type { Language } from '../shared/language.ts';
import { limits } from '../shared/limits.ts';
import type { Direction, MessageCount, MessageDetail, MessageItem, MessagePage } from '../shared/message-log.ts';
import { err, ok, type Result } from '../shared/result.ts';
import { summarise, typeName } from '../shared/summary.ts';
import type { Activity } from './activity.ts';
import type { EventHub } from './events.ts';
import { type CountedRows, type Filtered, searchCount, searchPage } from './message-search.ts';
import { persist } from './store/persist.ts';
import type { MessageRecord, RowGlance } from './store/records.ts';
import { searchText } from './store/search/search-text.ts';
import type { Store } from './store/store.ts';

export interface MessageLogOptions {
  store: Store;
  events: EventHub;
  activity: Activity;
  language(): Language;
  onBug(error: unknown): void;
}

/** The message log as the page sees it: rows in the gateway's language, live. */
export interface MessageLog {
  page(input: { limit: number; before?: string | undefined } & Filtered): Promise<MessagePage>;
  /** How many rows meet a filter, up to a bound. */
  count(input: CountedRows): Promise<MessageCount>;
  get(id: string): Promise<Result<MessageDetail>>;
  /** Says that rows are new: they are counted, and told like changed ones. */
  added(ids: string[]): void;
  /** Says that rows are new of which all that counts is known: they are read only where a page shows them. */
  entered(rows: RowGlance[]): void;
  /**
   * Says that rows have changed: they are read again, many at once, and told to whoever listens. What has become of rows
   * that came `in` concerns nobody but a page.
   */
  changed(ids: string[], direction?: Direction): void;
  /** Gets the rows that are new or have changed, at a glance. The returned function ends that. */
  onRows(listener: (rows: readonly RowGlance[]) => void): () => void;
  /** Resolves when all changes have been told. */
  settled(): Promise<void>;
}

/** Changes gather for so many ms: most messages are done by then, and are read once. */
const gatherMs = 50;
/** While they keep coming they are read this often, in ms: as often as pages are told; less often where no page shows the log. */
const againMs = { shown: 100, unseen: 250 };
/**
 * So many rows are read again at a time, or this share of all that wait: 3,000 a second are told as they come, a flood
 * is told later instead of slowing down the answers to it.
 */
const rowsAtOnce = 300;
const backlogShare = 100;
/** Rows that can't be read are tried again after these (ms); all that waits behind them waits too, so not for long. */
const againPausesMs = [200, 1_000, 3_000];
/** Of a flood so many rows are told, the newest, where pages are open that don't show the log: they list the latest. */
const latestTold = 20;

export function createMessageLog({ store, events, activity, language, onBug }: MessageLogOptions): MessageLog {
  const listeners = new Set<(rows: readonly RowGlance[]) => void>();
  /** Rows to be read again: for all who follow them, and for pages alone. */
  const changedIds = new Set<string>();
  const shownIds = new Set<string>();
  const uncounted = new Set<string>();
  /** Somebody waits until all is told. */
  let hurried = false;
  let telling: Promise<void> | undefined;

  const isShown = () => events.isHeard('messages.changed');

  async function tell(): Promise<void> {
    for (let pause = gatherMs; changedIds.size + shownIds.size > 0; pause = events.isLogHeard() ? againMs.shown : againMs.unseen) {
      if (!hurried) await setTimeout(pause);
      if (!events.isLogHeard()) keepNewest(shownIds, latestTold);
      const ids = new Set([...takeShare(changedIds, hurried), ...takeShare(shownIds, hurried)]);
      const rows = await persist(() => store.do('messages.byIds', { ids: [...ids] }), againPausesMs, onBug);
      for (const row of rows) if (uncounted.delete(row.id)) activity.count(row);
      for (const listener of listeners) listener(rows);
      events.emit(
        'messages.changed',
        rows.reverse().map((row) => toItem(row, language())),
      );
    }
    telling = undefined;
  }

  function changed(ids: string[], direction?: Direction): void {
    if (direction !== 'in') follow(ids, changedIds);
    else if (isShown()) follow(ids, shownIds);
  }

  function follow(ids: string[], waiting: Set<string>): void {
    for (const id of ids) waiting.add(id);
    telling ??= tell().catch((error: unknown) => {
      telling = undefined;
      onBug(error);
    });
  }

  return {
    async page(input) {
      const { items, next, searchedUntil, problems } = await searchPage(store, input);
      return {
        ...{ items: items.map((row) => toItem(row, language())), next },
        ...(searchedUntil !== undefined && { searchedUntil }),
        ...(problems.length > 0 && { problems }),
      };
    },
    count: (input) => searchCount(store, input),
    async get(id) {
      const record = await store.do('messages.get', { id });
      if (!record) return err(failure('messages/not-found', {}, language()));
      const { failure: reason } = record;
      const relatives = record.relatives.map(({ as, record: relative }) => ({ as, item: toItem(relative, language()) }));
      return ok({ ...record, ...toItem(record, language()), relatives, ...(reason && { failure: translateFailure(reason, language()) }) });
    },
    added(ids) {
      for (const id of ids) uncounted.add(id);
      changed(ids);
    },
    entered(rows) {
      for (const row of rows) activity.count(row);
      for (const listener of listeners) listener(rows);
      if (!isShown()) return;
      follow(
        rows.map(({ id }) => id),
        shownIds,
      );
    },
    changed,
    onRows(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async settled() {
      hurried = true;
      await telling;
      hurried = false;
    },
  };
}

const takeShare = (waiting: Set<string>, hurried: boolean) =>
  takeOldest(waiting, hurried ? waiting.size : Math.max(rowsAtOnce, Math.ceil(waiting.size / backlogShare)));

function keepNewest(waiting: Set<string>, count: number): void {
  takeOldest(waiting, waiting.size - count);
}

/** Takes so many entries out, those first that came first. */
function takeOldest(waiting: Set<string>, count: number): string[] {
  const taken: string[] = [];
  for (const id of waiting) {
    if (taken.length >= count) break;
    taken.push(id);
    waiting.delete(id);
  }
  return taken;
}

function toItem(row: MessageRecord, language: Language): MessageItem {
  const {
    id,
    direction,
    account,
    at,
    type,
    event,
    person,
    xml,
    state,
    command,
    ms,
    deliveries,
    hasAnswer,
    redacted,
    failure: reason,
  } = row;
  return {
    ...{ id, direction, account, at, type, person, xml, state, deliveries, summary: summaryOf(row, language), searchText: searchText(row) },
    ...(event !== undefined && { event }),
    ...(command !== undefined && { command }),
    ...(ms !== undefined && { ms }),
    ...(hasAnswer && { hasAnswer }),
    ...(redacted && { redacted }),
    ...(reason && { hasFailure: true }),
  };
}

function summaryOf({ message, failure: reason, answer, direction, type }: MessageRecord, language: Language): string {
  if (direction === 'refused') return reason ? translateFailure(reason, language).message : '';
  if (message) return summarise(message, language);
  if (!answer) return type === 'image' ? typeName(type, language) : '';
  return cardTypes.has(type) ? `${typeName(type, language)}${language === 'en' ? ': ' : '：'}${oneLine(answer)}` : oneLine(answer);
}

/** Rows that are a card or a menu, change one, or are a template message: their text is what people read there. */
const cardTypes = new Set(['template', 'template_card', 'msgmenu', 'update_button', 'update_template_card']);

/** A whole message, for the chat beside the list shows it in lines again. */
const oneLine = (text: string) => text.replace(/\s*\n\s*/g, ' ⏎ ').slice(0, limits.textReplyBytes);
