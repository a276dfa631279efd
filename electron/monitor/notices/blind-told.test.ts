import { describe, expect, test } from 'vitest';
import { everything, listenedHub, minute, monitorOf, opened, zhang } from '../test-monitors.ts';

/** Monitors that nobody can check any more. */
async function blinded(ids: readonly string[], given: Parameters<typeof opened>[1] = {}, rule?: object) {
  const made = await opened(
    ids.map((id) => monitorOf(id)),
    given,
    rule,
  );
  for (const id of ids) made.world.blind.add(id);
  return made;
}

describe('Whoever is told when a monitor goes down', () => {
  test('hears once, of all together, that nobody can check them any more, and why', async () => {
    const { timing, store } = await blinded(['web', 'db']);
    await timing.pass(9 * minute);
    expect(store.texts()).toEqual([]);
    await timing.pass(60 * minute);
    const [text, ...others] = store.texts();
    expect(text).toMatch(/^▲ 检查不了：web、db\n/);
    expect(text).toContain('恢复检查之前，这里出故障也不会有通知。');
    expect(others).toEqual([]);
  });
  test('hears it again where that happens again', async () => {
    const { timing, world, texts } = await blinded(['web']);
    await timing.pass(15 * minute);
    world.blind.clear();
    await timing.pass(5 * minute);
    world.blind.add('web');
    await timing.pass(15 * minute);
    expect(await texts()).toEqual(['▲ 检查不了：web', '▲ 检查不了：web']);
  });
  test('hears nothing of what is paused or deleted, nor of what is muted before that ends', async () => {
    const { timing, room, texts } = await blinded(['web', 'db', 'mail']);
    await timing.pass(minute);
    await room.mute(['web'], timing.now() + 120 * minute);
    await room.edit(['db'], (monitor) => ({ ...monitor, paused: true }));
    await room.remove(['mail']);
    await timing.pass(60 * minute);
    expect(await texts()).toEqual([]);
    await timing.pass(65 * minute);
    expect(await texts()).toEqual(['▲ 检查不了：web']);
  });
  test('hears it after the quiet hours, if it is so then', async () => {
    const quiet = { days: [0, 1, 2, 3, 4, 5, 6], from: '00:00', to: '23:59', zone: 'Asia/Shanghai', except: 'nothing' };
    const { timing, world, room, texts } = await blinded(['web', 'db'], {}, { ...everything, quiet });
    await timing.pass(20 * minute);
    world.blind.delete('db');
    expect(await texts()).toEqual([]);
    await timing.pass(24 * 60 * minute);
    expect(await texts()).toEqual(['▲ 检查不了：web']);
    expect(room.alarms.blind()).toMatchObject([{ id: 'web' }]);
  });
  test('hears it when they can be told', async () => {
    let can = false;
    const { timing, texts } = await blinded(['web'], { canSendLater: () => can });
    await timing.pass(20 * minute);
    expect(await texts()).toEqual([]);
    can = true;
    await timing.pass(5 * minute);
    expect(await texts()).toEqual(['▲ 检查不了：web']);
  });
});

test('nobody whom no rule means is told, and the console is', async () => {
  const events = listenedHub();
  const { timing, texts } = await blinded(['web'], { events, operators: () => [{ ...zhang, role: 'viewer' }] });
  await timing.pass(15 * minute);
  expect(await texts()).toEqual([]);
  expect(events.told.filter(({ name }) => name === 'monitors.blind')).toMatchObject([{ event: [{ id: 'web', name: 'web' }] }]);
});
