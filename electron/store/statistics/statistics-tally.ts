import type { DirectionCounts } from '../../../shared/statistics.ts';
import type { StatisticsGroup } from './statistics-groups.ts';

/** Different types, commands, codes and accounts that are counted each by itself; strangers may make up names. */
const mostNames = 2000;

/** How many latencies are in which bin. */
export type Bins = Map<number, number>;

export interface Tallied extends DirectionCounts {
  failed: number;
  bins: Bins;
}

type Name = string | number;

/** A `Tallied` as it is kept and sent: its bins and their counts in turn. */
type PackedEntry<Key extends Name> = [name: Key, came: number, out: number, refused: number, failed: number, bins: number[]];

/** What rows add up to, in a form that is kept and sent to other threads. */
export interface StatisticsPart {
  all: PackedEntry<string>;
  /** By stretch of time. */
  times: PackedEntry<number>[];
  types: PackedEntry<string>[];
  commands: PackedEntry<string>[];
  accounts: PackedEntry<string>[];
  failures: [code: string, count: number][];
  unsent: [code: string, count: number][];
  outbox: Partial<StatisticsTally['outbox']>;
}

export const noTally = (): Tallied => ({ in: 0, out: 0, refused: 0, failed: 0, bins: new Map() });

const failedStates = new Set(['failed', 'interrupted']);

/** Adds up rows, in bounded memory. */
export class StatisticsTally {
  readonly all = noTally();
  readonly times = new Map<number, Tallied>();
  readonly types = new Map<string, Tallied>();
  readonly commands = new Map<string, Tallied>();
  readonly accounts = new Map<string, Tallied>();
  readonly failures = new Map<string, number>();
  readonly unsent = new Map<string, number>();
  readonly outbox = { sent: 0, retried: 0, queued: 0, dead: 0, aside: 0 };

  add(group: StatisticsGroup): void {
    const { direction, account, type, event, command, code, count } = group;
    const tallies = [this.all, entry(this.times, group.bucket), entry(this.accounts, account)];
    if (direction === 'in') tallies.push(entry(this.types, event === null ? type : `${type} ${event}`));
    if (direction === 'in' && command !== null) tallies.push(entry(this.commands, command));
    for (const tally of tallies) addGroup(tally, group);
    if (code !== null) addCount(direction === 'out' ? this.unsent : this.failures, code, count);
    if (group.queued === 1) this.addToOutbox(group);
  }

  /** @param bucketOf where a stretch of time of the part belongs */
  addPart(part: StatisticsPart, bucketOf: (time: number) => number = (time) => time): void {
    addPacked(this.all, part.all);
    for (const time of part.times) addPacked(entry(this.times, bucketOf(time[0])), time);
    for (const name of ['types', 'commands', 'accounts'] as const) {
      for (const named of part[name]) addPacked(entry(this[name], named[0]), named);
    }
    for (const name of ['failures', 'unsent'] as const) {
      for (const [code, count] of part[name]) addCount(this[name], code, count);
    }
    // Parts that were kept before something could be put aside do not tell of it.
    for (const name of ['sent', 'retried', 'queued', 'dead', 'aside'] as const) this.outbox[name] += part.outbox[name] ?? 0;
  }

  part(): StatisticsPart {
    const { times, types, commands, accounts, failures, unsent, outbox } = this;
    return {
      all: packedEntry('', this.all),
      ...{ times: packed(times), types: packed(types), commands: packed(commands), accounts: packed(accounts) },
      ...{ failures: [...failures], unsent: [...unsent], outbox: { ...outbox } },
    };
  }

  private addToOutbox({ state, tried, count }: StatisticsGroup): void {
    if (state === 'sent' || state === 'queued' || state === 'dead' || state === 'aside') this.outbox[state] += count;
    if (state === 'sent' && tried === 1) this.outbox.retried += count;
  }
}

function addGroup(tally: Tallied, { direction, state, bin, count }: StatisticsGroup): void {
  tally[direction] += count;
  if (failedStates.has(state)) tally.failed += count;
  if (bin !== null) tally.bins.set(bin, (tally.bins.get(bin) ?? 0) + count);
}

function addPacked(tally: Tallied, [, came, out, refused, failed, bins]: PackedEntry<Name>): void {
  tally.in += came;
  tally.out += out;
  tally.refused += refused;
  tally.failed += failed;
  for (let index = 0; index < bins.length; index += 2) {
    const bin = bins[index] ?? 0;
    tally.bins.set(bin, (tally.bins.get(bin) ?? 0) + (bins[index + 1] ?? 0));
  }
}

const packed = <Key extends Name>(tallies: Map<Key, Tallied>) => [...tallies].map(([name, tally]) => packedEntry(name, tally));

function packedEntry<Key extends Name>(name: Key, { in: came, out, refused, failed, bins }: Tallied): PackedEntry<Key> {
  return [name, came, out, refused, failed, [...bins].flat()];
}

function addCount(counts: Map<string, number>, code: string, count: number): void {
  if (!counts.has(code) && counts.size >= mostNames) return;
  counts.set(code, (counts.get(code) ?? 0) + count);
}

/** The tally of a name; one that counts for nothing where there are too many names already. */
function entry<Key>(tallies: Map<Key, Tallied>, key: Key): Tallied {
  const known = tallies.get(key);
  if (known) return known;
  const made = noTally();
  if (tallies.size < mostNames) tallies.set(key, made);
  return made;
}
