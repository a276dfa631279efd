/** Text between commas, semicolons or tabs, as spreadsheets write it (RFC 4180). */
export interface Delimited {
  rows: DelimitedRow[];
  /** Lines in which a quotation mark isn't closed. */
  unclosed: number[];
}

export interface DelimitedRow {
  /** Where it begins, from 1. */
  line: number;
  cells: string[];
}

/** Which of the delimiters stands most often in the first line; a first line `sep=;` says it outright. */
export function readDelimited(given: string): Delimited {
  const text = given.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
  const told = /^sep=(.)\n/i.exec(text);
  const delimiter = told?.[1] ?? delimiterOf(text.split('\n', 1)[0] ?? '');
  const rows: DelimitedRow[] = [];
  const unclosed: number[] = [];
  let at = told?.[0].length ?? 0;
  let line = told ? 2 : 1;
  while (at < text.length) {
    const row = readRow(text, at, delimiter);
    const end = row ? row.end : endOfLine(text, at);
    if (!row) unclosed.push(line);
    else if (row.cells.some((cell) => cell !== '')) rows.push({ line, cells: row.cells });
    line += text.slice(at, end).split('\n').length;
    at = end + 1;
  }
  return { rows, unclosed };
}

function delimiterOf(header: string): string {
  const unquoted = header.replace(/"[^"]*"/g, '');
  const counted = [',', ';', '\t'].map((delimiter) => ({ delimiter, count: unquoted.split(delimiter).length }));
  return counted.reduce((best, one) => (one.count > best.count ? one : best)).delimiter;
}

/** One row from `at` on, up to the end of its last line; undefined where a quotation mark isn't closed. */
function readRow(text: string, at: number, delimiter: string): { cells: string[]; end: number } | undefined {
  const cells: string[] = [];
  for (let place = at; ; ) {
    const cell = text[place] === '"' ? readQuoted(text, place) : { value: '', end: place };
    if (!cell) return undefined;
    let end = cell.end;
    while (end < text.length && text[end] !== delimiter && text[end] !== '\n') end++;
    cells.push((cell.value + text.slice(cell.end, end)).trim());
    if (text[end] !== delimiter) return { cells, end };
    place = end + 1;
  }
}

function readQuoted(text: string, at: number): { value: string; end: number } | undefined {
  let value = '';
  for (let from = at + 1; ; ) {
    const quote = text.indexOf('"', from);
    if (quote < 0) return undefined;
    value += text.slice(from, quote);
    if (text[quote + 1] !== '"') return { value, end: quote + 1 };
    value += '"';
    from = quote + 2;
  }
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}
