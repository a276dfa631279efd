import type { ExportFormat } from '../../../shared/export.ts';
import type { Filter } from '../../../shared/filter/filter.ts';
import type { Store } from '../../store/store.ts';
import type { ExportPage } from '../../store/tables/export-reading.ts';
import { toExportRow } from './export-row.ts';
import { formats, type WriterContext } from './writer.ts';

interface ExportAsked {
  format: ExportFormat;
  filter: Filter;
  /** Unix ms, for times such as `since:1h`. */
  now: number;
  context: WriterContext;
}

/** A piece of the file, and how far it comes. */
export interface ExportPiece {
  text: string;
  /** Rows in this piece. */
  rows: number;
  /** How much of the log has been gone through, from 0 to 1. */
  share: number;
}

/**
 * The file, page by page: the next page is read when somebody takes it, so no more than one is in memory. Rows that
 * come in meanwhile aren't in it. Rejects with `StoreError` where the store can't be read.
 */
export async function* exportPages(store: Pick<Store, 'do'>, { format, filter, now, context }: ExportAsked): AsyncGenerator<ExportPiece> {
  const { withAnswers, open } = formats[format];
  const { oldest, newest } = await store.do('messages.span', { filter, now });
  const writer = open(context);
  yield { text: writer.head, rows: 0, share: 0 };
  let before: string | null = String(newest + 1);
  while (before !== null) {
    const { rows, next }: ExportPage = await store.do('messages.exportPage', {
      ...{ filter, now, before, withAnswers },
    });
    const texts = rows.flatMap((row) => writer.row(toExportRow(row, context.language)) ?? []);
    const left = next === null ? 0 : Number(next) - oldest;
    yield { text: texts.join(''), rows: texts.length, share: 1 - Math.max(0, left) / Math.max(1, newest + 1 - oldest) };
    before = next;
  }
  yield { text: writer.tail, rows: 0, share: 1 };
}
