import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ok } from '../../shared/result.ts';
import { createFakeBridge, type FakeBridge, row } from './fake-bridge.ts';
import { createMenuTapsStore } from './menu-taps.ts';

const dayMs = 24 * 3_600_000;
const counted = (count: number) => ok([{ key: 'cmd:status', event: 'click', count, lastAt: 1 }]);

let bridge: FakeBridge;
let taps: ReturnType<typeof createMenuTapsStore>;
let stop: () => void;
beforeEach(() => {
  vi.useFakeTimers();
  bridge = createFakeBridge();
  taps = createMenuTapsStore(bridge, { now: () => 10 * dayMs });
  stop = taps.start();
});
afterEach(() => {
  stop();
  expect(bridge.listeners()).toBe(0);
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

const state = () => taps.store.getState();
const open = async (account: string, count: number) => {
  state().open(account);
  await bridge.answer('menus.taps', counted(count));
};

test('the taps of a week are counted when a menu is opened, and again after the gateway was out of reach', async () => {
  taps.reload();
  expect(bridge.waiting('menus.taps')).toEqual([]);
  state().open('ops');
  expect(bridge.waiting('menus.taps')[0]?.input).toEqual({ account: 'ops', since: 3 * dayMs });
  await bridge.answer('menus.taps', counted(1));
  taps.reload();
  await bridge.answer('menus.taps', counted(2));
  expect(state().taps.ops?.[0]?.count).toBe(2);
});

test('taps are counted again after messages of the account that is open, and only once for many', async () => {
  await open('ops', 1);
  bridge.emit('messages.changed', [row(1, { account: 'other' }), row(2, { direction: 'out' })]);
  await vi.advanceTimersByTimeAsync(500);
  expect(bridge.waiting('menus.taps')).toEqual([]);
  bridge.emit('messages.changed', [row(3)]);
  bridge.emit('messages.changed', [row(4)]);
  await vi.advanceTimersByTimeAsync(500);
  expect(bridge.waiting('menus.taps')).toHaveLength(1);
  await bridge.answer('menus.taps', counted(2));
  expect(state().taps.ops?.[0]?.count).toBe(2);
  bridge.emit('messages.changed', [row(5)]);
});

test('nothing is left of an account that is gone', async () => {
  await open('ops', 1);
  bridge.emit('accounts.changed', []);
  expect(state().taps).toEqual({});
});
