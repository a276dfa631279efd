import type { MessageCount, MessageItem, MessagePage } from '../../shared/message-log.ts';
import { compareIds, firstWhere, mergeRows, newestFirst, placeOf, rowOf } from './message-rows.ts';

/** The most rows that are kept in memory. Those that nobody looks at make room, and are loaded again when needed. */
export const rowsKept = 4000;
/** The most rows that can be scrolled through; beyond it a browser's list has no height any more. */
export const rowsReached = 1_000_000;
/** Rows that wait beyond these are only counted: to let them in, the log starts afresh. */
export const heldKept = 1000;
/** How many rows are asked for at a time. */
export const pageSize = 100;

/**
 * A stretch of the log. It holds the matching rows with ids from `low` up to the stretch before it.
 */
export interface Stretch {
  /** The lowest id that belongs to it; '0' where the log ends. */
  low: string;
  count: number;
  /** Newest first; null where they have made room. */
  items: MessageItem[] | null;
}

/** Rows that wait until somebody lets them in: the newest of them, and how many there are. */
export interface Held {
  items: MessageItem[];
  count: number;
}

/** The log as far as it is known: stretches, newest first, without gaps; the rows that wait; where the next page begins. */
export interface Log {
  stretches: readonly Stretch[];
  held: Held;
  /** Null: nothing older is left. */
  next: string | null;
  /** How many more rows meet the filter from `next` on; null where that isn't known. */
  behind: Pick<MessageCount, 'count' | 'atLeast'> | null;
}

export const nothingHeld: Held = { items: [], count: 0 };
export const emptyLog: Log = { stretches: [], held: nothingHeld, next: null, behind: null };
const nothingBehind = { count: 0, atLeast: false };

/** How a live row is dealt with. */
export interface Reception {
  /** New rows go on top at once, else they wait. */
  follow: boolean;
  passes(row: MessageItem): boolean;
}

export const rowCount = ({ stretches }: Pick<Log, 'stretches'>): number => stretches.reduce((sum, { count }) => sum + count, 0);

/** The rows that are shown, and those that wait. */
export const knownCount = (log: Pick<Log, 'stretches' | 'held'>): number => rowCount(log) + log.held.count;

/** How many rows meet the filter; null where that isn't known. */
export const matchingCount = (log: Omit<Log, 'next'>): number | null => (log.behind === null ? null : knownCount(log) + log.behind.count);

/** The newest id that is known, shown or waiting. */
export function newestId({ stretches, held }: Log): string | undefined {
  if (held.items[0]) return held.items[0].id;
  const first = stretches.find(({ count }) => count > 0);
  return first && (first.items?.[0]?.id ?? first.low);
}

/** Some of the rows that wait are only counted. */
export const overheld = ({ held }: Pick<Log, 'held'>): boolean => held.count > held.items.length;

/**
 * Takes rows that are new or changed. Rows already shown are replaced in place, which moves nothing; they leave where
 * they meet the filter no longer and one follows. New ones go in where one follows, else they wait. Rows older than
 * all that is known are left for their page. The work grows with the rows that come, not with those that are there; where
 * none of those shown changes, `stretches` stays the very same.
 */
export function receive(log: Log, changed: MessageItem[], { follow, passes }: Reception): Log {
  const letsIn = follow && !overheld(log);
  const versions = newestFirst(letsIn ? [...log.held.items, ...changed] : changed);
  let stretches = log.stretches;
  const replace = (at: number, ...parts: Stretch[]) => {
    if (stretches === log.stretches) stretches = log.stretches.slice();
    (stretches as Stretch[]).splice(at, 1, ...parts);
  };
  const waiting: MessageItem[] = [];
  const gone = new Set<string>();
  for (const [at, rows] of byStretch(stretches, versions)) {
    const stretch = stretches[at];
    if (!stretch?.items) continue;
    const { items } = stretch;
    const kept: MessageItem[] = [];
    const leaving = new Set<string>();
    for (const row of rows) {
      if (rowOf(items, row.id)) {
        if (letsIn && !passes(row)) leaving.add(row.id);
        else kept.push(row);
      } else if (!passes(row)) gone.add(row.id);
      else (letsIn ? kept : waiting).push(row);
    }
    if (kept.length > 0 || leaving.size > 0) {
      const joined = mergeRows(items, kept);
      replace(at, filled(stretch, leaving.size > 0 ? joined.filter(({ id }) => !leaving.has(id)) : joined));
    }
  }
  const head = stretches[0];
  if (head?.items && head.items.length > 2 * pageSize) replace(0, ...split(head.items, head.low));
  const received = { ...log, stretches, held: letsIn ? nothingHeld : hold(log, waiting, gone) };
  return letsIn ? shorten(received) : received;
}

/** Puts the waiting rows in. Where some were only counted this cannot be done: see `overheld`. */
export function release(log: Log): Log {
  if (log.held.count === 0 || overheld(log)) return log;
  return receive(log, [], { follow: true, passes: () => true });
}

/**
 * Adds an older page at the bottom.
 * @param since rows that came in live after the page was asked for, so they are newer than its versions of them
 */
export function append(log: Log, page: MessagePage, since: MessageItem[]): Log {
  const stretch = stretchOf(page, since);
  const last = log.stretches.at(-1);
  const behind = page.next === null ? nothingBehind : log.behind && { ...log.behind, count: Math.max(0, log.behind.count - stretch.count) };
  const older = { next: page.next, behind };
  if (stretch.count > 0 || !last) return { ...log, ...older, stretches: [...log.stretches, stretch] };
  return { ...log, ...older, stretches: [...log.stretches.slice(0, -1), { ...last, low: stretch.low }] };
}

/**
 * The log from its newest page on.
 * @param since as for `append`
 * @param passes whether such a row meets the filter
 */
export function restart(page: MessagePage, since: MessageItem[], passes: Reception['passes']): Log {
  const behind = page.next === null ? nothingBehind : null;
  return { stretches: [present(page, since, passes)], held: nothingHeld, next: page.next, behind };
}

/** Whether the newest page reaches down to the row `newest`, so that nothing is missing in between. */
export function reaches({ next }: MessagePage, newest: string | undefined): boolean {
  return newest !== undefined && (next === null || compareIds(next, newest) <= 0);
}

/** Merges the newest page after a break, where it reaches what is known. */
export function refresh(log: Log, page: MessagePage, since: MessageItem[], { follow, passes }: Reception): Log {
  return receive(log, present(page, since, passes).items ?? [], { follow, passes: () => true });
}

/** Takes the rows out that meet the filter no longer: they stayed while somebody read, or time went on. */
export function sift(log: Log, passes: Reception['passes']): Log {
  const stretches = log.stretches.map((stretch) =>
    stretch.items?.every(passes) === false ? filled(stretch, stretch.items.filter(passes)) : stretch,
  );
  return stretches.every((stretch, index) => stretch === log.stretches[index]) ? log : { ...log, stretches };
}

/** Gives a stretch its rows back. */
export function refill(log: Log, low: string, items: MessageItem[]): Log {
  const at = log.stretches.findIndex((stretch) => stretch.low === low && stretch.items === null);
  if (at < 0) return log;
  const stretches = log.stretches.slice();
  stretches[at] = { low, count: items.length, items };
  return { ...log, stretches };
}

/** Lets rows far from the place where somebody looks make room. The newest stay, since live ones join them. */
export function makeRoom(log: Log, looking: number): Log {
  let inMemory = 0;
  for (const { items } of log.stretches) inMemory += items?.length ?? 0;
  if (inMemory <= rowsKept) return log;
  let start = 0;
  const stretches = log.stretches.map((stretch, index) => {
    const distance = start > looking ? start - looking : Math.max(0, looking - start - stretch.count);
    start += stretch.count;
    return index === 0 || distance < rowsKept / 2 - 2 * pageSize || !stretch.items ? stretch : { ...stretch, items: null };
  });
  return { ...log, stretches };
}

/** While one follows, nobody looks at the old end: it is cut off, and can be loaded again. */
function shorten(log: Log): Log {
  let total = 0;
  const kept = log.stretches.filter((stretch, index) => {
    total += stretch.count;
    return index === 0 || total <= rowsKept;
  });
  const last = kept.at(-1);
  if (kept.length === log.stretches.length || !last) return log;
  const behind = log.behind && { ...log.behind, count: log.behind.count + total - rowCount({ stretches: kept }) };
  return { ...log, stretches: kept, next: last.low, behind };
}

/** Versions by the index of the stretch that they belong to; those older than all stretches are left out. */
function byStretch(stretches: readonly Stretch[], versions: MessageItem[]): Map<number, MessageItem[]> {
  const found = new Map<number, MessageItem[]>();
  for (const row of versions) {
    const at = firstWhere(stretches, ({ low }) => compareIds(low, row.id) <= 0);
    if (at === stretches.length) continue;
    const rows = found.get(at);
    if (rows) rows.push(row);
    else found.set(at, [row]);
  }
  return found;
}

/** Cuts rows into stretches. The lowest one reaches down to `low`. */
function split(items: MessageItem[], low: string): Stretch[] {
  const parts: Stretch[] = [];
  for (let from = 0; from < items.length; from += pageSize) {
    const part = items.slice(from, from + pageSize);
    parts.push({ low: from + pageSize >= items.length ? low : (part.at(-1)?.id ?? low), count: part.length, items: part });
  }
  return parts;
}

const filled = (stretch: Stretch, items: MessageItem[]): Stretch => ({ ...stretch, items, count: items.length });

function hold({ held }: Log, waiting: MessageItem[], gone: Set<string>): Held {
  const staying = gone.size > 0 ? held.items.filter(({ id }) => !gone.has(id)) : held.items;
  if (waiting.length === 0 && staying.length === held.items.length) return held;
  const newest = held.items[0]?.id;
  const full = held.count > held.items.length;
  // Of those that were only counted nobody knows which they were; what is newer than all of them is not among them.
  const added = waiting.filter(({ id }) => !rowOf(staying, id) && (!full || newest === undefined || compareIds(id, newest) > 0));
  const items = mergeRows(staying, waiting);
  const count = held.count - (held.items.length - staying.length) + added.length;
  return { items: items.slice(0, heldKept), count };
}

function stretchOf({ items, next }: MessagePage, since: MessageItem[]): Stretch {
  const rows = since.length > 0 ? withVersions(items, since) : items;
  return { low: next ?? '0', count: rows.length, items: rows };
}

/** The newest page as it is by now. Of the rows that came in since, those further down belong to older pages. */
function present(page: MessagePage, since: MessageItem[], passes: Reception['passes']): Stretch {
  const low = page.next ?? '0';
  const newer = newestFirst(since).filter((row) => compareIds(row.id, low) >= 0);
  const unfit = new Set(newer.filter((row) => !passes(row)).map(({ id }) => id));
  const rows = mergeRows(page.items, newer.filter(passes)).filter(({ id }) => !unfit.has(id));
  return { low, count: rows.length, items: rows };
}

/** Puts newer versions in the place of those that are there; the others are left out. */
export function withVersions(rows: MessageItem[], versions: MessageItem[]): MessageItem[] {
  const replaced = rows.slice();
  for (const row of versions) if (rowOf(rows, row.id)) replaced[placeOf(rows, row.id)] = row;
  return replaced;
}
