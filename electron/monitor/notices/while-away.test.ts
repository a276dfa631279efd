import { describe, expect, test } from 'vitest';
import { failure } from '../../../shared/failures.ts';
import { err, ok } from '../../../shared/result.ts';
import type { TemplateCard } from '../../../shared/template-card.ts';
import { createOutbox } from '../../outbox/outbox.ts';
import { simulatedTiming } from '../../simulated-timing.ts';
import { everything, memoryStore, minute, monitorOf, openTestRoom, rules, worldOf, zhang } from '../test-monitors.ts';

const hour = 60 * minute;
const often = { ...everything, repeatMinutes: 5 };

/** Servers, the people who are told of them, and a platform that is away when a test says so. */
async function opened(rule: object = often, ids = ['web']) {
  const timing = simulatedTiming();
  const world = worldOf(timing);
  const store = memoryStore();
  const platform = { isAway: false, triesMs: 0, losesAnswers: false, taken: [] as string[] };
  const bugs: unknown[] = [];
  const onBug = (error: unknown) => void bugs.push(error);
  const send = async (to: string, text: string) => {
    if (platform.triesMs > 0) await new Promise<void>((resolve) => void timing.after(platform.triesMs, resolve));
    if (platform.isAway) return err(failure('platform/unreachable', { address: 'x', reason: 'ECONNREFUSED' }));
    platform.taken.push(`${to}: ${text}`);
    return platform.losesAnswers ? err(failure('platform/unsure', { address: 'x', reason: 'ECONNRESET' })) : ok({});
  };
  const client = {
    swallowsRepeatsMs: 0,
    sendText: (to: string, text: string) => send(to, text.split('\n')[0] ?? ''),
    sendPicture: () => Promise.reject(new Error('no pictures')),
    sendCard: (to: string, { source, main_title }: TemplateCard) => send(to, `${source?.desc?.replace('微管 · ', '')} ${main_title.title}`),
    updateCard: async () => ok(null),
  };
  const boss = { ...zhang, person: 'boss', role: 'admin' };
  const open = async () => {
    const outbox = createOutbox({ ...{ store, timing, client: async () => ok(client as never), onChanged: () => undefined }, onBug });
    const given = { store, onQueued: outbox.nudge, holdBack: outbox.holdBack, operators: () => [zhang, boss], onBug };
    const { room } = await openTestRoom(timing, world, given);
    outbox.nudge();
    return { outbox, room };
  };
  let { room, outbox } = await open();
  await room.notices.setRules(rules(rule));
  await room.addAll(ids.map((id) => monitorOf(id)));
  await timing.pass(2 * minute);
  return {
    ...{ timing, world, store, platform, bugs },
    get room() {
      return room;
    },
    async restart() {
      await room.close();
      await outbox.close();
      timing.restart();
      ({ room, outbox } = await open());
    },
  };
}

describe('While WeChat is out of reach for hours', () => {
  test('no reminder is added to one that waits, and of what is over by then the phone hears the end only', async () => {
    const { timing, world, platform, bugs } = await opened();
    platform.isAway = true;
    world.down.add('web');
    await timing.pass(4 * hour);
    world.down.clear();
    await timing.pass(5 * minute);
    platform.isAway = false;
    await timing.pass(hour);
    expect(platform.taken).toEqual(['zhang: ● 已恢复 #1 web']);
    expect(bugs).toEqual([]);
  });
  test('what is still down is told, and then that it still is', async () => {
    const { timing, world, platform } = await opened();
    platform.isAway = true;
    world.down.add('web');
    await timing.pass(4 * hour);
    platform.isAway = false;
    while (platform.taken.length === 0) await timing.pass(minute);
    await timing.pass(minute);
    expect(platform.taken).toEqual(['zhang: 故障 #1 web', 'zhang: 仍未恢复 #1 web']);
    await timing.pass(10 * minute);
    expect(platform.taken).toHaveLength(4);
  });
  test('of what was told before the reminder that waits is taken back at the end', async () => {
    const { timing, world, platform } = await opened();
    world.down.add('web');
    await timing.pass(2 * minute);
    platform.isAway = true;
    await timing.pass(4 * hour);
    world.down.clear();
    await timing.pass(5 * minute);
    platform.isAway = false;
    await timing.pass(hour);
    expect(platform.taken).toEqual(['zhang: 故障 #1 web', 'zhang: ● 已恢复 #1 web']);
  });
  test('an escalation goes to whoever has nothing waiting, and to nobody twice', async () => {
    const escalations = [{ afterMinutes: 10, to: { roles: ['operator', 'admin'] } }];
    const { timing, world, store, platform } = await opened({ ...often, escalations });
    platform.isAway = true;
    world.down.add('web');
    await timing.pass(hour);
    expect(store.texts().map((text) => text.split('\n')[0])).toEqual(['■ 故障 #1 web', '■ 升级：无人认领 #1 web']);
    world.down.clear();
    await timing.pass(5 * minute);
    platform.isAway = false;
    await timing.pass(hour);
    expect(platform.taken.toSorted()).toEqual(['boss: ● 已恢复 #1 web', 'zhang: ● 已恢复 #1 web']);
  });
  test('what is just being tried when it ends is taken back once that has failed', async () => {
    const { timing, world, platform, room } = await opened(everything);
    Object.assign(platform, { isAway: true, triesMs: 4 * minute });
    world.down.add('web');
    await timing.pass(30 * minute);
    world.down.clear();
    room.check(['web']);
    await timing.pass(20 * minute);
    Object.assign(platform, { isAway: false, triesMs: 0 });
    await timing.pass(hour);
    expect(platform.taken).toEqual(['zhang: ● 已恢复 #1 web']);
  });
  test('one whose end waits in a message with what is over as well by then is told as up all the same', async () => {
    const { timing, world, platform, room } = await opened(everything, ['a', 'b']);
    world.down.add('a');
    await timing.pass(2 * minute);
    platform.isAway = true;
    world.down.delete('a');
    world.down.add('b');
    room.check(['a', 'b']);
    await timing.pass(10 * minute);
    world.down.clear();
    await timing.pass(5 * minute);
    platform.isAway = false;
    await timing.pass(hour);
    expect(platform.taken[0]).toBe('zhang: 故障 #1 a');
    expect(platform.taken.slice(1).join()).toContain('2 项');
    expect(platform.taken).toHaveLength(2);
  });
  test('of two in one message that end one after the other, who wants no recoveries hears of both once', async () => {
    const { timing, world, platform, room, store } = await opened({ ...everything, recoveries: false }, ['a', 'b']);
    platform.isAway = true;
    for (const id of ['a', 'b']) world.down.add(id);
    room.check(['a', 'b']);
    await timing.pass(minute);
    world.down.delete('a');
    await timing.pass(10 * minute);
    world.down.clear();
    await timing.pass(5 * minute);
    platform.isAway = false;
    await timing.pass(hour);
    expect(platform.taken).toHaveLength(1);
    expect(store.texts().at(-1)).toMatch(/#1 a[\s\S]*#2 b/);
  });
  test('who wants no recoveries hears once that it was down', async () => {
    const { timing, world, platform, restart } = await opened({ ...often, recoveries: false });
    platform.isAway = true;
    world.down.add('web');
    await timing.pass(2 * hour);
    world.down.clear();
    await timing.pass(5 * minute);
    await restart();
    await timing.pass(minute);
    platform.isAway = false;
    await timing.pass(hour);
    expect(platform.taken).toEqual(['zhang: ● 已恢复 #1 web']);
  });
  test.each(['before the end', 'after the end'])('a restart %s changes nothing of that', async (when) => {
    const { timing, world, platform, restart } = await opened();
    platform.isAway = true;
    world.down.add('web');
    await timing.pass(2 * hour);
    if (when === 'before the end') await restart();
    await timing.pass(2 * hour);
    world.down.clear();
    await timing.pass(2 * minute);
    if (when === 'after the end') await restart();
    await timing.pass(5 * minute);
    platform.isAway = false;
    await timing.pass(hour);
    expect(platform.taken).toEqual(['zhang: ● 已恢复 #1 web']);
  });
  test('a message that tells of several is taken back when all of them are over', async () => {
    const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
    const { timing, world, platform } = await opened(often, ids);
    platform.isAway = true;
    for (const id of ids) world.down.add(id);
    await timing.pass(hour);
    world.down.delete('a');
    await timing.pass(5 * minute);
    world.down.clear();
    await timing.pass(5 * minute);
    platform.isAway = false;
    await timing.pass(hour);
    expect(platform.taken).toEqual(['zhang: ● 已恢复 #1 a', 'zhang: ● 5 项已恢复']);
  });
  test('what nobody looks after any more is told to nobody who heard nothing of it', async () => {
    const { timing, world, platform, room } = await opened();
    platform.isAway = true;
    world.down.add('web');
    await timing.pass(hour);
    await room.remove(['web']);
    await timing.pass(5 * minute);
    platform.isAway = false;
    await timing.pass(hour);
    expect(platform.taken).toEqual([]);
  });
  test('what is taken back stands in the log, with the reason', async () => {
    const { timing, world, platform, store } = await opened();
    platform.isAway = true;
    world.down.add('web');
    await timing.pass(hour);
    world.down.clear();
    await timing.pass(5 * minute);
    const rows = await store.do('messages.byIds', { ids: ['1', '2'] });
    expect(rows.toSorted((one, other) => Number(one.id) - Number(other.id))).toMatchObject([
      { state: 'aside', failure: { code: 'notices/over' } },
      { state: 'queued' },
    ]);
  });
});

test('What may have arrived is not taken back', async () => {
  const { timing, world, platform } = await opened(everything);
  platform.losesAnswers = true;
  world.down.add('web');
  while (platform.taken.length === 0) await timing.pass(100);
  Object.assign(platform, { losesAnswers: false, isAway: true });
  await timing.pass(hour);
  world.down.clear();
  await timing.pass(5 * minute);
  platform.isAway = false;
  await timing.pass(hour);
  expect(platform.taken).toEqual(['zhang: 故障 #1 web', 'zhang: 故障 #1 web', 'zhang: ● 已恢复 #1 web']);
});
