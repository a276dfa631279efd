import { matches } from '../../shared/filter/matches.ts';
import type { Db, Row } from './database.ts';
import { toFilterRow } from './filter-row.ts';
import { listColumns, toRecord } from './message-reading.ts';
import type { MessageRecord } from './records.ts';
import type { FewRows, SearchPlan } from './search-plan.ts';
import { ftsQuery, idsInPart, partOf } from './search-terms.ts';

/** What a step has found, newest first, and down to which id it has looked. */
export interface Found {
  /** Rows, or only their ids where nothing more was asked for. */
  rows: (MessageRecord | number)[];
  reached: number;
}

interface StepAsked {
  before: number;
  want: number;
  asRows: boolean;
}

/** How many rows one step looks at; each takes some µs, with its text some ten. */
const rowsInStep = { plain: 2000, text: 300, candidates: 400 };

/** The next step back from `before`: a bounded piece of work. */
export function nextRows(db: Db, plan: SearchPlan, asked: StepAsked): Found {
  const { before } = asked;
  if (before > plan.indexedUpto + 1) return scan(db, plan, asked, plan.indexedUpto + 1);
  if (before > plan.indexedBefore) return { rows: [], reached: Math.max(plan.indexedBefore, plan.oldest) };
  if (plan.few) return listed(db, plan, asked, plan.few);
  return plan.usesIndex ? lookUp(db, plan, asked) : scan(db, plan, asked, 0);
}

/** Looks at the rows of a range of ids, one by one. */
function scan(db: Db, plan: SearchPlan, asked: StepAsked, end: number): Found {
  const isFree = plan.filter.terms.length === 0;
  const window = plan.hasText ? rowsInStep.text : rowsInStep.plain;
  const low = Math.max(plan.oldest, end, isFree ? 0 : asked.before - window);
  const want = plan.hasText ? window : asked.want;
  const rows = select(db, plan, asked, '', `id >= :low AND ${plan.condition.sql}`, { ...plan.condition.params, low, want });
  return found(plan, asked, rows, rows.length < want ? low : undefined);
}

/** Looks at the rows that a small index lists. */
function listed(db: Db, plan: SearchPlan, asked: StepAsked, { index, where }: FewRows): Found {
  const want = plan.hasText ? rowsInStep.text : Math.min(asked.want, rowsInStep.plain);
  const { oldest: low, condition } = plan;
  const rows = select(db, plan, asked, `INDEXED BY ${index}`, `id >= :low AND ${where} AND ${condition.sql}`, {
    ...condition.params,
    low,
    want,
  });
  return found(plan, asked, rows, rows.length < want ? low : undefined);
}

function select(
  db: Db,
  plan: SearchPlan,
  { before, asRows }: StepAsked,
  from: string,
  where: string,
  params: Record<string, unknown>,
): Row[] {
  const columns = asRows || plan.hasText ? listColumns : 'id';
  return db.all(`SELECT ${columns} FROM messages ${from} WHERE id < :before AND ${where} ORDER BY id DESC LIMIT :want`, {
    ...(params as Row),
    before,
  });
}

/** Rows that SQL has let through are asked for their text; of those that are too many, the rest is for the next step. */
function found({ filter, now, hasText }: SearchPlan, { want, asRows }: StepAsked, candidates: Row[], reached: number | undefined): Found {
  const rows: Found['rows'] = [];
  for (const row of candidates) {
    if (hasText && !matches(filter, toFilterRow(toRecord(row)), now)) continue;
    rows.push(asRows ? toRecord(row) : Number(row.id));
    if (rows.length >= want) return { rows, reached: Number(row.id) };
  }
  return { rows, reached: reached ?? Number(candidates.at(-1)?.id) };
}

/** Asks the full-text index, in the part that `before` is in. */
function lookUp(db: Db, plan: SearchPlan, { before, want, asRows }: StepAsked): Found {
  const part = partOf(before - 1);
  const low = Math.max(plan.oldest, part * idsInPart);
  const most = plan.remaining ? rowsInStep.candidates : want;
  const ids = db
    .all('SELECT rowid AS id FROM search WHERE search MATCH :query AND rowid >= :low AND rowid < :before ORDER BY rowid DESC LIMIT :most', {
      ...{ query: ftsQuery(plan.filter, part), low, before, most },
    })
    .map(({ id }) => Number(id));
  const reached = ids.length < most ? low : Number(ids.at(-1));
  if (!plan.remaining && !asRows) return { rows: ids, reached };
  const rows = db.all(
    `SELECT ${asRows ? listColumns : 'id'} FROM messages WHERE id IN (SELECT value FROM json_each(:ids)) AND ${plan.remaining?.sql ?? 'TRUE'}
     ORDER BY id DESC LIMIT :want`,
    { ...plan.remaining?.params, ids, want },
  );
  const all = rows.length < want ? reached : Number(rows.at(-1)?.id);
  return { rows: rows.map((row) => (asRows ? toRecord(row) : Number(row.id))), reached: all };
}
