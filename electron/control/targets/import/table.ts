import { failure } from '../../../../shared/failures.ts';
import { err, type Failure, ok, type Result } from '../../../../shared/result.ts';
import { type Column, columnOf } from './columns.ts';
import { type DelimitedRow, readDelimited } from './delimited.ts';
import type { Draft } from './draft.ts';

/** What a source says, before anything is made of it. */
export interface Drafts {
  drafts: Draft[];
  skipped: { line: number; file?: string; reason: Failure }[];
}

/** Reads a table whose first row names its columns. Fails where no column can name or reach a target. */
export function readTable(text: string): Result<Drafts> {
  const { rows, unclosed } = readDelimited(text);
  const [header, ...body] = rows;
  if (!header) return err(failure(unclosed.length > 0 ? 'targets/import-header' : 'targets/import-nothing'));
  const columns = header.cells.map(columnOf);
  if (!columns.some((column) => column === 'name' || column === 'host' || column === 'hostname' || column === 'id'))
    return err(failure('targets/import-header'));
  const skipped: Drafts['skipped'] = [
    ...unread(header, columns),
    ...unclosed.map((line) => ({ line, reason: failure('targets/import-quote') })),
  ];
  return ok({ drafts: body.map((row) => draftOf(row, columns)), skipped });
}

/** Headings of which nothing is taken. */
function unread({ line, cells }: DelimitedRow, columns: readonly (Column | undefined)[]): Drafts['skipped'] {
  const named = (wanted: Column | undefined) =>
    cells
      .filter((heading, index) => heading !== '' && columns[index] === wanted)
      .map((heading) => heading.slice(0, 40))
      .slice(0, 10)
      .join(', ');
  const [secrets, unknown] = [named('secret'), named(undefined)];
  return [
    ...(secrets ? [{ line, reason: failure('targets/import-secrets', { columns: secrets }) }] : []),
    ...(unknown ? [{ line, reason: failure('targets/import-columns', { columns: unknown }) }] : []),
  ];
}

function draftOf({ line, cells }: DelimitedRow, columns: readonly (Column | undefined)[]): Draft {
  const said: Partial<Record<Column, string>> = {};
  for (const [index, column] of columns.entries()) if (column && column !== 'secret') said[column] ||= cells[index] ?? '';
  const { hostname, ...rest } = said;
  return { line, ...rest, name: rest.name || hostname, host: rest.host || (columns.includes('host') ? '' : hostname) };
}
