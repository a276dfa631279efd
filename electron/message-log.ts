import { failure, translateFailure } from '../shared/failures.ts';
import type { Language } from '../shared/language.ts';
import type { MessageDetail, MessageItem, MessagePage } from '../shared/message-log.ts';
import { err, ok, type Result } from '../shared/result.ts';
import { summarise } from '../shared/summary.ts';
import type { Activity } from './activity.ts';
import type { EventHub } from './events.ts';
import type { MessageRecord } from './store/records.ts';
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
  page(input: { limit: number; before?: string | undefined }): Promise<MessagePage>;
  get(id: string): Promise<Result<MessageDetail>>;
  /** Says that rows are new: they are counted, and told like changed ones. */
  added(ids: string[]): void;
  /** Says that rows have changed: they are read again, many at once, and told to whoever listens. */
  changed(ids: string[]): void;
  onRows(listener: (rows: MessageRecord[]) => void): void;
  /** Resolves when all changes have been told. */
  settled(): Promise<void>;
}

export function createMessageLog({ store, events, activity, language, onBug }: MessageLogOptions): MessageLog {
  const listeners: ((rows: MessageRecord[]) => void)[] = [];
  let changedIds = new Set<string>();
  let uncounted = new Set<string>();
  let telling: Promise<void> | undefined;

  async function tell(): Promise<void> {
    while (changedIds.size > 0) {
      const ids = [...changedIds];
      const added = uncounted;
      changedIds = new Set();
      uncounted = new Set();
      const rows = await store.do('messages.byIds', { ids });
      for (const row of rows) if (added.has(row.id)) activity.count(row);
      for (const listener of listeners) listener(rows);
      events.emit(
        'messages.changed',
        rows.reverse().map((row) => toItem(row, language())),
      );
    }
    telling = undefined;
  }

  function changed(ids: string[]): void {
    for (const id of ids) changedIds.add(id);
    telling ??= tell().catch((error: unknown) => {
      telling = undefined;
      onBug(error);
    });
  }

  return {
    async page(input) {
      const { items, next } = await store.do('messages.page', input);
      return { items: items.map((row) => toItem(row, language())), next };
    },
    async get(id) {
      const record = await store.do('messages.get', { id });
      if (!record) return err(failure('messages/not-found', {}, language()));
      const { failure: reason } = record;
      return ok({ ...record, ...toItem(record, language()), ...(reason && { failure: translateFailure(reason, language()) }) });
    },
    added(ids) {
      for (const id of ids) uncounted.add(id);
      changed(ids);
    },
    changed,
    onRows: (listener) => void listeners.push(listener),
    settled: () => telling ?? Promise.resolve(),
  };
}

function toItem(row: MessageRecord, language: Language): MessageItem {
  const { id, direction, account, at, type, event, person, xml, state, command, ms, deliveries } = row;
  return {
    ...{ id, direction, account, at, type, person, xml, state, deliveries, summary: summaryOf(row, language) },
    ...(event !== undefined && { event }),
    ...(command !== undefined && { command }),
    ...(ms !== undefined && { ms }),
  };
}

function summaryOf({ message, failure: reason, answer, direction }: MessageRecord, language: Language): string {
  if (direction === 'refused') return reason ? translateFailure(reason, language).message : '';
  return message ? summarise(message, language) : oneLine(answer ?? '');
}

const oneLine = (text: string) => text.replace(/\s*\n\s*/g, ' ⏎ ').slice(0, 200);
