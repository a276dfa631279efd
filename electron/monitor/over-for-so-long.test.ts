import { describe, expect, test } from 'vitest';
import { failure } from '../../shared/failures.ts';
import type { Monitor } from '../../shared/monitor/monitor.ts';
import { Target } from '../../shared/target.ts';
import { must } from '../../shared/test-result.ts';
import { simulatedTiming } from '../simulated-timing.ts';
import { down } from './check.ts';
import { makeCheck } from './checks/make-check.ts';
import { everything, idleTools, memoryStore, minute, monitorOf, openTestRoom, rules, worldOf } from './test-monitors.ts';

const spec = { kind: 'metrics', metric: 'cpu', over: 90, forSeconds: 600 } as const;

/** This computer, whose processor is not to be above 90 % for ten minutes. */
async function opened(given: Partial<Monitor> = {}) {
  const timing = simulatedTiming();
  const cpu = { percent: 10, isAway: false };
  const rest = { system: 'x', uptimeSeconds: 1, cores: 1, memory: { used: 1, total: 2 }, disks: [], processes: [] };
  const localMachine = { hostName: 'h', read: async () => ({ ...rest, host: 'h', cpuPercent: cpu.percent }) };
  const tools = { ...idleTools(timing), target: () => Target.parse({ id: 'local', name: 'here' }), localMachine };
  const store = memoryStore();
  const make: typeof makeCheck = (monitor, given) => {
    const check = makeCheck(monitor, given);
    return { ...check, run: async (signal, asked) => (cpu.isAway ? down(failure('monitor/refused')) : check.run(signal, asked)) };
  };
  const open = () => openTestRoom(timing, worldOf(timing), { store, tools, makeCheck: make });
  let { room } = await open();
  await room.notices.setRules(rules(everything));
  must(await room.addAll([monitorOf('cpu', { check: spec, target: 'local', ...given })]));
  await timing.pass(2 * minute);
  return {
    ...{ timing, cpu },
    async restart() {
      await room.close();
      timing.sleep(5_000);
      timing.restart();
      room = (await open()).room;
    },
    edit: (change: Partial<Monitor>) => room.edit(['cpu'], (monitor) => ({ ...monitor, ...change })),
    state: () => room.list()[0]?.state,
    shown: () => room.list()[0],
    told: () => store.texts().map((text) => text.split('\n')[0]),
  };
}

const meanwhile = {
  'a restart': ({ restart }) => restart(),
  'a sleep': async ({ timing }) => timing.sleep(60 * minute),
  'another interval': ({ edit }) => edit({ intervalSeconds: 30 }),
  'a maintenance window': async ({ timing, edit }) => {
    const from = timing.now();
    await edit({ maintenance: [{ rule: 'once', from, to: from + 10 * minute }] });
    await timing.pass(10 * minute);
  },
} satisfies Record<string, (world: Awaited<ReturnType<typeof opened>>) => Promise<unknown>>;

describe.each(Object.entries(meanwhile))('What is above its limit all the time, with %s in between', (_name, happen) => {
  test('is told as down once, and has not recovered', async () => {
    const world = await opened();
    world.cpu.percent = 99;
    await world.timing.pass(15 * minute);
    expect(world.told()).toEqual(['■ 故障 #1 cpu']);
    await happen(world);
    for (let passed = 0; passed < 20; passed++) {
      await world.timing.pass(minute);
      expect(['down', 'unknown', 'maintenance']).toContain(world.state());
    }
    expect(world.state()).toBe('down');
    expect(world.told()).toEqual(['■ 故障 #1 cpu']);
  });
  test('counts as up at no time before it is down', async () => {
    const world = await opened();
    world.cpu.percent = 99;
    await world.timing.pass(5 * minute);
    expect(world.state()).toBe('up');
    await happen(world);
    await world.timing.pass(2 * minute);
    expect(world.state()).toBe('unknown');
    expect(world.shown()).toMatchObject({
      last: { reason: { code: 'monitor/over-since', params: { value: '99%', limit: '90%', seconds: '600' } } },
    });
    await world.timing.pass(13 * minute);
    expect(world.told()).toEqual(['■ 故障 #1 cpu']);
  });
  test('is told as recovered when it is below', async () => {
    const world = await opened();
    world.cpu.percent = 99;
    await world.timing.pass(15 * minute);
    await happen(world);
    world.cpu.percent = 10;
    await world.timing.pass(3 * minute);
    expect(world.state()).toBe('up');
    expect(world.told()).toEqual(['■ 故障 #1 cpu', '● 已恢复 #1 cpu']);
    world.cpu.percent = 99;
    await world.timing.pass(5 * minute);
    expect(world.state()).toBe('up');
  });
});

test('What is to be above its limit is up as long as it is, and no restart or sleep tells that it fell', async () => {
  const world = await opened({ upsideDown: true });
  expect(world.state()).toBe('down');
  world.cpu.percent = 99;
  await world.timing.pass(15 * minute);
  const told = ['■ 故障 #1 cpu', '● 已恢复 #1 cpu'];
  expect(world.told()).toEqual(told);
  world.timing.sleep(60 * minute);
  await world.timing.pass(5 * minute);
  expect(world.state()).toBe('up');
  await world.restart();
  await world.timing.pass(20 * minute);
  expect(world.state()).toBe('up');
  expect(world.told()).toEqual(told);
});

test('What is above its limit without a break for so long is down after that time, and not before', async () => {
  const world = await opened();
  world.cpu.percent = 99;
  await world.timing.pass(9 * minute);
  expect(world.state()).toBe('up');
  world.cpu.percent = 50;
  await world.timing.pass(minute);
  world.cpu.percent = 99;
  await world.timing.pass(9 * minute);
  expect(world.state()).toBe('up');
  await world.timing.pass(2 * minute);
  expect(world.state()).toBe('down');
});

test('What was out of reach is up when it answers, though it is above its limit for a moment then', async () => {
  const world = await opened();
  world.cpu.isAway = true;
  await world.timing.pass(3 * minute);
  expect(world.state()).toBe('down');
  Object.assign(world.cpu, { isAway: false, percent: 95 });
  await world.timing.pass(2 * minute);
  expect(world.state()).toBe('up');
  expect(world.told()).toEqual(['■ 故障 #1 cpu', '● 已恢复 #1 cpu']);
  await world.timing.pass(15 * minute);
  expect(world.told()).toHaveLength(3);
});
