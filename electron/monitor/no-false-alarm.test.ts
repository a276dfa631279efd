import { describe, expect, test } from 'vitest';
import { simulatedTiming } from '../simulated-timing.ts';
import { everything, minute, monitorOf, opened, openTestRoom } from './test-monitors.ts';

describe('No false alarm comes', () => {
  test('after a sleep, while the network is not there yet', async () => {
    const { timing, world, texts, state } = await opened();
    timing.sleep(8 * 60 * minute);
    world.down.add('web');
    await timing.pass(15_000);
    world.down.clear();
    await timing.pass(5 * minute);
    expect(state('web')).toBe('up');
    expect(await texts()).toEqual([]);
  });
  test('of one failure before a sleep and one after it', async () => {
    const { timing, world, texts, state } = await opened([monitorOf('web', { retries: 1, retrySeconds: 60 })]);
    world.down.add('web');
    while (state('web') !== 'retrying') await timing.pass(1_000);
    timing.sleep(8 * 60 * minute);
    await timing.pass(30_000);
    while (state('web') !== 'retrying') await timing.pass(1_000);
    world.down.clear();
    await timing.pass(2 * minute);
    expect(state('web')).toBe('up');
    expect(await texts()).toEqual([]);
  });
  test('while this computer has no network: nobody can tell then', async () => {
    let works = true;
    const far = monitorOf('web', { check: { kind: 'tcp', host: '192.0.2.1', port: 80 } });
    const { timing, world, texts, state } = await opened([far], { ownNetwork: { sawAnswer: () => undefined, works: async () => works } });
    works = false;
    world.down.add('web');
    await timing.pass(5 * minute);
    expect(state('web')).toBe('unknown');
    works = true;
    world.down.clear();
    await timing.pass(5 * minute);
    expect(await texts()).toEqual([]);
  });
  test('in a maintenance window', async () => {
    const timing = simulatedTiming();
    const window = { rule: 'once' as const, from: timing.now() + 3 * minute, to: timing.now() + 30 * minute };
    const { world, texts, state, ...rest } = await opened([monitorOf('web', { maintenance: [window] })]);
    await rest.timing.pass(2 * minute);
    world.down.add('web');
    await rest.timing.pass(20 * minute);
    expect(state('web')).toBe('maintenance');
    expect(await texts()).toEqual([]);
    await rest.timing.pass(10 * minute);
    expect(await texts()).toEqual(['■ 故障 #1 web']);
  });
  test('in a maintenance window that begins while it is down: nobody is reminded then', async () => {
    const { timing, world, room, texts } = await opened([monitorOf('web')], {}, { ...everything, repeatMinutes: 10 });
    world.down.add('web');
    await timing.pass(2 * minute);
    const from = timing.now();
    await room.edit(['web'], (monitor) => ({ ...monitor, maintenance: [{ rule: 'once', from, to: from + 30 * minute }] }));
    await timing.pass(25 * minute);
    expect(await texts()).toHaveLength(1);
    await timing.pass(10 * minute);
    expect((await texts()).slice(1)).toEqual(['■ 仍未恢复 #1 web']);
  });
  test('after a restart: what was down still is, and what was told is not told again', async () => {
    const { timing, world, room, store, texts } = await opened([monitorOf('web'), monitorOf('db')]);
    world.down.add('web');
    await timing.pass(3 * minute);
    await room.close();
    const again = await openTestRoom(timing, world, { store });
    expect(again.room.list().map(({ id, state }) => `${id} ${state}`)).toEqual(['web down', 'db pending']);
    await timing.pass(3 * minute);
    expect(await texts()).toEqual(['■ 故障 #1 web']);
    world.down.clear();
    await timing.pass(2 * minute);
    expect(await texts()).toEqual(['■ 故障 #1 web', '● 已恢复 #1 web']);
  });
});
