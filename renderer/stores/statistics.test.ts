import { expect, test } from 'vitest';
import { ok } from '../../shared/result.ts';
import type { Statistics } from '../../shared/statistics.ts';
import { broken, createFakeBridge } from './fake-bridge.ts';
import { createStatisticsStore } from './statistics.ts';

function opened() {
  const bridge = createFakeBridge();
  let ids = 0;
  const { store, start } = createStatisticsStore(bridge, { zone: 'Asia/Shanghai', newId: () => `id-${++ids}` });
  start();
  return { bridge, store };
}
const statistics = (rows: number): Statistics => ({
  ...{ from: 0, to: 1, bucketMs: 1, rows, times: [], types: [], commands: [], failures: [], accounts: [] },
  outbox: { sent: 0, retried: 0, queued: 0, dead: 0, aside: 0, failures: [] },
});

test('the progress of the question that was asked last is shown, of no other', () => {
  const { bridge, store } = opened();
  void store.getState().ask({ period: '7d' });
  bridge.emit('statistics.progress', { id: 'id-1', share: 0.4 });
  bridge.emit('statistics.progress', { id: 'somebody-else', share: 0.9 });
  expect(store.getState()).toMatchObject({ state: 'counting', share: 0.4, period: '7d' });
});

test('another period gives up what was being counted, and its late answer is not shown', async () => {
  const { bridge, store } = opened();
  void store.getState().ask();
  void store.getState().ask({ period: '30d' });
  expect(bridge.waiting('statistics.cancel')[0]?.input).toEqual({ id: 'id-1' });
  await bridge.answer('statistics.get', ok(statistics(1)));
  expect(store.getState().value).toBeNull();
  await bridge.answer('statistics.get', ok(statistics(2)));
  expect(store.getState()).toMatchObject({ state: 'ready', value: { rows: 2 } });
});

test('what was counted before stays while it is counted anew, and when that fails', async () => {
  const { bridge, store } = opened();
  void store.getState().ask();
  await bridge.answer('statistics.get', ok(statistics(3)));
  void store.getState().ask({ filter: 'from:lisi' });
  expect(store.getState()).toMatchObject({ state: 'counting', value: { rows: 3 } });
  await bridge.answer('statistics.get', { ok: false, error: broken });
  expect(store.getState()).toMatchObject({ state: 'failed', failure: broken, value: { rows: 3 } });
});

test('whoever cancels is told so; with nothing under way there is nothing to cancel', () => {
  const { bridge, store } = opened();
  store.getState().cancel();
  expect(bridge.waiting('statistics.cancel')).toHaveLength(0);
  void store.getState().ask();
  store.getState().cancel();
  expect(store.getState().state).toBe('cancelled');
  expect(bridge.waiting('statistics.cancel')).toHaveLength(1);
});
