import { type DirectionCounts, type Latency, latencyOf, type Statistics, type TimeCount } from '../../../shared/statistics.ts';
import type { TimeGrid } from '../../store/statistics/statistics-groups.ts';
import { type Bins, noTally, type StatisticsTally, type Tallied } from '../../store/statistics/statistics-tally.ts';

/** The entries of each list that is given out. */
const mostListed = 50;

/** What has been added up, from `from` to `to` (Unix ms). */
export function statisticsOf(tally: StatisticsTally, from: number, to: number, { bucketMs, offsetMs }: TimeGrid): Statistics {
  const times: TimeCount[] = [];
  for (let bucket = Math.floor((from + offsetMs) / bucketMs); bucket * bucketMs - offsetMs <= to; bucket += 1) {
    const { bins, failed: _, ...counts } = tally.times.get(bucket) ?? noTally();
    times.push({ at: bucket * bucketMs - offsetMs, ...counts, ...latency(bins) });
  }
  return {
    ...{ from, to, bucketMs, times },
    rows: sum(tally.all),
    ...latency(tally.all.bins),
    types: greatest(tally.types, (type) => type.in).map(([name, { in: count }]) => {
      const [type = '', event] = name.split(' ', 2);
      return { type, ...(event !== undefined && { event }), count };
    }),
    commands: greatest(tally.commands, (command) => command.in).map(([command, { in: count, failed, bins }]) => ({
      ...{ command, count, failed },
      ...latency(bins),
    })),
    failures: codes(tally.failures),
    outbox: { ...tally.outbox, failures: codes(tally.unsent) },
    accounts: greatest(tally.accounts, sum).map(([account, { bins, ...counts }]) => ({ account, ...counts, ...latency(bins) })),
  };
}

const sum = ({ in: came, out, refused }: DirectionCounts) => came + out + refused;

function latency(bins: Bins): { latency?: Latency } {
  const found = latencyOf(bins);
  return found ? { latency: found } : {};
}

const greatest = (tallies: Map<string, Tallied>, sizeOf: (tally: Tallied) => number): [string, Tallied][] =>
  [...tallies].sort(([, one], [, other]) => sizeOf(other) - sizeOf(one)).slice(0, mostListed);

const codes = (counts: Map<string, number>): { code: string; count: number }[] =>
  [...counts]
    .map(([code, count]) => ({ code, count }))
    .sort((one, other) => other.count - one.count)
    .slice(0, mostListed);
