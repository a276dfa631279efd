import { ruleOf } from '../../../shared/filter/fields.ts';
import type { Filter } from '../../../shared/filter/filter.ts';
import { momentOf } from '../../../shared/filter/matches.ts';
import type { Db } from '../database.ts';
import { type Condition, conditionOf } from './filter-sql.ts';
import { countFew, type FewRows, fewRowsOf } from './search-few.ts';
import { firstIdSince, idsInBlock, searchProgress } from './search-index.ts';
import { ftsQuery, isInIndex, partOf } from './search-terms.ts';

/** How a filter is looked up. */
export interface SearchPlan {
  filter: Filter;
  now: number;
  /** Rows up to this id are in the full-text index; newer ones are looked at one by one. */
  indexedUpto: number;
  newest: number;
  /** No row with a smaller id meets the filter. */
  oldest: number;
  /** No row of the index with this id or a greater one meets the filter. */
  indexedBefore: number;
  /** All terms that SQL decides. */
  condition: Condition;
  /** Those of them that the index doesn't know; undefined where it knows all. */
  remaining?: Condition;
  hasText: boolean;
  usesIndex: boolean;
  /** A small SQL index that holds all rows in question. */
  few?: FewRows;
}

/** Up to so many rows are looked at one by one, rather than looked up in the full-text index. */
const fewAtMost = 2000;

export function planSearch(db: Db, { filter, now }: { filter: Filter; now: number }): SearchPlan {
  const { upto, newest } = searchProgress(db);
  const remaining = filter.terms.filter((term) => !isInIndex(term));
  const condition = conditionOf(filter.terms, now);
  const usesIndex = ftsQuery(filter, 0) !== undefined;
  const oldest = Number(db.one('SELECT min(id) AS id FROM messages')?.id ?? 0);
  const plan: SearchPlan = {
    ...{ filter, now, indexedUpto: upto, newest, condition, usesIndex },
    hasText: filter.terms.some(({ field }) => ruleOf(field).kind === 'text'),
    ...(remaining.length > 0 && { remaining: conditionOf(remaining, now) }),
    ...idBounds(db, filter, now, upto, oldest),
  };
  const few = fewRowsOf(filter, now);
  return few && (!usesIndex || isFewer(db, plan, few)) ? { ...plan, few } : plan;
}

/** Between which ids of the index the rows can be, by the times of the blocks. */
function idBounds(db: Db, { terms }: Filter, now: number, upto: number, oldest: number): { oldest: number; indexedBefore: number } {
  const bounds = { oldest, indexedBefore: upto + 1 };
  for (const { field, negated, values } of terms) {
    if (negated) continue;
    const moments = values.map((value) => momentOf(value, now) ?? 0);
    if (field === 'since') bounds.oldest = Math.max(bounds.oldest, firstIdSince(db, Math.min(...moments)));
    if (field === 'until') {
      const last = db.one('SELECT block FROM search_blocks WHERE min_at <= :at ORDER BY block DESC LIMIT 1', { at: Math.max(...moments) });
      bounds.indexedBefore = Math.min(bounds.indexedBefore, last ? (Number(last.block) + 1) * idsInBlock : 0);
    }
  }
  return bounds;
}

/** Whether the small index leaves fewer rows to look at than the full-text index. */
function isFewer(db: Db, plan: SearchPlan, few: FewRows): boolean {
  const count = countFew(db, few, fewAtMost + 1);
  return count <= fewAtMost && (!plan.hasText || countFound(db, plan, count) > count);
}

/** How many rows the full-text index finds, counted no further than one more than `most`. */
function countFound(db: Db, { filter, oldest, indexedBefore }: SearchPlan, most: number): number {
  let count = 0;
  for (let part = partOf(indexedBefore - 1); part >= partOf(oldest) && count <= most; part--) {
    const row = db.one('SELECT count(*) AS count FROM (SELECT 1 FROM search WHERE search MATCH :query LIMIT :most)', {
      query: ftsQuery(filter, part),
      most: most + 1 - count,
    });
    count += Number(row?.count);
  }
  return count;
}
