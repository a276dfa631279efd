import type { MaintenanceWindow } from '../../shared/monitor/monitor.ts';
import type { Hours } from '../../shared/monitor/notice-rule.ts';
import { type CalendarDay, minuteOf, shiftedDay, unixOf, type ZonedTime, zonedTime } from './zoned-time.ts';

/** Whether it is one of these hours. Hours that go over midnight belong to the day on which they begin; equal ends are a whole day. */
export function isWithin({ days, from, to, zone }: Hours, at: number): boolean {
  return covers(zonedTime(at, zone), { from, to }, ({ weekday }) => days.includes(weekday));
}

/**
 * When hours that it is within end (Unix ms), to the minute: those that follow without a gap are the same hours. Hours that
 * never end do so once a day.
 */
export function endOf(hours: Hours, at: number): number {
  const first = nextEnd(hours, at);
  let end = first;
  for (let days = 0; days < 7; days++) {
    if (!isWithin(hours, end)) return end;
    end = nextEnd(hours, end);
  }
  return first;
}

function nextEnd({ to, zone }: Hours, at: number): number {
  const time = zonedTime(at, zone);
  const end = minuteOf(to);
  return unixOf({ ...shiftedDay(time, end > time.minute ? 0 : 1), minute: end }, zone);
}

/** When hours that it is not within begin next (Unix ms). */
export function startOf({ days, from, zone }: Hours, at: number): number {
  const today = zonedTime(at, zone);
  // A week ahead there is the same day again.
  for (let ahead = 0; ahead <= 7; ahead++) {
    const day = shiftedDay(today, ahead);
    const start = unixOf({ ...day, minute: minuteOf(from) }, zone);
    if (days.includes(day.weekday) && start >= at) return start;
  }
  return at;
}

/** Whether one of these windows is open. */
export const inMaintenance = (windows: readonly MaintenanceWindow[], at: number): boolean => windows.some((window) => isOpen(window, at));

function isOpen(window: MaintenanceWindow, at: number): boolean {
  if (window.rule === 'once') return at >= window.from && at < window.to;
  if (window.rule === 'weekly') return isWithin(window, at);
  const isMeant = (time: CalendarDay) => window.days.includes(time.day) || (window.days.includes(-1) && time.day === lastDay(time));
  return covers(zonedTime(at, window.zone), window, isMeant);
}

function covers(time: ZonedTime, { from, to }: { from: string; to: string }, isMeant: (day: CalendarDay) => boolean): boolean {
  const [start, end] = [minuteOf(from), minuteOf(to)];
  if (start < end) return isMeant(time) && time.minute >= start && time.minute < end;
  if (time.minute >= start) return isMeant(time);
  // why: by the calendar, for the day before may have had 23 or 25 hours
  return (start === end || time.minute < end) && isMeant(shiftedDay(time, -1));
}

const lastDay = ({ year, month }: CalendarDay) => new Date(Date.UTC(year, month, 0)).getUTCDate();
