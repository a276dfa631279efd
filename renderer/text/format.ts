import type { Language } from '../../shared/language.ts';

const memo = new Map<string, Intl.DateTimeFormat>();

function dates(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = language + JSON.stringify(options);
  const known = memo.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(language, { hourCycle: 'h23', ...options });
  memo.set(key, made);
  return made;
}

const clock = { hour: '2-digit', minute: '2-digit', second: '2-digit' } as const;

const sameDay = (one: number, other: number) => new Date(one).toDateString() === new Date(other).toDateString();

/** Local time for a list: `14:02:11` of today, `11-20 14:02` of another day. */
export function formatTime(at: number, now: number, language: Language): string {
  if (sameDay(at, now)) return dates(language, clock).format(at);
  const date = new Date(at);
  const two = (part: number) => String(part).padStart(2, '0');
  return `${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** Hours and minutes, as a chat or a chart's axis shows them. */
export const formatClock = (at: number, language: Language) => dates(language, { hour: '2-digit', minute: '2-digit' }).format(at);

/** Everything about a moment, for those who hover: date, time with milliseconds, zone. */
export const formatMoment = (at: number, language: Language) =>
  dates(language, { year: 'numeric', month: '2-digit', day: '2-digit', ...clock, fractionalSecondDigits: 3, timeZoneName: 'short' }).format(
    at,
  );

/** A time separator of a chat: the clock, with the date where it isn't today. */
export function formatChatTime(at: number, now: number, language: Language): string {
  if (sameDay(at, now)) return formatClock(at, language);
  return dates(language, { month: 'long', day: 'numeric', hour: '2-digit', minute: '2-digit' }).format(at);
}

/** A duration with its unit: `0.4 ms`, `182 ms`, `4.51 s`. */
export function formatMs(ms: number): string {
  // why: what rounds up to the next unit is said in it, so never `1000 ms` or `10.0 ms`
  if (ms >= 999.5) return `${(ms / 1000).toFixed(2)} s`;
  if (ms >= 9.95 || Number.isInteger(ms)) return `${Math.round(ms)} ms`;
  return `${ms.toFixed(1)} ms`;
}

const counts: Record<Language, Intl.NumberFormat> = { 'zh-CN': new Intl.NumberFormat('zh-CN'), en: new Intl.NumberFormat('en') };

export const formatCount = (count: number, language: Language) => counts[language].format(count);
