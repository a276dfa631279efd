import { describe, expect, test } from 'vitest';
import { everything, incidentsOf, minute, monitorOf, opened, openTestRoom, zhang } from './test-monitors.ts';

describe('A server that goes down', () => {
  test('is told within its interval and 2 s, with the reason, and that it is up again', async () => {
    const { timing, world, room, store, texts, bugs } = await opened();
    world.down.add('web');
    await timing.pass(minute + 2_000);
    expect(store.texts()).toEqual([expect.stringMatching(/^■ 故障 #1 web\n原因：连接被拒绝\n已持续 .*\n回复“认领 1”表示由你处理$/)]);
    world.down.clear();
    await timing.pass(minute + 2_000);
    expect(await texts()).toEqual(['■ 故障 #1 web', '● 已恢复 #1 web']);
    expect(await incidentsOf(room, timing)).toEqual([]);
    const found = await store.do('incidents.get', { number: 1 });
    expect(found?.events.map(({ kind }) => kind)).toEqual(['failed', 'opened', 'recovered']);
    expect(found?.notices.map(({ kind, state }) => `${kind} ${state}`)).toEqual(['down queued', 'recovered queued']);
    expect(bugs).toEqual([]);
  });
  test('for less than its retries is told to nobody', async () => {
    const { timing, world, texts, state } = await opened([monitorOf('web', { retries: 2, retrySeconds: 20 })]);
    world.down.add('web');
    await timing.pass(15_000);
    expect(state('web')).toBe('retrying');
    world.down.clear();
    await timing.pass(10 * minute);
    expect(state('web')).toBe('up');
    expect(await texts()).toEqual([]);
  });
  test('with retries is down after interval and retries', async () => {
    const { timing, world, texts } = await opened([monitorOf('web', { retries: 2, retrySeconds: 20 })]);
    world.down.add('web');
    await timing.pass(minute + 40_000 + 2_000);
    expect(await texts()).toHaveLength(1);
  });
  test('and is acknowledged is repeated no more', async () => {
    const { timing, world, room, texts } = await opened([monitorOf('web')], {}, { ...everything, repeatMinutes: 10 });
    world.down.add('web');
    await timing.pass(22 * minute);
    expect(await texts()).toEqual(['■ 故障 #1 web', '■ 仍未恢复 #1 web', '■ 仍未恢复 #1 web']);
    expect(await room.alarms.acknowledge(1, { origin: 'console' })).toMatchObject({
      ok: true,
      value: { acknowledged: { by: { origin: 'console' } } },
    });
    await timing.pass(60 * minute);
    expect(await texts()).toHaveLength(3);
    expect(await room.alarms.acknowledge(7, { origin: 'console' })).toMatchObject({ ok: false, error: { code: 'incidents/unknown' } });
  });
  test('and is muted is told to nobody until then', async () => {
    const { timing, world, room, texts } = await opened();
    await room.mute(['web'], timing.now() + 30 * minute);
    world.down.add('web');
    await timing.pass(29 * minute);
    expect(await texts()).toEqual([]);
    await timing.pass(2 * minute);
    expect(await texts()).toEqual(['■ 故障 #1 web']);
  });
});

test('A storm of 200 servers is one notice a person, which names them in order', async () => {
  const monitors = Array.from({ length: 200 }, (_, index) => monitorOf(`s${index}`, { retries: 1 }));
  const li = { ...zhang, person: 'li', name: '李四' };
  const { timing, world, room, store, bugs } = await opened(monitors, { operators: () => [zhang, li] });
  for (const { id } of monitors) world.down.add(id);
  await timing.pass(2 * minute);
  const texts = store.texts();
  expect(texts).toHaveLength(2);
  expect(texts[0]).toMatch(/^■ 200 项故障\n连接被拒绝（200 项）：s\d+、/);
  const named = [...(texts[0] ?? '').matchAll(/s\d+/g)].map(([name]) => name);
  const all = (await incidentsOf(room, timing)).map(({ name }) => name);
  expect(all).toHaveLength(200);
  expect(named).toEqual(all.slice(0, named.length));
  expect(named.length).toBeGreaterThan(150);
  world.down.clear();
  await timing.pass(3 * minute);
  expect(
    store
      .texts()
      .slice(2)
      .map((text) => text.split('\n')[0]),
  ).toEqual(['● 200 项已恢复', '● 200 项已恢复']);
  expect(bugs).toEqual([]);
});

test.each([2, 3, 5, 10, 20, 80])('%i servers that fail at once are told of together, however far apart their turns lie', async (count) => {
  const monitors = Array.from({ length: count }, (_, index) => monitorOf(`s${index}`));
  const { timing, world, texts } = await opened(monitors);
  for (let time = 1; time <= 10; time++) {
    for (const { id } of monitors) world.down.add(id);
    await timing.pass(2 * minute);
    expect(await texts()).toHaveLength(2 * time - 1);
    expect((await texts()).at(-1)).toMatch(new RegExp(`^■ ${count} 项故障`));
    world.down.clear();
    await timing.pass(10 * minute + 7_000);
    expect(await texts()).toHaveLength(2 * time);
    expect((await texts()).at(-1)).toMatch(new RegExp(`^● ${count} 项已恢复`));
  }
});

test('A server that goes up and down all the time is told of as that, once, and again when it is steady', async () => {
  const { timing, world, texts } = await opened();
  for (let time = 0; time < 12; time++) {
    world.down.add('web');
    await timing.pass(minute);
    world.down.clear();
    await timing.pass(minute);
  }
  const before = await texts();
  expect(before.filter((text) => text?.startsWith('◆ 反复波动'))).toHaveLength(1);
  expect(before.at(-1)).toMatch(/^◆ 反复波动/);
  await timing.pass(12 * minute);
  expect((await texts()).slice(before.length)).toEqual([expect.stringMatching(/^● 已恢复/)]);
});

describe('What stands behind a switch', () => {
  const network = [monitorOf('switch'), monitorOf('web', { parent: 'switch' }), monitorOf('db', { parent: 'switch' })];
  test('that is dead is not told of, whichever is asked first', async () => {
    const { timing, world, texts, state } = await opened(network);
    for (const { id } of network) world.down.add(id);
    await timing.pass(5 * minute);
    expect(await texts()).toEqual(['■ 故障 #1 switch']);
    expect([state('switch'), state('web'), state('db')]).toEqual(['down', 'unknown', 'unknown']);
  });
  test('is told of where the switch works', async () => {
    const { timing, world, texts } = await opened(network);
    world.down.add('web');
    await timing.pass(minute + 3_000);
    expect(await texts()).toEqual(['■ 故障 #1 web']);
  });
  test('and is still down when the switch is up again is told of then', async () => {
    const { timing, world, texts } = await opened(network);
    for (const { id } of network) world.down.add(id);
    await timing.pass(5 * minute);
    world.down.delete('switch');
    world.down.delete('db');
    await timing.pass(3 * minute);
    expect((await texts()).slice(1).toSorted()).toEqual(['■ 故障 #2 web', '● 已恢复 #1 switch']);
  });
});

test('An incident that could not be written down for long is opened when the disk takes it again', async () => {
  const { timing, world, room, texts } = await opened();
  const { down } = room.incidents;
  let refuses = true;
  room.incidents.down = async (...given) => {
    if (!refuses) return down(...given);
  };
  world.down.add('web');
  await timing.pass(2 * minute);
  expect(await texts()).toEqual([]);
  refuses = false;
  await timing.pass(2 * minute);
  expect(await texts()).toEqual(['■ 故障 #1 web']);
});

test('An incident of a monitor that is gone ends at the next start', async () => {
  const { timing, world, room, store } = await opened();
  world.down.add('web');
  await timing.pass(2 * minute);
  await room.close();
  await store.do('monitors.remove', { ids: ['web'] });
  const again = await openTestRoom(timing, world, { store });
  expect(again.room.incidents.open()).toEqual([]);
  expect((await store.do('incidents.get', { number: 1 }))?.incident.ended).toBe('removed');
});

describe('A check that is upside down', () => {
  test('is down where something answers', async () => {
    const { timing, world, store } = await opened([monitorOf('telnet', { upsideDown: true })]);
    await timing.pass(minute);
    expect(store.texts()[0]).toContain('有应答，而期望没有');
    world.down.add('telnet');
    await timing.pass(2 * minute);
    expect(store.texts()).toHaveLength(2);
  });
});
