/** A day of the calendar. */
export interface CalendarDay {
  year: number;
  /** From 1. */
  month: number;
  day: number;
  /** 0 is Sunday. */
  weekday: number;
}

/** What a clock on the wall and a calendar show somewhere. */
export interface ZonedTime extends CalendarDay {
  /** Since midnight. */
  minute: number;
  second: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format) {
    const parts = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' } as const;
    format = new Intl.DateTimeFormat('en-US', { ...parts, timeZone: zone, hourCycle: 'h23' });
    formats.set(zone, format);
  }
  return format;
}

/** @param at Unix time in ms @param zone IANA name */
export function zonedTime(at: number, zone: string): ZonedTime {
  const of: Record<string, number> = {};
  for (const { type, value } of formatOf(zone).formatToParts(at)) of[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = of;
  return { year, month, day, weekday: new Date(Date.UTC(year, month - 1, day)).getUTCDay(), minute: hour * 60 + minute, second };
}

/** So many days later by the calendar, however long they are. */
export function shiftedDay({ year, month, day }: CalendarDay, days: number): CalendarDay {
  const shifted = new Date(Date.UTC(year, month - 1, day + days));
  return { year: shifted.getUTCFullYear(), month: shifted.getUTCMonth() + 1, day: shifted.getUTCDate(), weekday: shifted.getUTCDay() };
}

/** The Unix time (ms) at which a clock in this zone shows a day, which may be past its month's end, and a minute of it. */
export function unixOf({ year, month, day, minute }: Pick<ZonedTime, 'year' | 'month' | 'day' | 'minute'>, zone: string): number {
  const wall = Date.UTC(year, month - 1, day, 0, minute);
  // Twice, for the days on which the clock changes.
  const first = wall - offsetAt(wall, zone);
  return wall - offsetAt(first, zone);
}

function offsetAt(at: number, zone: string): number {
  const { year, month, day, minute, second } = zonedTime(at, zone);
  return Date.UTC(year, month - 1, day, 0, minute, second) - Math.floor(at / 1000) * 1000;
}

/** `08:30` as minutes since midnight. */
export function minuteOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}
