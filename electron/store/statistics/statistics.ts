import type { Filter } from '../../../shared/filter/filter.ts';
import { momentOf } from '../../../shared/filter/matches.ts';
import type { Db } from '../database.ts';
import type { Condition } from '../search/filter-sql.ts';
import { idsInBlock } from '../search/search-index.ts';
import { planSearch, type SearchPlan } from '../search/search-plan.ts';
import { nextRows } from '../search/search-steps.ts';
import { blockAt, fits } from './statistics-blocks.ts';
import { addUp, type TimeGrid } from './statistics-groups.ts';
import { type StatisticsPart, StatisticsTally } from './statistics-tally.ts';

/** How long one slice may take, in ms: so long wait other questions of the console. */
const usualBudgetMs = 12;
/** How many rows one statement adds up. */
const rowsInStep = 512;

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
): { part: StatisticsPart; next: string | null } {
  const deadline = performance.now() + budgetMs;
  const plan = planSearch(db, { filter, now });
  const period = periodOf(filter, now);
  const tally = new StatisticsTally();
  let reached = Number(before);
  while (reached > plan.oldest) {
    reached = (period && addBlock(db, tally, reached, period, grid)) ?? addStep(db, tally, reached, plan, grid);
    if (performance.now() >= deadline) break;
  }
  return { part: tally.part(), next: reached > plan.oldest ? String(reached) : null };
}

/** Between which times (Unix ms) all rows meet the filter; undefined where it asks for more than times. */
function periodOf({ terms }: Filter, now: number): { from: number; to: number } | undefined {
  const period = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };
  for (const { field, negated, values } of terms) {
    const moments = values.map((value) => momentOf(value, now)).filter((at) => at !== undefined);
    if (negated || moments.length === 0) return undefined;
    if (field === 'since') period.from = Math.max(period.from, Math.min(...moments));
    else if (field === 'until') period.to = Math.min(period.to, Math.max(...moments));
    else return undefined;
  }
  return period;
}

/** Takes the block that ends at `before` as it was added up, and gives back where it begins; undefined where that is not to be had. */
function addBlock(
  db: Db,
  tally: StatisticsTally,
  before: number,
  period: { from: number; to: number },
  grid: TimeGrid,
): number | undefined {
  if (before % idsInBlock !== 0) return undefined;
  const number = before / idsInBlock - 1;
  const block = blockAt(db, number);
  if (!block || block.minAt < period.from || block.maxAt > period.to || !fits(block, grid)) return undefined;
  tally.addPart(block.part, (slot) => Math.floor((slot * block.slotMs + grid.offsetMs) / grid.bucketMs));
  return number * idsInBlock;
}

/** Looks at the next rows one by one. Gives back down to which id. */
function addStep(db: Db, tally: StatisticsTally, before: number, plan: SearchPlan, grid: TimeGrid): number {
  const step = nextStep(plan, db, before);
  for (const group of addUp(db, grid, step)) tally.add(group);
  return step.reached;
}

/** The next rows, as a condition on them. */
function nextStep(plan: SearchPlan, db: Db, before: number): Condition & { reached: number } {
  if (plan.hasText || plan.usesIndex || plan.few) {
    const { rows, reached } = nextRows(db, plan, { before, want: rowsInStep, asRows: false });
    return { sql: 'id IN (SELECT value FROM json_each(:ids))', params: { ids: rows }, reached };
  }
  const high = before <= plan.indexedUpto + 1 ? Math.min(before, plan.indexedBefore) : before;
  const low = Math.max(plan.oldest, high - rowsInStep, Math.floor((high - 1) / idsInBlock) * idsInBlock);
  return { sql: `id >= :low AND id < :high AND ${plan.condition.sql}`, params: { ...plan.condition.params, low, high }, reached: low };
}
