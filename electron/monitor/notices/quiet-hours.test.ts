import { describe, expect, test } from 'vitest';
import { simulatedTiming } from '../../simulated-timing.ts';
import { everything, minute, monitorOf, openTestRoom, rules, worldOf, zhang } from '../test-monitors.ts';

describe('What waits for the end of quiet hours', () => {
  const zone = 'Asia/Shanghai';
  const quiet = { days: [0, 1, 2, 3, 4, 5, 6], from: '22:00', to: '23:30', zone };
  const quietRule = { ...everything, quiet };
  const toZhang = { id: 'zhang', name: 'zhang', to: { people: [{ account: 'ops', person: 'zhang' }] } };
  /** `db` has gone down at 22:57, and nobody was told. */
  async function atNight(given: Parameters<typeof openTestRoom>[2] = {}, rule: object = quietRule) {
    const timing = simulatedTiming(Date.parse('2026-01-06T22:55+08:00'));
    const world = worldOf(timing);
    const made = await openTestRoom(timing, world, given);
    await made.room.notices.setRules(rules(rule));
    await made.room.addAll([monitorOf('db', { severity: 'warning' })]);
    await timing.pass(2 * minute);
    world.down.add('db');
    await timing.pass(3 * minute);
    expect(made.store.texts()).toEqual([]);
    const texts = () => made.store.texts().map((text) => text.split('\n')[0]);
    const states = async () => (await made.store.do('incidents.get', { number: 1 }))?.notices.map(({ kind, state }) => `${kind} ${state}`);
    return { timing, world, ...made, texts, states, untilEnd: () => timing.pass(40 * minute) };
  }

  test('is told then', async () => {
    const { untilEnd, texts } = await atNight();
    await untilEnd();
    expect(texts()).toEqual(['■ 故障 #1 db']);
  });
  test('is told at once where a rule that wants so comes later', async () => {
    const { timing, room, untilEnd, texts } = await atNight();
    await room.notices.setRules(rules(quietRule, toZhang));
    await timing.pass(minute);
    expect(texts()).toEqual(['■ 故障 #1 db']);
    await untilEnd();
    expect(texts()).toHaveLength(1);
  });
  test('is not told where it is muted meanwhile, but when that is over', async () => {
    const { timing, room, untilEnd, texts, states } = await atNight();
    await room.mute(['db'], timing.now() + 60 * minute);
    await untilEnd();
    expect(texts()).toEqual([]);
    expect(await states()).toEqual(['down dropped']);
    await timing.pass(30 * minute);
    expect(texts()).toEqual(['■ 故障 #1 db']);
  });
  test.each(['the rule is deleted', 'the rule is switched off', 'the person has left'])('is told to nobody where %s', async (how) => {
    let operators = [zhang];
    const { timing, world, room, untilEnd, texts, states } = await atNight({ operators: () => operators });
    if (how === 'the rule is deleted') await room.notices.setRules([]);
    else if (how === 'the rule is switched off') await room.notices.setRules(rules({ ...quietRule, on: false }));
    else operators = [];
    await untilEnd();
    world.down.clear();
    await timing.pass(2 * minute);
    expect(texts()).toEqual([]);
    expect(await states()).toEqual(['down dropped']);
  });
  test('and is over by then is told as that, once', async () => {
    const { timing, world, untilEnd, texts, states } = await atNight();
    world.down.clear();
    await timing.pass(2 * minute);
    expect(texts()).toEqual([]);
    await untilEnd();
    expect(texts()).toEqual(['● 已恢复 #1 db']);
    expect(await states()).toEqual(['down dropped', 'recovered queued']);
  });
  test.each(['', ', over a restart, too'])('and is over by then is told as that to those who want no recoveries%s', async (how) => {
    const { timing, world, room, store, untilEnd, texts, states } = await atNight({}, { ...quietRule, recoveries: false });
    world.down.clear();
    await timing.pass(2 * minute);
    let last = room;
    if (how !== '') {
      await room.close();
      last = (await openTestRoom(timing, world, { store })).room;
    }
    await untilEnd();
    expect(texts()).toEqual(['● 已恢复 #1 db']);
    expect(await states()).toEqual(['down queued']);
    await last.close();
  });
  test.each([true, false])('and is over and muted by then is not told (recoveries: %s)', async (recoveries) => {
    const { timing, world, room, untilEnd, texts } = await atNight({}, { ...quietRule, recoveries });
    world.down.clear();
    await timing.pass(2 * minute);
    await room.mute(['db'], timing.now() + 60 * minute);
    await untilEnd();
    expect(texts()).toEqual([]);
  });
  test('outlasts a restart', async () => {
    const { timing, world, room, store, untilEnd, texts } = await atNight();
    await room.close();
    const again = await openTestRoom(timing, world, { store });
    await untilEnd();
    expect(texts()).toEqual(['■ 故障 #1 db']);
    await again.room.close();
  });
});

test('A recovery before working hours that begin in quiet ones waits for the end of those', async () => {
  const everyDay = [0, 1, 2, 3, 4, 5, 6];
  const timing = simulatedTiming(Date.parse('2026-01-06T17:55Z'));
  const hours = { days: everyDay, from: '07:00', to: '18:00', zone: 'UTC' };
  const quiet = { days: everyDay, from: '22:00', to: '08:00', zone: 'UTC', except: 'nothing' };
  const world = worldOf(timing);
  const { room, store } = await openTestRoom(timing, world);
  await room.notices.setRules(rules({ ...everything, hours, quiet }));
  await room.addAll([monitorOf('web')]);
  world.down.add('web');
  await timing.pass(4 * minute);
  expect(store.texts()).toHaveLength(1);
  await timing.pass(6 * 60 * minute);
  world.down.clear();
  await timing.pass(8 * 60 * minute - 5 * minute);
  expect(store.texts()).toHaveLength(1);
  await timing.pass(15 * minute);
  expect(store.texts()).toHaveLength(2);
});
