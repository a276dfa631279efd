import type { Language } from '../../shared/language.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** What the axis of a chart says of a moment: the clock within two days, else the date; with the year over years. */
export function formatChartTick(at: number, spanMs: number, language: Language): string {
  if (spanMs <= 2 * dayMs) return format(at, language, { hour: '2-digit', minute: '2-digit' });
  if (spanMs <= 300 * dayMs) return format(at, language, { month: '2-digit', day: '2-digit' });
  return format(at, language, { year: 'numeric', month: '2-digit' });
}

/** What a table, or the legend, says of a stretch of time that begins at `at`: down to the minute where it is shorter than a day. */
export function formatChartMoment(at: number, bucketMs: number, language: Language): string {
  const date = { year: 'numeric', month: '2-digit', day: '2-digit' } as const;
  return format(at, language, bucketMs >= dayMs ? date : { ...date, hour: '2-digit', minute: '2-digit' });
}

const format = (at: number, language: Language, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(language, { hourCycle: 'h23', ...options }).format(at);
