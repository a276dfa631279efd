import { failure } from '../../../shared/failures.ts';
import type { Filter } from '../../../shared/filter/filter.ts';
import type { Language } from '../../../shared/language.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { bucketFor, type Period, periods, type Statistics } from '../../../shared/statistics.ts';
import type { EventHub } from '../../events.ts';
import { StatisticsTally } from '../../store/statistics/statistics-tally.ts';
import type { Store } from '../../store/store.ts';
import { type AskedFilter, ownZone, understoodFilter } from '../asked-filter.ts';
import { statisticsOf } from './statistics-of.ts';

export interface StatisticsOptions {
  store: Pick<Store, 'do'>;
  events: Pick<EventHub, 'emit'>;
  language(): Language;
  now(): number;
}

/** Statistics of the message log, one question at a time. */
export interface StatisticsRoom {
  /**
   * Counts all rows of a period that meet a filter, in slices that let other questions in between. How far it has come follows
   * as `statistics.progress`.
   * @param id names the question, to cancel it
   */
  get(input: { id: string; period: Period } & AskedFilter): Promise<Result<Statistics>>;
  cancel(id: string): void;
  close(): Promise<void>;
}

/** Questions that may wait for their turn; a page asks one and cancels it before the next. */
const mostWaiting = 8;

export function createStatistics({ store, events, language, now }: StatisticsOptions): StatisticsRoom {
  const asked = new Map<string, AbortController>();
  let turn: Promise<unknown> = Promise.resolve();

  async function count(id: string, filter: Filter, period: Period, zone: string, signal: AbortSignal): Promise<Statistics | undefined> {
    const to = now();
    const { oldest, newest, since } = await store.do('messages.span', { filter, now: to });
    const length = periods[period];
    const from = length === undefined ? Math.min(since ?? to, to) : to - length;
    const grid = { bucketMs: bucketFor(to - from), offsetMs: zoneOffset(zone, to) };
    const tally = new StatisticsTally();
    let before: string | null = String(newest + 1);
    while (before !== null) {
      if (signal.aborted) return undefined;
      const { part, next }: Awaited<ReturnType<typeof slice>> = await slice(filter, to, before, grid);
      tally.addPart(part);
      events.emit('statistics.progress', { id, share: next === null ? 1 : 1 - (Number(next) - oldest) / Math.max(1, newest + 1 - oldest) });
      before = next;
    }
    return statisticsOf(tally, from, to, grid);
  }

  const slice = (filter: Filter, to: number, before: string, grid: { bucketMs: number; offsetMs: number }) =>
    store.do('messages.statistics', { filter, now: to, before, ...grid });

  return {
    async get({ id, period, ...given }) {
      const understood = understoodFilter(given, now(), language());
      if (!understood.ok) return understood;
      const cancelled = err(failure('statistics/cancelled', {}, language()));
      if (asked.size >= mostWaiting) return err(failure('statistics/busy', {}, language()));
      const abort = new AbortController();
      asked.get(id)?.abort();
      asked.set(id, abort);
      const counted = turn.then(() => count(id, within(understood.value, period, now()), period, given.zone ?? ownZone(), abort.signal));
      turn = counted.catch(() => undefined);
      try {
        const statistics = await counted;
        return statistics ? ok(statistics) : cancelled;
      } finally {
        if (asked.get(id) === abort) asked.delete(id);
      }
    },
    cancel: (id) => asked.get(id)?.abort(),
    async close() {
      for (const abort of asked.values()) abort.abort();
      await turn;
    },
  };
}

/** The filter, and the period as one more condition, so that the store finds where it begins. */
function within({ terms }: Filter, period: Period, at: number): Filter {
  const length = periods[period];
  if (length === undefined) return { terms };
  return { terms: [...terms, { field: 'since', negated: false, values: [{ kind: 'moment', text: '', at: at - length }] }] };
}

/** What a clock in the zone is ahead of UTC, in ms. */
function zoneOffset(zone: string, at: number): number {
  const local = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium', timeZone: zone }).format(at);
  return Date.parse(`${local.replace(' ', 'T')}Z`) - Math.floor(at / 1000) * 1000;
}
