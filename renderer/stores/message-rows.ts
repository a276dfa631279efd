import type { MessageItem } from '../../shared/message-log.ts';

/** Ids are whole numbers of up to 19 digits, more than a JavaScript number holds, so they are compared as text. */
export function compareIds(one: string, other: string): number {
  if (one.length !== other.length) return one.length - other.length;
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/** Joins rows, newest first, with `later` ones in any order; of rows with the same id the one of `later` stays. */
export function mergeRows(rows: MessageItem[], later: MessageItem[]): MessageItem[] {
  const added = newestFirst(later);
  // why: to sort all rows for each new one would take longer than a frame
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

/** Rows in the order of a page, each once, in its last version. */
export const newestFirst = (rows: MessageItem[]): MessageItem[] =>
  [...new Map(rows.map((row) => [row.id, row])).values()].sort((one, other) => compareIds(other.id, one.id));

/** Where in rows, newest first, the one with this id stands or would stand. */
export const placeOf = (rows: readonly { id: string }[], id: string): number => firstWhere(rows, (row) => compareIds(row.id, id) <= 0);

/** The row with this id, in rows that stand newest first. */
export function rowOf(rows: MessageItem[], id: string): MessageItem | undefined {
  const row = rows[placeOf(rows, id)];
  return row?.id === id ? row : undefined;
}

/** The first place from which on all entries are `there`; the length where none is. */
export function firstWhere<Entry>(entries: readonly Entry[], there: (entry: Entry) => boolean): number {
  let from = 0;
  let to = entries.length;
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    const entry = entries[middle];
    if (entry !== undefined && !there(entry)) from = middle + 1;
    else to = middle;
  }
  return from;
}
