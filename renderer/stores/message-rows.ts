import type { Direction, MessageItem } from '../../shared/message-log.ts';

/** The most rows that are kept in memory; the oldest go first and can be loaded again. */
export const rowsKept = 20_000;

/** Ids are whole numbers of up to 19 digits, more than a JavaScript number holds, so they are compared as text. */
export function compareIds(one: string, other: string): number {
  if (one.length !== other.length) return one.length - other.length;
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/** Joins two lists of rows, newest first; of rows with the same id the one of `later` stays. */
export function mergeRows(rows: MessageItem[], later: MessageItem[]): MessageItem[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  for (const row of later) byId.set(row.id, row);
  return [...byId.values()].sort((one, other) => compareIds(other.id, one.id));
}

/** The loaded rows, those that wait for the reader, and where the next page begins (null: all is loaded). */
export interface Log {
  rows: MessageItem[];
  held: MessageItem[];
  next: string | null;
}

/**
 * Takes rows that are new or changed. Rows already shown are replaced in place, which moves nothing. New ones go to the
 * top where `follow` is on, else they wait in `held`. Rows older than all that is loaded are left for their page.
 */
export function receive(log: Log, changed: MessageItem[], follow: boolean): Log {
  const shown = new Set(log.rows.map((row) => row.id));
  const newest = log.rows[0]?.id;
  const oldest = log.rows.at(-1)?.id;
  const updates: MessageItem[] = [];
  const arrivals: MessageItem[] = [];
  for (const row of changed) {
    if (shown.has(row.id)) updates.push(row);
    else if (newest === undefined || compareIds(row.id, newest) > 0) arrivals.push(row);
    else if (oldest !== undefined && compareIds(row.id, oldest) > 0) arrivals.push(row);
  }
  const updated = updates.length > 0 ? replaceRows(log.rows, updates) : log.rows;
  if (arrivals.length === 0) return { ...log, rows: updated };
  if (!follow) return { ...log, rows: updated, held: mergeRows(log.held, arrivals) };
  return cap({ ...log, rows: mergeRows(updated, [...log.held, ...arrivals]), held: [] });
}

/** Puts the waiting rows on top. */
export function release(log: Log): Log {
  if (log.held.length === 0) return log;
  return cap({ ...log, rows: mergeRows(log.rows, log.held), held: [] });
}

/** Adds an older page at the bottom. */
export function append(log: Log, page: { items: MessageItem[]; next: string | null }): Log {
  return cap({ ...log, rows: mergeRows(page.items, log.rows), next: page.next });
}

/**
 * Takes the newest page after a break. Where it reaches down to what is loaded, it is merged; where rows may be missing
 * in between, the log starts afresh from the page.
 */
export function refresh(log: Log, page: { items: MessageItem[]; next: string | null }): Log {
  const newest = log.rows[0]?.id;
  const reaches = newest !== undefined && (page.next === null || page.items.some((row) => compareIds(row.id, newest) <= 0));
  if (!reaches) return { rows: mergeRows(page.items, []), held: [], next: page.next };
  return cap({ rows: mergeRows(log.rows, [...log.held, ...page.items]), held: [], next: log.next });
}

function replaceRows(rows: MessageItem[], updates: MessageItem[]): MessageItem[] {
  const byId = new Map(updates.map((row) => [row.id, row]));
  return rows.map((row) => byId.get(row.id) ?? row);
}

function cap(log: Log): Log {
  if (log.rows.length <= rowsKept) return log;
  const rows = log.rows.slice(0, rowsKept);
  return { ...log, rows, next: rows.at(-1)?.id ?? null };
}

/** A filter over the rows that are loaded; no search of the whole log. */
export interface RowFilter {
  /** Words that must all occur, in any case. */
  text: string;
  direction: Direction | 'all';
}

export const noFilter: RowFilter = { text: '', direction: 'all' };

export const filters = (filter: RowFilter) => filter.direction !== 'all' || filter.text.trim() !== '';

/** The rows that pass. `accountName` lets the account's name be found as well as its id. */
export function filterRows(rows: MessageItem[], filter: RowFilter, accountName: (id: string) => string): MessageItem[] {
  if (!filters(filter)) return rows;
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter((row) => {
    if (filter.direction !== 'all' && row.direction !== filter.direction) return false;
    if (words.length === 0) return true;
    const text =
      `${row.person} ${row.summary} ${row.type} ${row.event ?? ''} ${row.account} ${accountName(row.account)} ${row.command ?? ''}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** The id `step` rows away from `cursor`, kept within the list; the first row where there is no cursor yet. */
export function moveCursor(rows: MessageItem[], cursor: string | null, step: number): string | null {
  const at = rows.findIndex((row) => row.id === cursor);
  if (at < 0) return rows[0]?.id ?? null;
  return rows[Math.min(rows.length - 1, Math.max(0, at + step))]?.id ?? null;
}
