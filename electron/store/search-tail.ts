import { ruleOf } from '../../shared/filter/fields.ts';
import type { Filter, FilterRow } from '../../shared/filter/filter.ts';
import { matches } from '../../shared/filter/matches.ts';
import type { Db } from './database.ts';
import { listColumns, toRecord } from './message-reading.ts';
import { searchText } from './search-text.ts';

/** So many rows are read for their texts in one step; each takes some ten µs. */
const readInStep = 300;
/** So many characters of texts are remembered, at the most. */
const mostChars = 8_000_000;

/** What rows are found by, by id, as long as they are not in the index: who types a search asks for the same ones again and again. */
class TailTexts {
  private readonly texts = new Map<number, string>();
  private chars = 0;

  get = (id: number) => this.texts.get(id);

  keep(id: number, text: string): void {
    if (this.chars + text.length > mostChars) return;
    this.texts.set(id, text);
    this.chars += text.length;
  }

  /** They are in the index now. */
  forgetUpto(indexed: number): void {
    for (const [id, text] of this.texts) {
      if (id > indexed) continue;
      this.texts.delete(id);
      this.chars -= text.length;
    }
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
 * @param rows newest first. A redacted one is read anew, because its text has changed
 */
export function withText(
  db: Db,
  filter: Filter,
  now: number,
  indexed: number,
  rows: readonly { id: number; redacted: boolean }[],
): { ids: number[]; looked: number } {
  const texts = textsOf(db, indexed);
  const unknown = rows.filter(({ id, redacted }) => redacted || texts.get(id) === undefined).map(({ id }) => id);
  const end = unknown[readInStep];
  const read = readTexts(db, unknown.slice(0, readInStep));
  const onText = { terms: filter.terms.filter(({ field }) => ruleOf(field).kind === 'text') };
  const ids: number[] = [];
  let looked = 0;
  for (const { id, redacted } of rows) {
    if (id === end) break;
    const fresh = read.get(id);
    if (fresh !== undefined && !redacted) texts.keep(id, fresh);
    const text = fresh ?? texts.get(id);
    if (text !== undefined && matches(onText, { searchText: text } as FilterRow, now)) ids.push(id);
    looked += 1;
  }
  return { ids, looked };
}

function readTexts(db: Db, ids: number[]): Map<number, string> {
  if (ids.length === 0) return new Map();
  const rows = db.all(`SELECT ${listColumns} FROM messages WHERE id IN (SELECT value FROM json_each(:ids))`, { ids });
  return new Map(rows.map((row) => [Number(row.id), searchText(toRecord(row))]));
}
