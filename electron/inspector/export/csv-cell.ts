/** What one cell holds; undefined leaves it empty. */
export type Cell = string | number | undefined;

/** What stands before the first line of a CSV file: without it Excel takes UTF-8 for something else. */
export const byteOrderMark = '\u{FEFF}';

/** One line of comma-separated values, as RFC 4180 has it. */
export const csvLine = (cells: readonly Cell[]): string => `${cells.map(csvCell).join(',')}\r\n`;

/**
 * Where a spreadsheet would take what follows for a formula, and run it in the name of whoever opens the file. Not only at
 * the beginning: one that parts cells by `;` or tabs finds the quotes around a text within a cell, and heeds them no more.
 */
const formulaStarts = /(^|[;\t\r\n])(?=(?:"|[^\S\t\r\n])*[=+\-@＝＋－＠])/gu;

/** One cell. What would be a formula gets an apostrophe in front, so that it stays text. */
export function csvCell(value: Cell): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const text = value.replace(formulaStarts, "$1'");
  return /[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Local time as every spreadsheet reads it: `2026-11-21 14:02:11.182`. @param zone IANA name */
export function spreadsheetClock(zone: string): (at: number) => string {
  const two = '2-digit';
  const format = new Intl.DateTimeFormat('en-US', {
    ...{ year: 'numeric', month: two, day: two, hour: two, minute: two, second: two },
    ...{ fractionalSecondDigits: 3, hourCycle: 'h23', timeZone: zone },
  });
  return (at) => {
    const of: Partial<Record<Intl.DateTimeFormatPartTypes, string>> = {};
    for (const { type, value } of format.formatToParts(at)) of[type] = value;
    return `${of.year}-${of.month}-${of.day} ${of.hour}:${of.minute}:${of.second}.${of.fractionalSecond}`;
  };
}
