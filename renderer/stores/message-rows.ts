import type { Direction, MessageItem, MessagePage } from '../../shared/message-log.ts';

/**
 * The most rows that are kept in memory. The oldest make room for new ones and can be loaded again; a full log loads no
 * older ones.
 */
export const rowsKept = 20_000;

/** Ids are whole numbers of up to 19 digits, more than a JavaScript number holds, so they are compared as text. */
export function compareIds(one: string, other: string): number {
  if (one.length !== other.length) return one.length - other.length;
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/** Joins rows, newest first, with `later` ones in any order; of rows with the same id the one of `later` stays. */
export function mergeRows(rows: MessageItem[], later: MessageItem[]): MessageItem[] {
  const added = [...new Map(later.map((row) => [row.id, row])).values()].sort((one, other) => compareIds(other.id, one.id));
  // why: to sort a full log for each new row would take longer than a frame
  const joined: MessageItem[] = [];
  let rest = 0;
  for (const row of added) {
    let next = rows[rest];
    while (next && compareIds(next.id, row.id) > 0) {
      joined.push(next);
      rest += 1;
      next = rows[rest];
    }
    joined.push(row);
    if (next?.id === row.id) rest += 1;
  }
  return joined.concat(rows.slice(rest));
}

/** The loaded rows, those that wait for the reader, and where the next page begins (null: all is loaded). */
export interface Log {
  rows: MessageItem[];
  held: MessageItem[];
  next: string | null;
}

/** The newest id that is loaded, shown or waiting. */
export const newestId = ({ rows, held }: Log): string | undefined => held[0]?.id ?? rows[0]?.id;

/**
 * Takes rows that are new or changed. Rows already shown are replaced in place, which moves nothing. New ones go to the
 * top where `follow` is on, else they wait in `held`. Rows older than all that is loaded are left for their page.
 */
export function receive(log: Log, changed: MessageItem[], follow: boolean): Log {
  const updated = replaceRows(log.rows, changed);
  const oldest = log.rows.at(-1)?.id;
  const arrivals = changed.filter(({ id }) => !has(log.rows, id) && (oldest === undefined || compareIds(id, oldest) > 0));
  if (arrivals.length === 0) return { ...log, rows: updated };
  // The waiting rows that have no room are loaded again later: with so many of them, `cap` leaves nothing older.
  if (!follow) return { ...log, rows: updated, held: mergeRows(log.held, arrivals).slice(0, rowsKept) };
  return cap({ ...log, rows: mergeRows(updated, [...log.held, ...arrivals]), held: [] });
}

/** Puts the waiting rows on top. */
export function release(log: Log): Log {
  if (log.held.length === 0) return log;
  return cap({ ...log, rows: mergeRows(log.rows, log.held), held: [] });
}

/**
 * Adds an older page at the bottom.
 * @param since rows that came in live after the page was asked for, so they are newer than its versions of them
 */
export function append(log: Log, page: MessagePage, since: MessageItem[]): Log {
  return cap({ ...log, rows: mergeRows(replaceRows(page.items, since), log.rows), next: page.next });
}

/**
 * The log from its newest page on.
 * @param since as for `append`
 */
export function restart(page: MessagePage, since: MessageItem[]): Log {
  return cap({ rows: present(page, since), held: [], next: page.next });
}

/** Whether the newest page reaches down to the row `newest`, so that nothing is missing in between. */
export function reaches(page: MessagePage, newest: string | undefined): boolean {
  return newest !== undefined && (page.next === null || page.items.some((row) => compareIds(row.id, newest) <= 0));
}

/**
 * Merges the newest page after a break, where it reaches what is loaded.
 * @param since as for `append`
 * @param follow as for `receive`
 */
export function refresh(log: Log, page: MessagePage, since: MessageItem[], follow: boolean): Log {
  return receive(log, present(page, since), follow);
}

/** The newest page as it is by now. Of the rows that came in since, those further down belong to older pages. */
function present({ items, next }: MessagePage, since: MessageItem[]): MessageItem[] {
  const oldest = next === null ? undefined : items.at(-1)?.id;
  return mergeRows(items, oldest === undefined ? since : since.filter((row) => compareIds(row.id, oldest) >= 0));
}

/** Where in rows, newest first, the one with this id stands or would stand. */
function placeOf(rows: MessageItem[], id: string): number {
  let from = 0;
  let to = rows.length;
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    const row = rows[middle];
    if (row && compareIds(row.id, id) > 0) from = middle + 1;
    else to = middle;
  }
  return from;
}

const has = (rows: MessageItem[], id: string) => rows[placeOf(rows, id)]?.id === id;

/** Puts new versions in the place of those that are there; the others are left out. */
function replaceRows(rows: MessageItem[], versions: MessageItem[]): MessageItem[] {
  const updates = versions.filter(({ id }) => has(rows, id));
  if (updates.length === 0) return rows;
  const replaced = rows.slice();
  for (const row of updates) replaced[placeOf(rows, row.id)] = row;
  return replaced;
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
