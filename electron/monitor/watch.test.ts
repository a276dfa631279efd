import { describe, expect, test } from 'vitest';
import type { Monitor } from '../../shared/monitor/monitor.ts';
import { NoticeRules } from '../../shared/monitor/notice-rule.ts';
import { simulatedTiming } from '../simulated-timing.ts';
import { up } from './check.ts';
import { makeCheck } from './checks/make-check.ts';
import { everything, idleTools, monitorOf, openTestRoom, worldOf } from './test-monitors.ts';

const minute = 60_000;
const token = 'a-token-of-the-tests-x';
const job = monitorOf('job', { check: { kind: 'push', token, graceSeconds: 10 }, intervalSeconds: 300 });

/** A job that is to report every five minutes, with ten seconds of grace. */
async function opened() {
  const timing = simulatedTiming();
  const { room, store, bugs } = await openTestRoom(timing, worldOf(timing), { tools: idleTools(timing), makeCheck });
  await room.notices.setRules(NoticeRules.parse([everything]));
  await room.addAll([job]);
  const state = () => room.list()[0]?.state;
  return { timing, room, store, bugs, state, push: (ok = true) => room.pushed(token, { ok, text: 'done', ms: 12 }) };
}

describe('A job that reports', () => {
  test('in time is up, and late from the second on when its grace is over', async () => {
    const { timing, state, push, store } = await opened();
    await timing.pass(minute);
    expect(state()).toBe('pending');
    push();
    expect(state()).toBe('up');
    await timing.pass(309_000);
    expect(state()).toBe('up');
    await timing.pass(1_100);
    expect(state()).toBe('down');
    await timing.pass(2_000);
    expect(store.texts()[0]).toContain('310 秒没有报到');
    push();
    expect(state()).toBe('up');
  });
  test('very often leaves one beat a second, and no failure out', async () => {
    const { timing, room, store, push, state } = await opened();
    for (let time = 0; time < 300; time++) {
      push();
      await timing.pass(10);
    }
    push(false);
    expect(state()).toBe('down');
    await timing.pass(2_000);
    const beats = await store.do('beats.page', { monitor: room.records()[0]?.seq ?? 0, limit: 100 });
    expect(beats.map((beat) => beat.state)).toEqual(['down', 'up', 'up', 'up']);
  });
  test('under a token that nobody has is nobody’s', async () => {
    const { room } = await opened();
    expect(room.pushed('another-token-of-nobody', { ok: true, text: '' })).toBe(false);
  });
  test('is not late after a sleep, in which nobody could hear it', async () => {
    const { timing, state, push, store } = await opened();
    push();
    await timing.pass(minute);
    timing.sleep(8 * 60 * minute);
    await timing.pass(4 * minute);
    push();
    await timing.pass(minute);
    expect(state()).toBe('up');
    expect(store.texts()).toEqual([]);
  });
  test('that it failed is in doubt after a sleep: it may have said since that all is well', async () => {
    const { timing, push, store, room } = await opened();
    await room.notices.setRules(NoticeRules.parse([{ ...everything, repeatMinutes: 10 }]));
    push(false);
    await timing.pass(minute);
    expect(store.texts()).toHaveLength(1);
    timing.sleep(8 * 60 * minute);
    await timing.pass(4 * minute);
    push();
    await timing.pass(minute);
    expect(store.texts().map((text) => text.split('\n')[0])).toEqual(['■ 故障 #1 job', '● 已恢复 #1 job']);
  });
  test('that it failed once keeps nothing waiting after a sleep, nor after maintenance', async () => {
    const { timing, room, push, state } = await opened();
    await room.edit(['job'], (monitor) => ({ ...monitor, retries: 2 }));
    push(false);
    expect(state()).toBe('retrying');
    timing.sleep(8 * 60 * minute);
    await timing.pass(6 * minute);
    expect(state()).not.toBe('retrying');
    push();
    await room.edit(['job'], (monitor) => ({ ...monitor, maintenance: [{ rule: 'once', from: 0, to: timing.now() + 60 * minute }] }));
    await timing.pass(minute);
    expect(state()).toBe('maintenance');
    await room.edit(['job'], (monitor) => ({ ...monitor, maintenance: [] }));
    await timing.pass(minute);
    expect(state()).toBe('up');
  });
  test('is not late after a restart before it had its time', async () => {
    const { timing, push, room, store } = await opened();
    push();
    await timing.pass(4 * minute);
    await room.close();
    const again = await openTestRoom(timing, worldOf(timing), { tools: idleTools(timing), makeCheck, store });
    await timing.pass(5 * minute);
    expect(again.room.list()[0]?.state).toBe('pending');
    await timing.pass(minute);
    expect(again.room.list()[0]?.state).toBe('down');
  });
  test('that it failed is asked again after its retry, not after its interval', async () => {
    const daily = { check: { kind: 'push' as const, token, graceSeconds: 10 }, intervalSeconds: 86_400, retries: 1, retrySeconds: 20 };
    const { timing, room, push, state } = await opened();
    await room.edit(['job'], (monitor) => ({ ...monitor, ...daily }));
    push();
    push(false);
    expect(state()).toBe('retrying');
    await timing.pass(21_000);
    expect(state()).toBe('down');
  });
  test('is not late because of a maintenance window', async () => {
    const { timing, room, push, state, store } = await opened();
    push();
    const from = timing.now() + minute;
    await room.edit(['job'], (monitor) => ({ ...monitor, maintenance: [{ rule: 'once', from, to: from + 60 * minute }] }));
    await timing.pass(62 * minute);
    push();
    await timing.pass(minute);
    expect(state()).toBe('up');
    expect(store.texts()).toEqual([]);
  });
  test.each([false, true])(
    'that was late before a maintenance window has not recovered after it until it reports (restart in it: %s)',
    async (restarts) => {
      const { timing, room, push, store } = await opened();
      push();
      await timing.pass(30 * minute);
      const told = () => store.texts().map((text) => text.split('\n')[0]);
      expect(told()).toEqual(['■ 故障 #1 job']);
      const from = timing.now();
      await room.edit(['job'], (monitor) => ({ ...monitor, maintenance: [{ rule: 'once', from, to: from + 12 * minute }] }));
      await timing.pass(5 * minute);
      let now = room;
      if (restarts) {
        await room.close();
        ({ room: now } = await openTestRoom(timing, worldOf(timing), { tools: idleTools(timing), makeCheck, store }));
      }
      for (let passed = 0; passed < 30; passed++) {
        await timing.pass(minute);
        expect(['maintenance', 'unknown', 'down']).toContain(now.list()[0]?.state);
      }
      expect(now.list()[0]?.state).toBe('down');
      expect(told()).toEqual(['■ 故障 #1 job']);
      now.pushed(token, { ok: true, text: 'done' });
      await timing.pass(minute);
      expect(told()).toEqual(['■ 故障 #1 job', '● 已恢复 #1 job']);
    },
  );
  test('that failed before a maintenance window is down after it', async () => {
    const { timing, room, push, state, store } = await opened();
    push(false);
    const from = timing.now() + minute;
    await room.edit(['job'], (monitor) => ({ ...monitor, maintenance: [{ rule: 'once', from, to: from + 12 * minute }] }));
    await timing.pass(16 * minute);
    expect(state()).toBe('down');
    expect(store.texts()).toHaveLength(1);
  });
  test('while the clock was set back is written down as ever', async () => {
    const { timing, room, push, store } = await opened();
    push();
    timing.setClock(-60 * minute);
    for (let time = 0; time < 3; time++) {
      await timing.pass(minute);
      push();
    }
    await room.flush();
    const beats = await store.do('beats.page', { monitor: room.records()[0]?.seq ?? 0, limit: 100 });
    expect(beats).toHaveLength(4);
  });
});

describe('A job behind a parent', () => {
  /** A job whose database is asked every minute. */
  async function behindDatabase() {
    const timing = simulatedTiming();
    const world = worldOf(timing);
    const tools = idleTools(timing);
    const make = (monitor: Monitor) => (monitor.check.kind === 'push' ? makeCheck(monitor, tools) : world.makeCheck(monitor));
    const { room, store } = await openTestRoom(timing, world, { tools, makeCheck: make });
    await room.notices.setRules(NoticeRules.parse([everything]));
    await room.addAll([monitorOf('db'), { ...job, parent: 'db' }]);
    await timing.pass(2 * minute);
    room.pushed(token, { ok: true, text: '' });
    world.down.add('db');
    await timing.pass(2 * minute);
    room.pushed(token, { ok: false, text: 'no database' });
    await timing.pass(minute / 2);
    const state = (id: string) => room.list().find((monitor) => monitor.id === id)?.state;
    return { timing, world, room, store, state };
  }
  test('that is down is silenced by it, whatever it reports', async () => {
    const { room, store, state } = await behindDatabase();
    expect(state('job')).toBe('unknown');
    expect(store.texts()).toHaveLength(1);
    room.pushed(token, { ok: true, text: '' });
    expect(state('job')).toBe('up');
  });
  test('is down after all where it said so and its parent is back', async () => {
    const { timing, world, store, state } = await behindDatabase();
    world.down.clear();
    await timing.pass(minute + 5_000);
    expect(state('db')).toBe('up');
    expect(state('job')).toBe('down');
    expect(store.texts().at(-1)).toContain('no database');
  });
});

describe('An edit', () => {
  test('gives a job no more time, but a pause does', async () => {
    const { timing, room, state, push } = await opened();
    push();
    for (let time = 0; time < 2; time++) {
      await timing.pass(4 * minute);
      await room.edit(['job'], (monitor) => ({ ...monitor, notes: `seen ${time}` }));
    }
    expect(state()).toBe('down');
    await room.edit(['job'], (monitor) => ({ ...monitor, paused: true }));
    await timing.pass(60 * minute);
    await room.edit(['job'], (monitor) => ({ ...monitor, paused: false }));
    await timing.pass(4 * minute);
    expect(state()).toBe('pending');
  });
  test('of the interval counts from then', async () => {
    const { timing, room, state, push } = await opened();
    push();
    await timing.pass(4 * minute);
    await room.edit(['job'], (monitor) => ({ ...monitor, intervalSeconds: 600 }));
    await timing.pass(8 * minute);
    expect(state()).toBe('up');
  });
});

describe('An https monitor', () => {
  const certificate = { kind: 'http', url: 'https://shop.test/' } as const;
  test('keeps what was seen of it when something else of it is changed', async () => {
    const timing = simulatedTiming();
    const seen = { certificateEndsAt: timing.now() + 30 * 24 * 60 * minute, value: 7 };
    const makeUp = () => ({ run: async () => up(seen) });
    const { room } = await openTestRoom(timing, worldOf(timing), { makeCheck: makeUp });
    await room.addAll([monitorOf('web', { check: certificate, intervalSeconds: 86_400 })]);
    await timing.pass(1_000);
    expect(room.list()[0]).toMatchObject(seen);
    await room.edit(['web'], (monitor) => ({ ...monitor, tags: ['prod'], intervalSeconds: 3600 }));
    expect(room.list()[0]).toMatchObject(seen);
    await room.edit(['web'], (monitor) => ({ ...monitor, check: { ...monitor.check, url: 'https://other.test/' } as Monitor['check'] }));
    expect(room.list()[0]).not.toHaveProperty('certificateEndsAt');
  });
});

test('Many that are down are not all asked in the same second after a wake', async () => {
  const timing = simulatedTiming();
  const world = worldOf(timing);
  const { room } = await openTestRoom(timing, world);
  await room.notices.setRules(NoticeRules.parse([{ ...everything, repeatMinutes: 10 }]));
  const ids = Array.from({ length: 100 }, (_, index) => `web-${index}`);
  for (const id of ids) world.down.add(id);
  await room.addAll(ids.map((id) => monitorOf(id, { intervalSeconds: 300 })));
  await timing.pass(10 * minute);
  timing.sleep(10 * 60 * minute);
  world.asked.clear();
  const woken = timing.elapsed();
  await timing.pass(2 * minute);
  const seconds = [...world.asked.values()].flat().map((at) => Math.floor((at - woken) / 1000));
  const most = Math.max(...seconds.map((second) => seconds.filter((other) => other === second).length));
  expect(seconds.length).toBeGreaterThanOrEqual(100);
  expect(most).toBeLessThan(25);
});

describe('A server behind a switch in maintenance', () => {
  /** The maintenance of the switch, which is asked every hour, is over in a minute; then the server fails, which is asked every minute. */
  async function maintained() {
    const timing = simulatedTiming();
    const world = worldOf(timing);
    const { room, store } = await openTestRoom(timing, world);
    await room.notices.setRules(NoticeRules.parse([everything]));
    const maintenance = [{ rule: 'once' as const, from: timing.now(), to: timing.now() + minute }];
    await room.addAll([monitorOf('sw', { intervalSeconds: 3600, maintenance }), monitorOf('srv', { parent: 'sw' })]);
    await timing.pass(minute - 1_000);
    const state = (id: string) => room.list().find((monitor) => monitor.id === id)?.state;
    return { timing, world, room, store, state };
  }
  test('is silenced by it', async () => {
    const { timing, world, room, state } = await maintained();
    await room.edit(['sw'], (sw) => ({ ...sw, maintenance: [{ rule: 'once', from: 0, to: timing.now() + 60 * minute }] }));
    world.down.add('srv');
    await timing.pass(2 * minute);
    expect([state('sw'), state('srv')]).toEqual(['maintenance', 'unknown']);
  });
  test('is told of within its interval and 2 s when that is over', async () => {
    const { timing, world, store, state } = await maintained();
    await timing.pass(2_000);
    expect(state('sw')).toBe('maintenance');
    world.down.add('srv');
    await timing.pass(minute + 2_000);
    expect([state('sw'), state('srv')]).toEqual(['up', 'down']);
    expect(store.texts()).toHaveLength(1);
  });
  test('is told of when somebody has taken that away', async () => {
    const { timing, world, room, state } = await maintained();
    await room.edit(['sw'], (sw) => ({ ...sw, maintenance: [] }));
    world.down.add('srv');
    await timing.pass(minute + 2_000);
    expect(state('srv')).toBe('down');
  });
  test('waits for what the switch says where its next maintenance begins meanwhile', async () => {
    const { timing, world, room, store, state } = await maintained();
    await timing.pass(2_000);
    world.takesMs = 3_000;
    world.down.add('srv');
    while (state('srv') !== 'retrying') await timing.pass(500);
    await room.edit(['sw'], (sw) => ({ ...sw, maintenance: [{ rule: 'once', from: 0, to: timing.now() + 60 * minute }] }));
    room.check(['sw']);
    await timing.pass(4_000);
    expect([state('sw'), state('srv')]).toEqual(['maintenance', 'unknown']);
    expect(store.texts()).toEqual([]);
  });
});

test('One failure before an outage of our own network and one after it are not two', async () => {
  const timing = simulatedTiming();
  const world = worldOf(timing);
  let works = true;
  const ownNetwork = { sawAnswer: () => undefined, works: async () => works };
  const { room, store } = await openTestRoom(timing, world, { ownNetwork });
  const state = () => room.list()[0]?.state;
  await room.notices.setRules(NoticeRules.parse([everything]));
  await room.addAll([monitorOf('web', { retries: 1, retrySeconds: 20, check: { kind: 'tcp', host: '192.0.2.1', port: 80 } })]);
  await timing.pass(2 * minute);
  world.down.add('web');
  while (state() !== 'retrying') await timing.pass(1_000);
  works = false;
  await timing.pass(8 * 60 * minute);
  works = true;
  while (state() === 'unknown') await timing.pass(500);
  expect(state()).toBe('retrying');
  world.down.clear();
  await timing.pass(3 * minute);
  expect(state()).toBe('up');
  expect(store.texts()).toEqual([]);
});
