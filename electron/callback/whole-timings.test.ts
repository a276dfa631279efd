import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Clock } from '../clock.ts';
import type { Store } from '../store/store.ts';
import { startStopwatch } from './exchange.ts';
import { createWholeTimings, mostInASecond } from './whole-timings.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function room(doing: () => Promise<unknown> = async () => null) {
  const written: unknown[] = [];
  const changed: string[][] = [];
  const stop = new AbortController();
  const store = {
    do(_name: string, { rows }: { rows: unknown[] }) {
      written.push(rows);
      return doing();
    },
  } as unknown as Pick<Store, 'do'>;
  const note = createWholeTimings({ store, signal: stop.signal, onChanged: (ids) => changed.push(ids) });
  let ms = 0;
  const clock = { elapsed: () => ms } as Clock;
  const pass = (id: string) => {
    const stopwatch = startStopwatch(clock);
    ms += 2;
    stopwatch.lap('stored');
    note(id, stopwatch);
  };
  return { written, changed, stop, pass };
}

test('the whole way of messages that ran nothing is written down together, a moment later', async () => {
  const { pass, written, changed } = room();
  pass('1');
  pass('2');
  expect(written).toEqual([]);
  await vi.advanceTimersByTimeAsync(1000);
  expect(written).toEqual([['1', '2'].map((id) => ({ id, ms: 2, timing: 'stored:200 answered:200' }))]);
  expect(changed).toEqual([['1', '2']]);
  await vi.advanceTimersByTimeAsync(5000);
  expect(written).toHaveLength(1);
});

test('where many come in nothing is written for it, and again once there are few', async () => {
  const { pass, written } = room();
  for (let id = 0; id <= mostInASecond; id++) pass(`${id}`);
  await vi.advanceTimersByTimeAsync(1000);
  expect(written).toEqual([]);
  pass('later');
  await vi.advanceTimersByTimeAsync(1000);
  expect(written).toMatchObject([[{ id: 'later' }]]);
});

test('a disk that refuses, or a program that stops, makes nothing of it', async () => {
  const refused = room(() => Promise.reject(new Error('full')));
  refused.pass('1');
  await vi.advanceTimersByTimeAsync(1000);
  expect([refused.written.length, refused.changed]).toEqual([1, []]);
  const stopped = room();
  stopped.pass('1');
  stopped.stop.abort();
  await vi.advanceTimersByTimeAsync(1000);
  expect(stopped.written).toEqual([]);
});
