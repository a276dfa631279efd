import type { ExportFormat } from '../../../shared/export.ts';
import type { Language } from '../../../shared/language.ts';
import { csv } from './csv.ts';
import type { ExportRow } from './export-row.ts';
import { har } from './har.ts';
import { jsonLines } from './json-lines.ts';

/** Writes one file, piece by piece. */
export interface RowWriter {
  /** What stands before the first row and behind the last one. */
  head: string;
  tail: string;
  /** One row; undefined where the format has no place for it. */
  row(row: ExportRow): string | undefined;
}

/** For whom a file is written. */
export interface WriterContext {
  language: Language;
  /** The time zone of local times (IANA name). */
  zone: string;
  /** The address that WeChat's requests go to, without a slash at its end. */
  listenerUrl: string;
  /** The program's version. */
  version: string;
}

interface FormatRule {
  mediaType: string;
  /** Whether the rows are wanted together with their answers. */
  withAnswers: boolean;
  open(context: WriterContext): RowWriter;
}

/** Every format, once. Its extension is its name. */
export const formats: Record<ExportFormat, FormatRule> = {
  jsonl: { mediaType: 'application/x-ndjson; charset=utf-8', withAnswers: false, open: jsonLines },
  csv: { mediaType: 'text/csv; charset=utf-8; header=present', withAnswers: false, open: csv },
  har: { mediaType: 'application/json; charset=utf-8', withAnswers: true, open: har },
};
