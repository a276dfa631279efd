import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Overview } from '../../shared/overview.ts';
import { err, ok } from '../../shared/result.ts';
import { broken, createFakeBridge, type FakeBridge, row } from './fake-bridge.ts';
import { createOverviewStore } from './overview.ts';

let bridge: FakeBridge;
let overview: ReturnType<typeof createOverviewStore>;
let stop: () => void;

beforeEach(() => {
  vi.useFakeTimers({ now: new Date(2026, 10, 20, 14, 2, 30) });
  bridge = createFakeBridge();
  overview = createOverviewStore(bridge);
  stop = overview.start();
});
afterEach(() => {
  stop();
  expect([bridge.listeners(), vi.getTimerCount()]).toEqual([0, 0]);
  vi.useRealTimers();
});

const state = () => overview.store.getState();
const at = (running: number): Overview => ({
  ...{ version: '0.1.0', startedAt: 0, accounts: [], running, waiting: 0, outbox: { queued: 0, dead: 0 } },
  listener: { health: 'ok', url: 'http://127.0.0.1:18080' },
  today: { in: 0, out: 0, refused: 0, commands: 0 },
});
const counts = (incoming: number) => [{ minute: 0, in: incoming, out: 0, refused: 0 }];
const rateCalls = () => bridge.waiting('overview.rate').length;

describe('the overview', () => {
  test('is asked for, then follows what happens', async () => {
    expect(state().overview.state).toBe('loading');
    await bridge.answer('overview.get', ok(at(1)));
    expect(state().overview).toEqual({ state: 'ready', value: at(1) });
    bridge.emit('overview.changed', at(2));
    expect(state().overview.value?.running).toBe(2);
  });

  test('that cannot be had says why, and waits again when it is asked for again', async () => {
    await bridge.answer('overview.get', err(broken));
    expect(state().overview).toEqual({ state: 'failed', failure: broken });
    void state().load();
    expect(state().overview).toEqual({ state: 'loading' });
  });

  test('keeps its last value where it cannot be refreshed', async () => {
    await bridge.answer('overview.get', ok(at(1)));
    void state().load();
    await bridge.answer('overview.get', err(broken));
    expect(state().overview).toEqual({ state: 'failed', failure: broken, value: at(1) });
  });

  test('is not undone by an answer older than what has happened since', async () => {
    bridge.emit('overview.changed', at(2));
    await bridge.answer('overview.get', ok(at(1)));
    expect(state().overview.value?.running).toBe(2);
  });

  test('is not undone by the late answer to an earlier question', async () => {
    void state().load();
    const [earlier, later] = bridge.waiting('overview.get');
    await later?.answer(ok(at(2)));
    await earlier?.answer(ok(at(1)));
    expect(state().overview.value?.running).toBe(2);
  });
});

describe('the rate', () => {
  test('is left alone while nobody looks at it', () => {
    bridge.emit('messages.changed', [row(1)]);
    vi.advanceTimersByTime(120_000);
    expect(rateCalls()).toBe(0);
  });

  test('is asked for by the first who looks, for the last hour', async () => {
    const leave = state().watchRate();
    const leaveToo = state().watchRate();
    expect(bridge.waiting('overview.rate').map(({ input }) => input)).toEqual([{ minutes: 60 }]);
    await bridge.answer('overview.rate', ok(counts(3)));
    expect(state().rate).toEqual({ state: 'ready', value: counts(3) });
    leave();
    leaveToo();
  });

  test('is refreshed just after each full minute, until the last one leaves', async () => {
    const leave = state().watchRate();
    const leaveToo = state().watchRate();
    await bridge.answer('overview.rate', ok(counts(0)));
    vi.advanceTimersByTime(30_000);
    expect(rateCalls()).toBe(0);
    vi.advanceTimersByTime(1_000);
    expect(rateCalls()).toBe(1);
    leave();
    vi.advanceTimersByTime(60_000);
    expect(rateCalls()).toBe(2);
    leaveToo();
    vi.advanceTimersByTime(120_000);
    expect(rateCalls()).toBe(2);
  });

  test('is refreshed once for a busy moment', async () => {
    const leave = state().watchRate();
    await bridge.answer('overview.rate', ok(counts(0)));
    for (const id of [1, 2, 3]) bridge.emit('messages.changed', [row(id)]);
    vi.advanceTimersByTime(1_000);
    expect(rateCalls()).toBe(1);
    bridge.emit('messages.changed', [row(4)]);
    vi.advanceTimersByTime(1_000);
    expect(rateCalls()).toBe(2);
    leave();
  });

  test('is not undone by the late answer to an earlier question', async () => {
    const leave = state().watchRate();
    void state().loadRate();
    const [earlier, later] = bridge.waiting('overview.rate');
    await later?.answer(ok(counts(2)));
    await earlier?.answer(ok(counts(1)));
    expect(state().rate.value).toEqual(counts(2));
    leave();
  });

  test('keeps its last value where it cannot be refreshed', async () => {
    const leave = state().watchRate();
    await bridge.answer('overview.rate', ok(counts(2)));
    void state().loadRate();
    await bridge.answer('overview.rate', err(broken));
    expect(state().rate).toEqual({ state: 'failed', failure: broken, value: counts(2) });
    leave();
  });

  test('leaves no timer behind when the page ends while somebody looks', () => {
    const leave = state().watchRate();
    bridge.emit('messages.changed', [row(1)]);
    stop();
    expect(vi.getTimerCount()).toBe(0);
    leave();
  });
});
