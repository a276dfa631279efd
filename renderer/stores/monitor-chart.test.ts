import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ok } from '../../shared/result.ts';
import { createFakeBridge, type FakeBridge } from './fake-bridge.ts';
import { createMonitorChartStore } from './monitor-chart.ts';

const now = 1_000_000_000_000;
const hour = 3_600_000;
let bridge: FakeBridge;
let chart: ReturnType<typeof createMonitorChartStore>;
let stop: () => void;
const state = () => chart.store.getState();
const asked = () => bridge.waiting('beats.chart').map(({ input }) => (input.to - input.from) / hour);
const empty = ok({ resolution: 'beat' as const, points: [] });

beforeEach(() => {
  vi.useFakeTimers();
  bridge = createFakeBridge();
  chart = createMonitorChartStore(bridge, { now: () => now });
  stop = chart.start();
  state().show('web');
});
afterEach(() => {
  stop();
  vi.useRealTimers();
});

test('a monitor is shown over a day, then over what is chosen', async () => {
  expect(asked()).toEqual([24]);
  await bridge.answer('beats.chart', empty);
  state().choose('7d');
  expect(asked()).toEqual([168]);
});

test('a stretch can be looked at more closely, but not endlessly', async () => {
  await bridge.answer('beats.chart', empty);
  state().zoom({ from: now - hour, to: now });
  expect(state().range).toBeNull();
  expect(asked()).toEqual([1]);
  state().zoom({ from: now - 1000, to: now });
  expect(asked()).toEqual([1]);
});

test('an answer that was overtaken is not drawn', async () => {
  state().choose('1h');
  const [first, second] = bridge.waiting('beats.chart');
  const point = { from: 1, to: 1, up: 1, down: 0, unknown: 0 };
  await second?.answer(ok({ resolution: 'beat', points: [point] }));
  await first?.answer(empty);
  expect(state().chart.value?.points).toEqual([point]);
});

test('new checks are drawn, not each on its own, and not into a stretch of the past', async () => {
  await bridge.answer('beats.chart', empty);
  const beat = { monitor: 'web', at: now, state: 'up' as const };
  bridge.emit('beats.added', [{ ...beat, monitor: 'db' }]);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(asked()).toEqual([]);
  bridge.emit('beats.added', [beat]);
  bridge.emit('beats.added', [beat]);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(asked()).toHaveLength(1);
  await bridge.answer('beats.chart', empty);
  state().zoom({ from: now - 2 * hour, to: now - hour });
  await bridge.answer('beats.chart', empty);
  bridge.emit('beats.added', [beat]);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(asked()).toEqual([]);
});
