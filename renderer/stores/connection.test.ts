import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createConnectionStore } from './connection.ts';
import { createFakeBridge } from './fake-bridge.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function connection(reached: boolean) {
  const bridge = createFakeBridge(reached);
  const onReconnect = vi.fn();
  const { store, start } = createConnectionStore(bridge, onReconnect);
  return { bridge, onReconnect, stop: start(), lost: () => store.getState().lost, connected: () => store.getState().connected };
}

test('a gateway that is there from the beginning is no reconnection', () => {
  const { connected, lost, onReconnect } = connection(true);
  expect([connected(), lost(), onReconnect.mock.calls.length]).toEqual([true, false, 0]);
});

test('what was asked before the first event could come is asked again, as something may have happened in between', () => {
  const { bridge, onReconnect } = connection(false);
  expect(onReconnect).not.toHaveBeenCalled();
  bridge.connect(true);
  expect(onReconnect).toHaveBeenCalledTimes(1);
});

test('a short break is not worth a word', () => {
  const { bridge, connected, lost, onReconnect } = connection(true);
  bridge.connect(false);
  vi.advanceTimersByTime(1000);
  expect([connected(), lost()]).toEqual([false, false]);
  bridge.connect(true);
  vi.advanceTimersByTime(5000);
  expect([connected(), lost(), onReconnect.mock.calls.length]).toEqual([true, false, 1]);
});

test('a longer one is told until it is over', () => {
  const { bridge, lost, onReconnect } = connection(true);
  bridge.connect(false);
  vi.advanceTimersByTime(1500);
  expect(lost()).toBe(true);
  bridge.connect(true);
  expect([lost(), onReconnect.mock.calls.length]).toEqual([false, 1]);
});

test('after the end nothing is left that could speak', () => {
  const { bridge, stop } = connection(false);
  stop();
  expect([bridge.listeners(), vi.getTimerCount()]).toEqual([0, 0]);
});
