import type { Filter } from '../../../shared/filter/filter.ts';
import type { Db } from '../database.ts';
import type { WireRecord } from '../records.ts';
import { page } from '../search/message-search.ts';
import { planSearch } from '../search/search-plan.ts';
import { listColumns, toWireRecord } from './message-reading.ts';

/** A page of an export ends at so many rows, or characters of what came over the wire: it shall hold nobody up. */
const rowsInPage = 100;
const charsInPage = 512 * 1024;
/** How long the search for a page may take, in ms. */
const budgetMs = 6;

/** A row with all that is kept of it. */
export interface ExportRecord extends WireRecord {
  /** The answer that left in the request's own response, where that was asked for. */
  response?: { at: number; type: string; xml: string; raw: string };
}

/** The next rows of an export, newest first, and where it goes on. */
export interface ExportPage {
  rows: ExportRecord[];
  next: string | null;
}

interface Asked {
  filter: Filter;
  /** Unix ms, for times such as `since:1h`. */
  now: number;
  /** Only rows with smaller ids. */
  before: string;
  withAnswers: boolean;
}

/** One keyset page of all rows that meet a filter, whole. */
export function exportPage(db: Db, { withAnswers, ...asked }: Asked): ExportPage {
  const { items, next } = page(db, { ...asked, limit: rowsInPage, budgetMs });
  const ids = items.map(({ id }) => Number(id));
  const whole = db.all(
    `SELECT ${listColumns}, raw, request, signature, timing, replays, queued_at, tries, next_at, attempts,
       coalesce(answers, (SELECT min(reply.id) FROM messages AS reply WHERE reply.answers = messages.id)) AS related
     FROM messages WHERE id IN (SELECT value FROM json_each(:ids)) ORDER BY id DESC`,
    { ids },
  );
  const responses = withAnswers ? responsesTo(db, ids) : new Map<string, ExportRecord['response']>();
  const rows: ExportRecord[] = [];
  let chars = 0;
  for (const row of whole) {
    const response = responses.get(String(row.id));
    rows.push({ ...toWireRecord(row, row.related), ...(response && { response }) });
    chars += String(row.raw).length + String(row.xml).length;
    if (chars > charsInPage && rows.length < whole.length) return { rows, next: String(row.id) };
  }
  return { rows, next };
}

/** What left in the responses to these rows, by the row's id: the first answer of each. */
function responsesTo(db: Db, ids: number[]): Map<string, ExportRecord['response']> {
  const rows = db.all(
    `SELECT answers, at, type, xml, raw FROM messages
     WHERE answers IN (SELECT value FROM json_each(:ids)) AND state = 'sent' AND queued_at IS NULL AND raw <> '' ORDER BY id DESC`,
    { ids },
  );
  return new Map(
    rows.map(({ answers, at, type, xml, raw }) => [
      String(answers),
      { at: Number(at), type: String(type), xml: String(xml), raw: String(raw) },
    ]),
  );
}

/** Between which ids the rows that meet a filter are, and when the oldest one of them came (Unix ms); null for an empty log. */
export function span(db: Db, asked: { filter: Filter; now: number }): { oldest: number; newest: number; since: number | null } {
  const { oldest, newest } = planSearch(db, asked);
  const since = db.one('SELECT at FROM messages WHERE id >= :oldest ORDER BY id LIMIT 1', { oldest })?.at;
  return { oldest, newest, since: typeof since === 'number' ? since : null };
}
