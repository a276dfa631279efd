import { describe, expect, test } from 'vitest';
import { simulatedTiming } from '../simulated-timing.ts';
import { createScheduler } from './scheduler.ts';

const minute = 60_000;
const names = Array.from({ length: 1000 }, (_, index) => `web-${index}`);

/** 1,000 names at a minute's interval, and when each was called. */
function scheduled({ takesMs = 0, atOnce = 256 } = {}) {
  const timing = simulatedTiming();
  const calls = new Map<string, number[]>();
  const woken: number[] = [];
  let running = 0;
  let mostRunning = 0;
  const scheduler = createScheduler({
    timing,
    atOnce,
    onWake: (ms) => void woken.push(ms),
    async run(name) {
      calls.set(name, [...(calls.get(name) ?? []), timing.elapsed()]);
      mostRunning = Math.max(mostRunning, ++running);
      if (takesMs > 0) await new Promise<void>((resolve) => void timing.after(takesMs, resolve));
      running--;
      return undefined;
    },
  });
  for (const name of names) scheduler.set(name, minute);
  const within = (from: number, to: number) => [...calls.values()].flat().filter((at) => at >= from && at < to).length;
  return { timing, scheduler, calls, woken, within, mostRunning: () => mostRunning };
}

describe('1,000 monitors at 60 s', () => {
  test('are each called once a minute, to the millisecond, however long a check takes', async () => {
    const { timing, calls } = scheduled({ takesMs: 7_000 });
    await timing.pass(10 * minute);
    for (const name of names) {
      const times = calls.get(name) ?? [];
      expect(times).toHaveLength(10);
      for (const [index, at] of times.entries()) expect(at).toBeCloseTo((times[0] ?? 0) + index * minute, 3);
    }
  });
  test('are spread over the minute: no second sees three times its share', async () => {
    const { timing, within } = scheduled();
    await timing.pass(minute);
    const seconds = Array.from({ length: 60 }, (_, second) => within(second * 1000, (second + 1) * 1000));
    expect(Math.max(...seconds)).toBeLessThan(50);
    expect(Math.min(...seconds)).toBeGreaterThan(3);
  });
  test('have the same places after a restart', async () => {
    const [one, other] = [scheduled(), scheduled()];
    await one.timing.pass(minute);
    await other.timing.pass(minute);
    expect(one.calls).toEqual(other.calls);
  });
  test('that hang take no more places than there are', async () => {
    const { timing, mostRunning } = scheduled({ takesMs: 30_000, atOnce: 100 });
    await timing.pass(5 * minute);
    expect(mostRunning()).toBe(100);
  });
});

describe('A computer that slept for eight hours', () => {
  test('makes up for nothing in a burst, and says that it slept', async () => {
    const { timing, woken, within } = scheduled();
    await timing.pass(2 * minute);
    timing.sleep(8 * 60 * minute);
    await timing.pass(minute);
    expect(woken).toEqual([expect.closeTo(8 * 60 * minute, -2)]);
    expect(within(2 * minute, 2 * minute + 1000)).toBeLessThan(50);
    expect(within(2 * minute, 3 * minute)).toBe(1000);
  });
});

describe('What is due once a day', () => {
  const day = 24 * 60 * minute;
  /** Ten days of which the computer sleeps all but an hour; its clock of elapsed time stands still then, or goes on. */
  async function slept(clock: 'stands still' | 'goes on') {
    const timing = simulatedTiming();
    let unseen = 0;
    const calls = new Map<string, number[]>();
    const scheduler = createScheduler({
      timing: { ...timing, elapsed: () => timing.elapsed() + unseen },
      ...{ atOnce: 256, onWake: () => undefined },
      async run(name) {
        calls.set(name, [...(calls.get(name) ?? []), timing.elapsed()]);
        return undefined;
      },
    });
    for (const name of names) scheduler.set(name, day);
    await timing.pass(1_000);
    for (let morning = 0; morning < 10; morning++) {
      timing.sleep(day - 60 * minute);
      if (clock === 'goes on') unseen += day - 60 * minute;
      await timing.pass(60 * minute);
    }
    return calls;
  }
  test.each(['stands still', 'goes on'] as const)('is called on each day though it sleeps at its turn (%s)', async (clock) => {
    const calls = await slept(clock);
    for (const name of names) {
      const days = new Set((calls.get(name) ?? []).map((at) => Math.floor((at - 1_000) / (60 * minute))));
      expect(days.size).toBe(10);
    }
  });
  test.each(['stands still', 'goes on'] as const)('is made up for in minutes, evenly, when the network is there (%s)', async (clock) => {
    const all = [...(await slept(clock)).values()].flat();
    const inFirst = (from: number, to: number) => all.filter((at) => at >= 1_000 + from && at < 1_000 + to).length;
    expect(inFirst(0, 20_000)).toBe(0);
    expect(inFirst(20_000, 5 * minute + 10_000)).toBeGreaterThan(900);
    const seconds = Array.from({ length: 300 }, (_, second) => inFirst(second * 1000, (second + 1) * 1000));
    expect(Math.max(...seconds)).toBeLessThan(20);
  });
});

test.each(['sleep', 'oversleep'] as const)(
  'Of a computer that is awake for two minutes an hour nothing is left out for ever (%s)',
  async (way) => {
    const { timing, scheduler, calls } = scheduled();
    for (const name of names) scheduler.remove(name);
    const daily = names.slice(0, 100);
    for (const name of daily) scheduler.set(name, 24 * 60 * minute);
    calls.clear();
    for (let hour = 0; hour < 4 * 24; hour++) {
      await timing.pass(2 * minute);
      timing[way](58 * minute);
    }
    for (const name of daily) expect(calls.get(name)?.length ?? 0, name).toBeGreaterThanOrEqual(2);
  },
);

describe('A clock that is set', () => {
  test('back by an hour keeps nothing waiting', async () => {
    const { timing, woken, within } = scheduled();
    await timing.pass(minute);
    timing.setClock(-60 * minute);
    await timing.pass(minute);
    expect(within(minute, 2 * minute)).toBe(1000);
    expect(woken).toEqual([]);
  });
  test('forward by an hour calls nothing twice', async () => {
    const { timing, within } = scheduled();
    await timing.pass(minute);
    timing.setClock(60 * minute);
    await timing.pass(minute);
    expect(within(minute, 2 * minute)).toBe(1000);
  });
});

describe('What is wanted sooner', () => {
  test('comes sooner, and then in its turn', async () => {
    const { timing, scheduler, calls } = scheduled();
    await timing.pass(minute);
    const [turn = 0] = calls.get('web-7') ?? [];
    scheduler.bring('web-7', 0);
    await timing.pass(minute);
    expect(calls.get('web-7')).toEqual([turn, minute, turn + minute]);
  });
  test('is not called any more once it is removed', async () => {
    const { timing, scheduler, calls } = scheduled();
    scheduler.remove('web-7');
    await timing.pass(2 * minute);
    expect(calls.get('web-7')).toBeUndefined();
  });
});
