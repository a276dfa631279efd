import type { Filter } from '../../shared/filter/filter.ts';
import type { Direction, MessageState } from '../../shared/message-log.ts';
import { binsPerE, shortestMs } from '../../shared/statistics.ts';
import type { Db } from './database.ts';
import type { Condition } from './filter-sql.ts';
import { planSearch, type SearchPlan } from './search-plan.ts';
import { nextRows } from './search-steps.ts';

/** How long one slice may take, in ms: what comes in meanwhile waits so long to be stored. */
const usualBudgetMs = 12;
/** How many rows one statement adds up. */
const rowsInStep = 500;

/** Rows that have all of this in common. */
export interface StatisticsGroup {
  /** Which stretch of time: `(at + offsetMs) / bucketMs`. */
  bucket: number;
  direction: Direction;
  account: string;
  type: string;
  event: string | null;
  command: string | null;
  state: MessageState;
  /** The failure's code. */
  code: string | null;
  /** The outbox had to do with it. */
  queued: 0 | 1;
  /** An attempt to send it had failed. */
  tried: 0 | 1;
  /** The bin of its latency, of what came in (`shared/statistics.ts`). */
  bin: number | null;
  count: number;
}

/** How time is divided. */
export interface TimeGrid {
  bucketMs: number;
  /** What is added to Unix ms, so that a day begins at the reader's midnight. */
  offsetMs: number;
}

interface Asked extends TimeGrid {
  filter: Filter;
  now: number;
  /** Only rows with smaller ids. */
  before: string;
  budgetMs?: number | undefined;
}

/** Adds up the next rows, newest first, for a short while. `next` is where to go on, null at the end. */
export function slice(
  db: Db,
  { filter, now, before, budgetMs = usualBudgetMs, ...grid }: Asked,
): { groups: StatisticsGroup[]; next: string | null } {
  const deadline = performance.now() + budgetMs;
  const plan = planSearch(db, { filter, now });
  const groups: StatisticsGroup[] = [];
  let reached = Number(before);
  while (reached > plan.oldest) {
    const step = nextStep(plan, db, reached);
    groups.push(...addUp(db, grid, step));
    reached = step.reached;
    if (performance.now() >= deadline) break;
  }
  return { groups, next: reached > plan.oldest ? String(reached) : null };
}

/** The next rows, as a condition on them. */
function nextStep(plan: SearchPlan, db: Db, before: number): Condition & { reached: number } {
  if (plan.hasText || plan.usesIndex || plan.few) {
    const { rows, reached } = nextRows(db, plan, { before, want: rowsInStep, asRows: false });
    return { sql: 'id IN (SELECT value FROM json_each(:ids))', params: { ids: rows }, reached };
  }
  const high = before <= plan.indexedUpto + 1 ? Math.min(before, plan.indexedBefore) : before;
  const low = Math.max(plan.oldest, high - rowsInStep);
  return { sql: `id >= :low AND id < :high AND ${plan.condition.sql}`, params: { ...plan.condition.params, low, high }, reached: low };
}

function addUp(db: Db, { bucketMs, offsetMs }: TimeGrid, { sql, params }: Condition): StatisticsGroup[] {
  return db.all(
    `SELECT (at + CAST(:offsetMs AS INTEGER)) / CAST(:bucketMs AS INTEGER) AS bucket, direction, account, type, event, command, state,
       json_extract(failure, '$.code') AS code, queued_at IS NOT NULL AS queued, tries > 0 AS tried,
       CASE WHEN direction = 'in' THEN CAST(round(ln(max(ms, ${shortestMs})) * ${binsPerE}) AS INTEGER) END AS bin, count(*) AS count
     FROM messages WHERE ${sql} GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11`,
    { ...params, bucketMs, offsetMs },
  ) as unknown as StatisticsGroup[];
}
