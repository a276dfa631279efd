import type { Filter } from '../shared/filter/filter.ts';
import { parseFilter } from '../shared/filter/parse.ts';
import type { Problem } from '../shared/filter/problems.ts';
import { limits } from '../shared/limits.ts';
import type { MessageCount } from '../shared/message-log.ts';
import type { RecordPage } from './store/search/message-search.ts';
import type { Store } from './store/store.ts';

/** A filter's text, and whose dates are in it. */
export interface Filtered {
  filter?: string | undefined;
  /** IANA name; the gateway's own where it is absent. */
  zone?: string | undefined;
}

/** Of the rows before one, where one is named. */
export type CountedRows = Filtered & { before?: string | undefined };

/**
 * A page of the rows that meet a filter. The store searches in short slices, so that other questions are
 * answered between two of them; they are asked for until the page is full, the log is through or the time is over.
 */
export async function searchPage(
  store: Store,
  { limit, before, ...filtered }: { limit: number; before?: string | undefined } & Filtered,
): Promise<RecordPage & { problems: Problem[] }> {
  const { filter, now, problems } = understand(filtered);
  const items: RecordPage['items'] = [];
  const deadline = performance.now() + limits.searchMs;
  let from = before;
  for (;;) {
    const page = await store.do('messages.page', { limit: limit - items.length, before: from, filter, now });
    items.push(...page.items);
    const { next, searchedUntil } = page;
    if (next === null || searchedUntil === undefined) return { items, next, problems };
    if (items.length >= limit) return { items, next, problems };
    if (performance.now() >= deadline) return { items, next, searchedUntil, problems };
    from = next;
  }
}

/** How many rows (before one) meet a filter, up to `limits.messagesCounted`. */
export async function searchCount(store: Store, { before, ...filtered }: CountedRows): Promise<MessageCount> {
  const { filter, now, problems } = understand(filtered);
  const deadline = performance.now() + limits.searchMs;
  let total = 0;
  let from = before;
  for (;;) {
    const { count, next } = await store.do('messages.count', { most: limits.messagesCounted - total, before: from, filter, now });
    total += count;
    const ended = next === null;
    if (ended || total >= limits.messagesCounted || performance.now() >= deadline) {
      return { count: total, atLeast: !ended, ...(problems.length > 0 && { problems }) };
    }
    from = next;
  }
}

function understand({ filter = '', zone }: Filtered): { filter: Filter; now: number; problems: Problem[] } {
  const now = Date.now();
  const clock = { now, zone: zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone };
  const { filter: parsed, problems } = parseFilter(filter, clock);
  return { filter: parsed, now, problems };
}
