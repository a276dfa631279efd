import { type DirectionCounts, type Latency, latencyOf, type Statistics, type TimeCount } from '../../../shared/statistics.ts';
import type { StatisticsGroup, TimeGrid } from '../../store/statistics.ts';

/** Different types, commands, codes and accounts that are counted each by itself; strangers may make up names. */
const mostNames = 2000;
/** The entries of each list that is given out. */
const mostListed = 50;

type Bins = Map<number, number>;

interface Tallied extends DirectionCounts {
  failed: number;
  bins: Bins;
}

const nothing = (): Tallied => ({ in: 0, out: 0, refused: 0, failed: 0, bins: new Map() });

const failedStates = new Set(['failed', 'interrupted']);

/** Adds up the groups of many slices. */
export class Tally {
  private readonly all = nothing();
  private readonly times = new Map<number, Tallied>();
  private readonly types = new Map<string, Tallied>();
  private readonly commands = new Map<string, Tallied>();
  private readonly accounts = new Map<string, Tallied>();
  private readonly failures = new Map<string, number>();
  private readonly unsent = new Map<string, number>();
  private readonly outbox = { sent: 0, retried: 0, queued: 0, dead: 0 };

  add(group: StatisticsGroup): void {
    const { direction, account, type, event, command, code, count } = group;
    const tallies = [this.all, entry(this.times, group.bucket), entry(this.accounts, account)];
    if (direction === 'in') tallies.push(entry(this.types, event === null ? type : `${type} ${event}`));
    if (direction === 'in' && command !== null) tallies.push(entry(this.commands, command));
    for (const tally of tallies) addTo(tally, group);
    if (code !== null) addCount(direction === 'out' ? this.unsent : this.failures, code, count);
    if (group.queued === 1) this.addToOutbox(group);
  }

  /** What has been added up, from `from` to `to` (Unix ms). */
  statistics(from: number, to: number, { bucketMs, offsetMs }: TimeGrid): Statistics {
    const times: TimeCount[] = [];
    for (let bucket = Math.floor((from + offsetMs) / bucketMs); bucket * bucketMs - offsetMs <= to; bucket += 1) {
      const { bins, failed: _, ...counts } = this.times.get(bucket) ?? nothing();
      times.push({ at: bucket * bucketMs - offsetMs, ...counts, ...latency(bins) });
    }
    return {
      ...{ from, to, bucketMs, times },
      rows: sum(this.all),
      ...latency(this.all.bins),
      types: greatest(this.types, (tally) => tally.in).map(([name, { in: count }]) => {
        const [type = '', event] = name.split(' ', 2);
        return { type, ...(event !== undefined && { event }), count };
      }),
      commands: greatest(this.commands, (tally) => tally.in).map(([command, { in: count, failed, bins }]) => ({
        ...{ command, count, failed },
        ...latency(bins),
      })),
      failures: codes(this.failures),
      outbox: { ...this.outbox, failures: codes(this.unsent) },
      accounts: greatest(this.accounts, sum).map(([account, { bins, ...counts }]) => ({ account, ...counts, ...latency(bins) })),
    };
  }

  private addToOutbox({ state, tried, count }: StatisticsGroup): void {
    if (state === 'sent' || state === 'queued' || state === 'dead') this.outbox[state] += count;
    if (state === 'sent' && tried === 1) this.outbox.retried += count;
  }
}

function addTo(tally: Tallied, { direction, state, bin, count }: StatisticsGroup): void {
  tally[direction] += count;
  if (failedStates.has(state)) tally.failed += count;
  if (bin !== null) addCount(tally.bins, bin, count);
}

function addCount<Key>(counts: Map<Key, number>, key: Key, count: number): void {
  if (!counts.has(key) && counts.size >= mostNames) return;
  counts.set(key, (counts.get(key) ?? 0) + count);
}

/** The tally of a name; one that counts for nothing where there are too many names already. */
function entry<Key>(tallies: Map<Key, Tallied>, key: Key): Tallied {
  const known = tallies.get(key);
  if (known) return known;
  const made = nothing();
  if (tallies.size < mostNames) tallies.set(key, made);
  return made;
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
