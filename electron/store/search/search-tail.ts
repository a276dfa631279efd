import { ruleOf } from '../../../shared/filter/fields.ts';
import type { Filter, FilterRow } from '../../../shared/filter/filter.ts';
import { matches } from '../../../shared/filter/matches.ts';
import type { Db } from '../database.ts';
import { listColumns, toRecord } from '../tables/message-reading.ts';
import { searchText } from './search-text.ts';

/** So many rows are read for their texts in one step; each takes some ten µs. */
const readInStep = 300;
/** So many characters of texts are remembered, at the most. */
const mostChars = 8_000_000;

/** A row that isn't in the index. Another text comes with another type, or is a redacted one. */
export interface TailRow {
  id: number;
  type: string;
  redacted: boolean;
}

/** What rows are found by, as long as they are not in the index: who types a search asks for the same ones again and again. */
class TailTexts {
  private readonly texts = new Map<number, { type: string; text: string }>();
  private chars = 0;

  get({ id, type, redacted }: TailRow): string | undefined {
    const known = this.texts.get(id);
    return known?.type === type && !redacted ? known.text : undefined;
  }

  keep({ id, type, redacted }: TailRow, text: string): void {
    this.forget(id);
    if (redacted || this.chars + text.length > mostChars) return;
    this.texts.set(id, { type, text });
    this.chars += text.length;
  }

  /** They are in the index now. */
  forgetUpto(indexed: number): void {
    for (const id of this.texts.keys()) if (id <= indexed) this.forget(id);
  }

  private forget(id: number): void {
    this.chars -= this.texts.get(id)?.text.length ?? 0;
    this.texts.delete(id);
  }
}

const remembered = new WeakMap<Db, { texts: TailTexts; indexed: number }>();

function textsOf(db: Db, indexed: number): TailTexts {
  const known = remembered.get(db);
  if (known?.indexed === indexed) return known.texts;
  const texts = known?.texts ?? new TailTexts();
  texts.forgetUpto(indexed);
  remembered.set(db, { texts, indexed });
  return texts;
}

/**
 * Which of these rows meet the filter's terms on texts, and down to which of them it has looked: it ends early where too
 * many had to be read.
 * @param rows newest first. One whose text has changed is read anew
 */
export function withText(
  db: Db,
  filter: Filter,
  now: number,
  indexed: number,
  rows: readonly TailRow[],
): { ids: number[]; looked: number } {
  const texts = textsOf(db, indexed);
  const unknown = rows.filter((row) => texts.get(row) === undefined).map(({ id }) => id);
  const end = unknown[readInStep];
  const read = readTexts(db, unknown.slice(0, readInStep));
  const onText = { terms: filter.terms.filter(({ field }) => ruleOf(field).kind === 'text') };
  const ids: number[] = [];
  let looked = 0;
  for (const row of rows) {
    if (row.id === end) break;
    const fresh = read.get(row.id);
    if (fresh !== undefined) texts.keep(row, fresh);
    const text = fresh ?? texts.get(row);
    if (text !== undefined && matches(onText, { searchText: text } as FilterRow, now)) ids.push(row.id);
    looked += 1;
  }
  return { ids, looked };
}

function readTexts(db: Db, ids: number[]): Map<number, string> {
  if (ids.length === 0) return new Map();
  const rows = db.all(`SELECT ${listColumns} FROM messages WHERE id IN (SELECT value FROM json_each(:ids))`, { ids });
  return new Map(rows.map((row) => [Number(row.id), searchText(toRecord(row))]));
}
