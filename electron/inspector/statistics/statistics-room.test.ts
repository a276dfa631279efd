import { expect, test, vi } from 'vitest';
import { must } from '../../../shared/test-result.ts';
import type { StatisticsGroup } from '../../store/statistics/statistics-groups.ts';
import { type StatisticsPart, StatisticsTally } from '../../store/statistics/statistics-tally.ts';
import { createStatistics, type StatisticsOptions } from './statistics-room.ts';

const now = Date.UTC(2026, 10, 21, 6);
const minute = 60_000;
const slices = 10;

function group(change: Partial<StatisticsGroup> = {}): StatisticsGroup {
  return {
    ...{ bucket: 0, direction: 'in', account: 'ops', type: 'text', event: null, command: null, state: 'done', code: null },
    ...{ queued: 0, tried: 0, bin: null, count: 1 },
    ...change,
  };
}

function partOf(groups: StatisticsGroup[]): StatisticsPart {
  const tally = new StatisticsTally();
  for (const each of groups) tally.add(each);
  return tally.part();
}

/** A room over a store of ten slices; `onSlice` is called before each one is given, and says what is in it. */
function room(onSlice: (slice: number, input: { bucketMs: number; offsetMs: number }) => StatisticsGroup[] | Promise<StatisticsGroup[]>) {
  const progress: { id: string; share: number }[] = [];
  let running = 0;
  let most = 0;
  const store = {
    async do(name: string, input: { before: string; bucketMs: number; offsetMs: number }) {
      if (name === 'messages.span') return { oldest: 1, newest: slices, since: now - 5 * minute };
      running += 1;
      most = Math.max(most, running);
      const left = Number(input.before) - 1;
      const groups = await onSlice(slices - left + 1, input);
      running -= 1;
      return { part: partOf(groups), next: left > 1 ? String(left) : null };
    },
  };
  const events = { emit: (_: unknown, event: unknown) => void progress.push(event as { id: string; share: number }) };
  const statistics = createStatistics({ ...({ store, events } as unknown as StatisticsOptions), language: () => 'en', now: () => now });
  return { statistics, progress, mostAtOnce: () => most };
}

const ask = { id: 'one', period: '1h', zone: 'Asia/Shanghai' } as const;

test('slices add up, into stretches without gaps, and the progress is told', async () => {
  const { statistics, progress } = room((slice, { bucketMs, offsetMs }) => [
    group({ bucket: Math.floor((now - slice * minute + offsetMs) / bucketMs), count: slice }),
  ]);
  const counted = must(await statistics.get(ask));
  expect(counted).toMatchObject({ rows: 55, bucketMs: minute, from: now - 60 * minute, to: now });
  expect(counted.times).toHaveLength(61);
  expect(counted.times.at(-4)).toMatchObject({ at: now - 3 * minute, in: 3 });
  expect(progress.map(({ share }) => share)).toEqual(progress.map(({ share }) => share).toSorted((one, other) => one - other));
  expect(progress.at(-1)).toEqual({ id: 'one', share: 1 });
});

test('days begin at the midnight of the reader', async () => {
  let grid = { bucketMs: 0, offsetMs: 0 };
  const { statistics } = room((_, asked) => {
    grid = asked;
    return [];
  });
  await statistics.get({ ...ask, period: '30d' });
  expect(grid).toMatchObject({ bucketMs: 12 * 60 * minute, offsetMs: 8 * 60 * minute });
});

test('cancelled half-way it reads no further', async () => {
  let read = 0;
  const { statistics } = room((slice) => {
    read = slice;
    if (slice === 4) statistics.cancel('one');
    return [];
  });
  expect(await statistics.get(ask)).toMatchObject({ ok: false, error: { code: 'statistics/cancelled' } });
  expect(read).toBe(4);
});

test('questions take turns, so that messages come in between', async () => {
  const { statistics, mostAtOnce } = room(() => []);
  const answers = await Promise.all(['a', 'b', 'c'].map((id) => statistics.get({ ...ask, id })));
  expect(answers.every(({ ok }) => ok)).toBe(true);
  expect(mostAtOnce()).toBe(1);
});

test('a store that fails once leaves the next question alone', async () => {
  const fails = vi.fn().mockRejectedValueOnce(new Error('disk')).mockResolvedValue([]);
  const { statistics } = room(() => fails() as Promise<StatisticsGroup[]>);
  await expect(statistics.get(ask)).rejects.toThrow('disk');
  expect((await statistics.get(ask)).ok).toBe(true);
});

test('what is told of commands, failures, the outbox and accounts', async () => {
  const groups = [
    group({ command: 'status', count: 8, bin: 50 }),
    group({ command: 'restart', state: 'failed', code: 'command/failed', count: 2, bin: 100 }),
    group({ type: 'event', event: 'CLICK', account: 'oa', count: 3 }),
    group({ direction: 'refused', type: 'wechat/-40001', state: 'refused', code: 'wechat/-40001', account: 'nobody', count: 4 }),
    group({ direction: 'out', state: 'sent', queued: 1, count: 5 }),
    group({ direction: 'out', state: 'sent', queued: 1, tried: 1 }),
    group({ direction: 'out', state: 'dead', queued: 1, tried: 1, code: 'wecom/60020', count: 2 }),
    group({ direction: 'out', state: 'aside', queued: 1, tried: 1 }),
    group({ direction: 'out', state: 'sent' }),
  ];
  const { statistics } = room((slice) => (slice === 1 ? groups : []));
  const counted = must(await statistics.get(ask));
  expect(counted).toMatchObject({
    types: [
      { type: 'text', count: 10 },
      { type: 'event', event: 'CLICK', count: 3 },
    ],
    commands: [
      { command: 'status', count: 8, failed: 0 },
      { command: 'restart', count: 2, failed: 2 },
    ],
    failures: [
      { code: 'wechat/-40001', count: 4 },
      { code: 'command/failed', count: 2 },
    ],
    outbox: { sent: 6, retried: 1, queued: 0, dead: 2, aside: 1, failures: [{ code: 'wecom/60020', count: 2 }] },
  });
  expect(counted.accounts.map(({ account }) => account)).toEqual(['ops', 'nobody', 'oa']);
  expect(counted.latency?.p50).toBeCloseTo(Math.exp(2));
});

test('names that strangers make up are counted in bounded memory', async () => {
  const { statistics } = room((slice) =>
    Array.from({ length: 1000 }, (_, index) => group({ direction: 'refused', account: `made up ${slice} ${index}`, count: 1 })),
  );
  const counted = must(await statistics.get(ask));
  expect(counted.rows).toBe(10_000);
  expect(counted.accounts).toHaveLength(50);
});
