import { expect, test } from 'vitest';
import type { Monitor } from '../../shared/monitor/monitor.ts';
import { simulatedTiming } from '../simulated-timing.ts';
import { monitorOf, openTestRoom, worldOf } from './test-monitors.ts';

const minute = 60_000;
const daily = (id: string, given: Parameters<typeof monitorOf>[1] = {}) =>
  monitorOf(id, { intervalSeconds: 86_400, check: { kind: 'tcp', host: '192.0.2.1', port: 80 }, ...given });
const backups = Array.from({ length: 50 }, (_, index) => daily(`backup-${index}`));

/** Monitors that are asked once a day, of a computer whose network may be switched off. */
async function opened(monitors: Monitor[] = [daily('web')]) {
  const timing = simulatedTiming();
  const world = worldOf(timing);
  const network = { works: true };
  const ownNetwork = { sawAnswer: () => undefined, works: async () => network.works };
  let { room, store } = await openTestRoom(timing, world, { ownNetwork });
  await room.addAll(monitors);
  return {
    ...{ timing, world, network },
    states: () => room.list().map(({ state }) => state),
    edit: (change: Partial<Monitor>) => room.edit(['web'], (monitor) => ({ ...monitor, ...change })),
    /** Opens the room again, after a while in which the program did not run. */
    async restart(offMs: number) {
      await room.close();
      timing.sleep(offMs);
      timing.restart();
      ({ room, store } = await openTestRoom(timing, world, { store, ownNetwork }));
    },
  };
}

test('What is asked once a day is asked within minutes of a start, and not at once', async () => {
  const { timing, world, states, restart } = await opened(backups);
  await timing.pass(minute);
  world.asked.clear();
  await restart(30 * 60 * minute);
  await timing.pass(19_000);
  expect([...world.asked.values()].flat().length).toBeLessThan(3);
  await timing.pass(5 * minute);
  expect([...world.asked.values()].flat()).toHaveLength(50);
  expect(states()).toEqual(backups.map(() => 'up'));
});

test('It is so though it is changed meanwhile', async () => {
  const { timing, states, edit, restart } = await opened();
  await timing.pass(minute);
  await restart(minute);
  await timing.pass(10_000);
  await edit({ tags: ['nightly'] });
  await timing.pass(5 * minute);
  expect(states()).toEqual(['up']);
});

test.each<[string, Partial<Monitor>]>([
  ['', {}],
  [', though it is changed meanwhile', { notes: 'call Li' }],
])('It is asked again within minutes where nobody could tell%s', async (_how, change) => {
  const { timing, world, network, states, edit } = await opened();
  network.works = false;
  world.down.add('web');
  await timing.pass(60 * minute);
  expect(states()).toEqual(['unknown']);
  await edit(change);
  network.works = true;
  world.down.clear();
  await timing.pass(5 * minute + 1_000);
  expect(states()).toEqual(['up']);
});

test('It is asked again within minutes where the computer fell asleep over its check', async () => {
  const { timing, world, states } = await opened();
  world.takesMs = 20_000;
  world.down.add('web');
  await timing.pass(5_000);
  timing.sleep(8 * 60 * minute);
  await timing.pass(18_000);
  expect(states()).toEqual(['unknown']);
  world.takesMs = 5;
  world.down.clear();
  await timing.pass(5 * minute + 30_000);
  expect(states()).toEqual(['up']);
});

test('It is asked within minutes when its maintenance is over', async () => {
  const from = simulatedTiming().now() - minute;
  const { timing, states } = await opened([daily('web', { maintenance: [{ rule: 'once', from, to: from + 60 * minute }] })]);
  await timing.pass(58 * minute);
  expect(states()).toEqual(['maintenance']);
  await timing.pass(7 * minute);
  expect(states()).toEqual(['up']);
});

test('It is asked within seconds where its maintenance was begun or ended, or an answer means something else', async () => {
  const { timing, states, edit } = await opened();
  await timing.pass(minute);
  const from = timing.now();
  const steps: [Partial<Monitor>, string][] = [
    [{ maintenance: [{ rule: 'once', from, to: from + 86_400_000 }] }, 'maintenance'],
    [{ maintenance: [] }, 'up'],
    [{ upsideDown: true }, 'down'],
  ];
  for (const [change, expected] of steps) {
    await edit(change);
    await timing.pass(16_000);
    expect(states()).toEqual([expected]);
  }
});

test('It is asked though it is changed while a check is under way, or to another interval', async () => {
  const { timing, world, states, edit } = await opened();
  world.takesMs = 5_000;
  await timing.pass(2_000);
  await edit({ tags: ['nightly'] });
  await timing.pass(8_000);
  expect(states()).toEqual(['up']);
});
