import { matches } from '../../../shared/filter/matches.ts';
import type { Db, Row } from '../database.ts';
import type { MessageRecord } from '../records.ts';
import { byIds, listColumns, toRecord } from '../tables/message-reading.ts';
import { toFilterRow } from './filter-row.ts';
import { type FewRows, nextListed } from './search-few.ts';
import type { SearchPlan } from './search-plan.ts';
import { withText } from './search-tail.ts';
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
const rowsInStep = { plain: 1000, text: 300, candidates: 400 };

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
  if (plan.hasText) return scanTexts(db, plan, asked, end);
  const isFree = plan.filter.terms.length === 0;
  const low = Math.max(plan.oldest, end, isFree ? 0 : asked.before - rowsInStep.plain);
  const { want } = asked;
  const rows = select(db, plan, asked, '', `id >= :low AND ${plan.condition.sql}`, { ...plan.condition.params, low, want });
  return found(plan, asked, rows, rows.length < want ? low : undefined);
}

/** Looks at the rows that aren't in the index yet: SQL first, then their texts. */
function scanTexts(
  db: Db,
  { filter, now, oldest, indexedUpto, condition }: SearchPlan,
  { before, want, asRows }: StepAsked,
  end: number,
): Found {
  const low = Math.max(oldest, end, before - rowsInStep.plain);
  const candidates = db
    .all(`SELECT id, type, redacted FROM messages WHERE id < :before AND id >= :low AND ${condition.sql} ORDER BY id DESC`, {
      ...{ ...condition.params, before, low },
    })
    .map(({ id, type, redacted }) => ({ id: Number(id), type: String(type), redacted: redacted === 1 }));
  const { ids, looked } = withText(db, filter, now, indexedUpto, candidates);
  const reached = looked < candidates.length ? (candidates[looked - 1]?.id ?? low) : low;
  const last = ids[want - 1];
  const wanted = ids.slice(0, want);
  return { rows: asRows ? byIds(db, { ids: wanted.map(String) }) : wanted, reached: last ?? reached };
}

/** Looks at the next rows that a small index lists: the index first, then what of its rows meets the rest. */
function listed(db: Db, plan: SearchPlan, asked: StepAsked, few: FewRows): Found {
  const { before, want } = asked;
  const most = plan.hasText ? rowsInStep.text : plan.filter.terms.length > 1 ? rowsInStep.candidates : want;
  const { ids, reached } = nextListed(db, few, { before, low: plan.oldest, most });
  const rows = select(db, plan, asked, '', `id IN (SELECT value FROM json_each(:ids)) AND ${plan.condition.sql}`, {
    ...plan.condition.params,
    ids,
    want: plan.hasText ? most : want,
  });
  return found(plan, asked, rows, reached);
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
