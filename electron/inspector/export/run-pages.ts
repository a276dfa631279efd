import type { RunExportFormat } from '../../../shared/export.ts';
import type { Language } from '../../../shared/language.ts';
import type { RunFilter } from '../../../shared/run-filter.ts';
import type { Store } from '../../store/store.ts';
import type { ExportPiece } from './export-pages.ts';
import { runWriter } from './run-rows.ts';

/** So many runs are read in one go: each may hold an answer of many lines. */
const runsInPage = 100;
const recordsInPage = 500;

interface RunsAsked {
  format: RunExportFormat;
  filter: RunFilter;
  /** Unix ms: what is asked for later isn't in it. */
  now: number;
  language: Language;
  zone: string;
  /** Has the history hold what only looks and is under way. */
  showLooks(): Promise<void>;
}

/** The history as a file, newest first, page by page. Rejects with `StoreError` where the store can't be read. */
export async function* runPages(
  store: Pick<Store, 'do'>,
  { format, filter, now, language, zone, showLooks }: RunsAsked,
): AsyncGenerator<ExportPiece> {
  await showLooks();
  const upto = { ...filter, until: Math.min(filter.until ?? Number.POSITIVE_INFINITY, now + 1) };
  const all = await store.do('runs.count', upto);
  const writer = runWriter(format, language, zone);
  yield { text: writer.head, rows: 0, share: 0 };
  let before: { at: number; id: string } | undefined;
  let done = 0;
  do {
    const runs = await store.do('runs.page', { ...upto, limit: runsInPage, before });
    done += runs.length;
    yield { text: runs.map(writer.row).join(''), rows: runs.length, share: Math.min(1, done / Math.max(1, all)) };
    const last = runs.at(-1);
    before = runs.length === runsInPage && last ? { at: last.at, id: last.id } : undefined;
  } while (before);
}

/**
 * The audit trail as JSON Lines, oldest record first: `seq`, `record` (its text to the letter) and `hash`, which is
 * the SHA-256 of the hash before it, a line feed and the record. What is added meanwhile isn't in it.
 */
export async function* trailPages(store: Pick<Store, 'do'>): AsyncGenerator<ExportPiece> {
  const newest = await store.do('audit.newest');
  let after = 0;
  while (after < newest) {
    const records = await store.do('audit.recordsAfter', { after, limit: Math.min(recordsInPage, newest - after) });
    const last = records.at(-1);
    if (!last) break;
    yield {
      text: records.map(({ seq, record, hash }) => `${JSON.stringify({ seq, record, hash })}\n`).join(''),
      rows: records.length,
      share: last.seq / newest,
    };
    after = last.seq;
  }
}
