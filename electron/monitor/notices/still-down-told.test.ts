import { describe, expect, test } from 'vitest';
import { makeCheck } from '../checks/make-check.ts';
import { everything, minute, monitorOf, opened, openTestRoom, rules, zhang } from '../test-monitors.ts';

test('What flaps and is up just now is not told to be still down', async () => {
  const { timing, world, texts } = await opened([monitorOf('web')], {}, { ...everything, repeatMinutes: 5 });
  for (let time = 0; time < 5; time++) {
    world.down.add('web');
    await timing.pass(minute);
    world.down.clear();
    await timing.pass(minute);
  }
  await timing.pass(7 * minute);
  expect((await texts()).filter((text) => text?.startsWith('■ 仍未恢复'))).toEqual([]);
  expect((await texts()).filter((text) => text?.startsWith('◆ 反复波动')).length).toBeGreaterThan(1);
});

describe('Whether it is still down is asked before it is said', () => {
  const rule = { ...everything, repeatMinutes: 60, escalations: [{ afterMinutes: 30, to: { roles: ['admin'] } }] };
  const slow = monitorOf('web', { intervalSeconds: 300 });
  /** Operators, and an admin to whom it escalates. */
  const given = { operators: () => [zhang, { ...zhang, person: 'wang', role: 'admin' }] };
  async function told(monitor = slow) {
    const made = await opened([monitor], given, rule);
    made.world.down.add('web');
    await made.timing.pass(5 * minute + 2_000);
    expect(await made.texts()).toEqual(['■ 故障 #1 web']);
    return made;
  }
  type Told = Awaited<ReturnType<typeof told>>;
  const ways: [string, (made: Told) => Promise<unknown>][] = [
    ['a sleep', async ({ timing }) => timing.sleep(10 * 60 * minute)],
    ['a sleep in which no clock stood still', async ({ timing }) => timing.oversleep(10 * 60 * minute)],
    [
      'a restart',
      async ({ timing, world, room, store }) => {
        await room.close();
        timing.restart();
        timing.setClock(10 * 60 * minute);
        await openTestRoom(timing, world, { store, ...given });
      },
    ],
    [
      'a maintenance window',
      async ({ timing, room }) => {
        const from = timing.now();
        await room.edit(['web'], (monitor) => ({ ...monitor, maintenance: [{ rule: 'once', from, to: from + 90 * minute }] }));
        await timing.pass(90 * minute - 1);
      },
    ],
    ['a clock set forward', async ({ timing }) => timing.setClock(61 * minute)],
  ];
  test.each(ways)('after %s: nothing is repeated of what is up by then', async (_how, jump) => {
    const made = await told();
    const before = made.world.asked.get('web')?.length;
    await jump(made);
    made.world.down.clear();
    while (made.world.asked.get('web')?.length === before) await made.timing.pass(1_000);
    await made.timing.pass(30 * minute);
    expect((await made.texts()).slice(1)).toEqual(['● 已恢复 #1 web']);
  });
  test.each(ways)('after %s: what is still down is repeated and escalated once, within the minute', async (_how, jump) => {
    const made = await told();
    await jump(made);
    await made.timing.pass(minute);
    expect((await made.texts()).slice(1).toSorted()).toEqual(['■ 仍未恢复 #1 web', '■ 升级：无人认领 #1 web']);
    await made.timing.pass(20 * minute);
    expect(await made.texts()).toHaveLength(3);
  });
  test('of what is asked once a day, too', async () => {
    const made = await told();
    await made.room.edit(['web'], (monitor) => ({ ...monitor, intervalSeconds: 86_400 }));
    made.timing.sleep(3 * 60 * minute);
    await made.timing.pass(minute);
    expect((await made.texts()).slice(1).toSorted()).toEqual(['■ 仍未恢复 #1 web', '■ 升级：无人认领 #1 web']);
  });
  test('and a reminder that waited when the computer fell asleep is not told either', async () => {
    const { timing, world, store, texts } = await told();
    const isWaiting = async () => (await store.do('notices.due')).some(({ kind }) => kind === 'reminder');
    while (!(await isWaiting())) await timing.pass(100);
    world.down.clear();
    timing.sleep(10 * 60 * minute);
    await timing.pass(10 * minute);
    expect((await texts()).filter((text) => text?.startsWith('■ 仍未恢复'))).toEqual([]);
    expect((await texts()).at(-1)).toBe('● 已恢复 #1 web');
  });
  test('of a job that reports by itself nobody can ask: it has an hour to report, then it counts as before', async () => {
    const push = { kind: 'push' as const, token: 'token-token-token-token', graceSeconds: 60 };
    const { timing, texts } = await opened([monitorOf('job', { intervalSeconds: 3_600, check: push })], { ...given, makeCheck }, rule);
    await timing.pass(62 * minute);
    expect(await texts()).toEqual(['■ 故障 #1 job']);
    timing.sleep(10 * 60 * minute);
    await timing.pass(59 * minute);
    expect(await texts()).toHaveLength(1);
    await timing.pass(2 * minute);
    expect(await texts()).toHaveLength(3);
  });
});

test('While our own network is down nobody is told that a server still is', async () => {
  const rule = { ...everything, repeatMinutes: 10 };
  let isOnline = true;
  const ownNetwork = { works: async () => isOnline, sawAnswer: () => undefined };
  const { timing, world, texts } = await opened(
    [monitorOf('web', { check: { kind: 'tcp', host: '192.0.2.1', port: 80 } })],
    { ownNetwork },
    rule,
  );
  world.down.add('web');
  await timing.pass(2 * minute);
  expect(await texts()).toEqual(['■ 故障 #1 web']);
  isOnline = false;
  await timing.pass(300 * minute);
  expect(await texts()).toEqual(['■ 故障 #1 web']);
  isOnline = true;
  await timing.pass(3 * minute);
  expect(await texts()).toEqual(['■ 故障 #1 web', '■ 仍未恢复 #1 web']);
});

test('What is asked once a day is asked again before it is told to be still down', async () => {
  const { timing, world, texts } = await opened([monitorOf('db', { intervalSeconds: 86_400 })], {}, { ...everything, repeatMinutes: 60 });
  world.down.add('db');
  while ((await texts()).length === 0) await timing.pass(minute);
  await timing.pass(5 * minute);
  world.down.clear();
  await timing.pass(62 * minute);
  expect(await texts()).toEqual(['■ 故障 #1 db', '● 已恢复 #1 db']);
});

describe('A reminder comes when its time has passed since the last', () => {
  /** How many in each hour. */
  async function perHour(hours: number, { timing, texts }: Awaited<ReturnType<typeof opened>>): Promise<number[]> {
    const counts: number[] = [];
    for (let hour = 0; hour < hours; hour++) {
      const before = (await texts()).length;
      await timing.pass(60 * minute);
      counts.push((await texts()).length - before);
    }
    return counts;
  }
  test('though the rule repeats less often from now on', async () => {
    const made = await opened([monitorOf('web')], {}, { ...everything, repeatMinutes: 5 });
    made.world.down.add('web');
    await made.timing.pass(62 * minute);
    expect((await made.texts()).length).toBeGreaterThan(11);
    await made.room.notices.setRules(rules({ ...everything, repeatMinutes: 60 }));
    expect(await perHour(5, made)).toEqual([1, 1, 1, 1, 1]);
  });
  test('though another rule has repeated it more often by day', async () => {
    const day = {
      ...everything,
      id: 'day',
      repeatMinutes: 5,
      hours: { days: [0, 1, 2, 3, 4, 5, 6], from: '09:00', to: '18:00', zone: 'UTC' },
    };
    const made = await opened([monitorOf('web')], {}, day);
    await made.room.notices.setRules(rules(day, { ...everything, repeatMinutes: 60 }));
    await made.timing.pass(8 * 60 * minute);
    made.world.down.add('web');
    const [first = 0, second = 0, ...night] = await perHour(8, made);
    expect([first > 9, second > 8]).toEqual([true, true]);
    expect(night).toEqual([1, 1, 1, 1, 1, 1]);
  });
});
