import { everything, type Filter } from '../../../shared/filter/filter.ts';
import type { Db } from '../database.ts';
import type { MessageRecord } from '../records.ts';
import { planSearch, type SearchPlan } from './search-plan.ts';
import { type Found, nextRows } from './search-steps.ts';

/** How long a page or a count may take at a time, in ms: so long wait other questions of the console. */
const usualBudgetMs = 20;

interface Asked {
  /** The cursor: only rows with smaller ids. */
  before?: string | undefined;
  filter?: Filter | undefined;
  /** Unix time in ms, for times such as `since:1h`. */
  now?: number | undefined;
  /** How long this may take, in ms, unless one step takes longer. */
  budgetMs?: number | undefined;
}

/** A page of the rows that meet a filter, newest first. */
export interface RecordPage {
  items: MessageRecord[];
  /** Where the next page begins; null at the end. */
  next: string | null;
  /** Set where the time ran out before the page was full: rows back to here (Unix ms) were searched. `next` goes on. */
  searchedUntil?: number;
}

/** One keyset page, newest first. It may end before it is full, because a search gives way to other questions. */
export function page(db: Db, { limit, ...asked }: Asked & { limit: number }): RecordPage {
  const plan = planSearch(db, { filter: asked.filter ?? everything, now: asked.now ?? Date.now() });
  const { rows, reached, ended } = walk(db, plan, { ...asked, want: limit + 1, rows: true });
  const items = rows.slice(0, limit) as MessageRecord[];
  const last = items.at(-1);
  if (rows.length > limit && last) return { items, next: last.id };
  if (ended) return { items, next: null };
  const at = db.one('SELECT at FROM messages WHERE id >= :reached ORDER BY id LIMIT 1', { reached })?.at;
  return { items, next: String(reached), searchedUntil: Number(at) };
}

/** How many rows meet a filter, up to `most`. Where `next` is set there may be more: from there on it goes on. */
export function count(db: Db, { most, ...asked }: Asked & { most: number }): { count: number; next: string | null } {
  const plan = planSearch(db, { filter: asked.filter ?? everything, now: asked.now ?? Date.now() });
  const { rows, reached, ended } = walk(db, plan, { ...asked, want: most, rows: false });
  return { count: rows.length, next: ended ? null : String(reached) };
}

/** Goes back through the ids, step by step, until there is enough, or nothing is left, or the time is over. */
function walk(
  db: Db,
  plan: SearchPlan,
  { before, budgetMs = usualBudgetMs, want, rows: asRows }: Asked & { want: number; rows: boolean },
): Found & { ended: boolean } {
  const deadline = performance.now() + budgetMs;
  const rows: Found['rows'] = [];
  let reached = Math.min(before === undefined ? Number.MAX_SAFE_INTEGER : Number(before), plan.newest + 1);
  for (;;) {
    if (reached <= plan.oldest) return { rows, reached, ended: true };
    if (rows.length >= want) return { rows, reached, ended: false };
    const found = nextRows(db, plan, { before: reached, want: want - rows.length, asRows });
    rows.push(...found.rows);
    reached = found.reached;
    if (performance.now() >= deadline) return { rows, reached, ended: reached <= plan.oldest };
  }
}
