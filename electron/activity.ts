import type { MinuteCount } from '../shared/overview.ts';
import type { MinuteRecord, RowGlance } from './store/records.ts';

const minuteMs = 60_000;
const keptMinutes = 24 * 60;

type Counts = Omit<MinuteRecord, 'minute'>;
const none = (): Counts => ({ in: 0, out: 0, refused: 0, commands: 0 });

/** How many rows of each kind came in, minute by minute, over the last day; kept in memory, filled from the store. */
export interface Activity {
  count(row: Pick<RowGlance, 'direction' | 'at' | 'command'>): void;
  /** The last `minutes` minutes, oldest first, without gaps. */
  rate(minutes: number, now: number): MinuteCount[];
  /** Sums since local midnight. */
  today(now: number): Counts;
}

export function createActivity(history: MinuteRecord[]): Activity {
  const byMinute = new Map<number, Counts>(history.map(({ minute, ...counts }) => [minute, counts]));

  const forget = (now: number) => {
    for (const minute of byMinute.keys()) {
      if (minute >= now - keptMinutes * minuteMs) break;
      byMinute.delete(minute);
    }
  };

  return {
    count({ direction, at, command }) {
      const minute = startOfMinute(at);
      const counts = byMinute.get(minute) ?? none();
      counts[direction]++;
      if (direction === 'in' && command) counts.commands++;
      byMinute.set(minute, counts);
      forget(at);
    },
    rate(minutes, now) {
      const last = startOfMinute(now);
      return Array.from({ length: minutes }, (_, index) => {
        const minute = last - (minutes - 1 - index) * minuteMs;
        const { commands: _commands, ...counts } = byMinute.get(minute) ?? none();
        return { minute, ...counts };
      });
    },
    today(now) {
      const midnight = new Date(now).setHours(0, 0, 0, 0);
      const sums = none();
      for (const [minute, counts] of byMinute) {
        if (minute < midnight) continue;
        sums.in += counts.in;
        sums.out += counts.out;
        sums.refused += counts.refused;
        sums.commands += counts.commands;
      }
      return sums;
    },
  };
}

const startOfMinute = (at: number) => Math.floor(at / minuteMs) * minuteMs;

/** How far back the store must be asked to fill a new `Activity`, as Unix ms. */
export const activitySince = (now: number) => now - keptMinutes * minuteMs;
