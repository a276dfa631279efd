/** Unit of a duration, as it may be written, in ms. */
const durationUnits: Record<string, number> = {
  ...{ s: 1000, sec: 1000, 秒: 1000, 秒前: 1000 },
  ...{ m: 60_000, min: 60_000, 分: 60_000, 分钟: 60_000, 分钟前: 60_000 },
  ...{ h: 3_600_000, 时: 3_600_000, 小时: 3_600_000, 小时前: 3_600_000 },
  ...{ d: 86_400_000, 天: 86_400_000, 日: 86_400_000, 天前: 86_400_000 },
  ...{ w: 604_800_000, 周: 604_800_000 },
};

/** What is read at: the clock, and the reader's time zone (IANA name). */
export interface ReaderClock {
  /** Unix time in ms. */
  now: number;
  zone: string;
}

const duration = /^(\d+(?:\.\d+)?)(\p{L}+)$/u;
const dateTime = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2}))?(Z|[+-]\d{2}:?\d{2})?)?$/i;
const clockTime = /^(\d{1,2}):(\d{2})(?::(\d{2}))?$/;
const days: Record<string, number> = { today: 0, 今天: 0, yesterday: -1, 昨天: -1, 前天: -2 };
const dayMs = 86_400_000;

/** Whether there is a time zone of this name. */
export function isTimeZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: zone }) !== undefined;
  } catch {
    return false;
  }
}

/** How many ms a duration such as `1h` or `5分钟` is. */
export function readDuration(text: string): number | undefined {
  const [, count, unit = ''] = duration.exec(text.normalize('NFKC').toLowerCase()) ?? [];
  return count === undefined || !Object.hasOwn(durationUnits, unit) ? undefined : Number(count) * (durationUnits[unit] ?? 0);
}

/**
 * The point in time (Unix ms) that a date, a date and time, a time of today or a word such as `today` means.
 * @param side `to`: a date means its last ms, and a time the last ms of its minute or second
 */
export function readMoment(text: string, side: 'from' | 'to', clock: ReaderClock): number | undefined {
  const folded = text.normalize('NFKC').trim().toLowerCase();
  if (Object.hasOwn(days, folded)) return dayOf(clock, days[folded] ?? 0, side);
  const [matched, hour = '', minute, second] = clockTime.exec(folded) ?? [];
  if (matched !== undefined) {
    const { year, month, day } = localDate(clock.now, clock.zone);
    return atTime({ year, month, day, hour, minute, second }, side, clock.zone);
  }
  const [written, year, month, day, hours, minutes, seconds, offset] = dateTime.exec(folded) ?? [];
  if (written === undefined) return undefined;
  const date = { year: Number(year), month: Number(month), day: Number(day) };
  if (hours === undefined) return side === 'from' ? midnight(date, 0, clock.zone) : endOf(midnight(date, 1, clock.zone));
  return atTime({ ...date, hour: hours, minute: minutes, second: seconds }, side, clock.zone, offset);
}

interface LocalDate {
  year: number;
  month: number;
  day: number;
}

const endOf = (next: number | undefined) => (next === undefined ? undefined : next - 1);

function dayOf(clock: ReaderClock, offset: number, side: 'from' | 'to'): number | undefined {
  const date = localDate(clock.now, clock.zone);
  return side === 'from' ? midnight(date, offset, clock.zone) : endOf(midnight(date, offset + 1, clock.zone));
}

/** The first moment of a day that may be past the end of its month; undefined for a day that no calendar has. */
function midnight({ year, month, day }: LocalDate, later: number, zone: string): number | undefined {
  const utc = utcOf(year, month, day, 0, 0, 0);
  return utc === undefined ? undefined : toUtc(utc + later * dayMs, zone);
}

interface LocalTime extends LocalDate {
  hour: string;
  minute: string | undefined;
  second: string | undefined;
}

function atTime({ year, month, day, hour, minute, second }: LocalTime, side: 'from' | 'to', zone: string, offset?: string) {
  const utc = utcOf(year, month, day, Number(hour), Number(minute), Number(second ?? 0));
  if (utc === undefined) return undefined;
  const start = offset === undefined ? toUtc(utc, zone) : utc - offsetMs(offset);
  return side === 'from' ? start : start + (second === undefined ? 60_000 : 1000) - 1;
}

function utcOf(year: number, month: number, day: number, hour: number, minute: number, second: number): number | undefined {
  const utc = Date.UTC(year, month - 1, day, hour, minute, second);
  const date = new Date(utc);
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && hour < 24 && minute < 60 && second < 60;
  return exists && year >= 1970 ? utc : undefined;
}

function offsetMs(offset: string): number {
  if (offset === 'z') return 0;
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(-2));
  return (offset.startsWith('-') ? -minutes : minutes) * 60_000;
}

/** From what the clock on the wall shows, as if it were UTC, to Unix ms. Twice, for the days on which the clock changes. */
function toUtc(wall: number, zone: string): number {
  const first = wall - zoneOffset(wall, zone);
  return wall - zoneOffset(first, zone);
}

function zoneOffset(at: number, zone: string): number {
  const { year, month, day, hour, minute, second } = wallClock(at, zone);
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000;
}

const localDate = (at: number, zone: string): LocalDate => wallClock(at, zone);

const formats = new Map<string, Intl.DateTimeFormat>();

function wallClock(at: number, zone: string) {
  let format = formats.get(zone);
  if (!format) {
    const parts = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' } as const;
    format = new Intl.DateTimeFormat('en-US', { ...parts, timeZone: zone, hourCycle: 'h23' });
    formats.set(zone, format);
  }
  const of: Record<string, number> = {};
  for (const { type, value } of format.formatToParts(at)) of[type] = Number(value);
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = of;
  return { year, month, day, hour, minute, second };
}
