import { describe, expect, test } from 'vitest';
import { Target } from '../../shared/target.ts';
import { must } from '../../shared/test-result.ts';
import { createEventHub } from '../events.ts';
import { simulatedTiming } from '../simulated-timing.ts';
import { everything, idleTools, incidentsOf, minute, monitorOf, opened, openTestRoom, zhang } from './test-monitors.ts';

describe('A monitor', () => {
  test('that was deleted can be brought back with its history for a minute', async () => {
    const { room, store, timing } = await opened();
    const [record] = room.records();
    expect(await room.remove(['web'])).toEqual({ ok: true, value: null });
    expect(room.list()).toEqual([]);
    expect(await room.restore(['web'])).toMatchObject({ ok: true, value: [{ id: 'web' }] });
    expect(room.records()[0]?.seq).toBe(record?.seq);
    await timing.pass(2 * minute);
    expect(await store.do('beats.page', { monitor: record?.seq ?? 0, limit: 100 })).toHaveLength(6);
    await room.remove(['web']);
    await timing.pass(2 * minute);
    expect(await room.restore(['web'])).toMatchObject({ ok: false, error: { code: 'monitors/gone' } });
  });
  test('that is brought back at once is not told to be gone by then', async () => {
    const events = createEventHub();
    const { room } = await opened([monitorOf('web')], { events });
    const told = new Promise((done) => events.listen((_, change) => done(change), 'monitors.changed'));
    await room.remove(['web']);
    await room.restore(['web']);
    expect(await told).toMatchObject({ changed: [{ id: 'web' }], removed: [] });
  });
  test('can be cloned, exported and brought in again under other ids', async () => {
    const { room } = await opened([monitorOf('web'), monitorOf('db', { parent: 'web' })]);
    expect(await room.clone('db')).toMatchObject({ ok: true, value: { id: 'db-2', paused: true, parent: 'web' } });
    const { text } = room.exportFile(['web', 'db']);
    expect(room.readImport(text)).toMatchObject({
      ok: true,
      value: { found: [{ id: 'web-2' }, { id: 'db-3', parent: 'web-2' }], problems: [] },
    });
    expect(room.readImport('{"nothing":1}')).toMatchObject({ ok: false, error: { code: 'monitors/not-a-file' } });
  });
  test('that is paused ends its incident, and is not asked', async () => {
    const { room, timing, world, state, texts } = await opened();
    world.down.add('web');
    await timing.pass(2 * minute);
    await room.edit(['web'], (monitor) => ({ ...monitor, paused: true }));
    const asked = world.asked.get('web')?.length;
    await timing.pass(5 * minute);
    expect([state('web'), world.asked.get('web')?.length, await incidentsOf(room, timing)]).toEqual(['paused', asked, []]);
    expect(await texts()).toEqual(['■ 故障 #1 web', '○ 已暂停监控 #1 web']);
  });
  test.each(['', ', though the program ended right after that'])(
    'that is deleted while it is down is told of to those who know%s',
    async (how) => {
      const rule = { ...everything, monitors: { tags: ['shop'] } };
      const { room, timing, world, store, texts } = await opened([monitorOf('web', { tags: ['shop'] })], {}, rule);
      world.down.add('web');
      await timing.pass(2 * minute);
      await room.remove(['web']);
      if (how !== '') {
        await room.close();
        await openTestRoom(timing, world, { store });
      }
      await timing.pass(2 * minute);
      expect(await texts()).toEqual(['■ 故障 #1 web', '○ 已删除监控 #1 web']);
    },
  );
  test('that is deleted, and is back within the time for that, is not told to be deleted', async () => {
    const { room, timing, world, texts } = await opened();
    world.down.add('web');
    await timing.pass(2 * minute);
    await room.remove(['web']);
    await timing.pass(30_000);
    must(await room.restore(['web']));
    await timing.pass(5 * minute);
    expect(await texts()).toEqual(['■ 故障 #1 web', '■ 故障 #2 web']);
  });
  test('that was told by a clock that was ahead is repeated and escalated when their time has passed', async () => {
    const rule = { ...everything, repeatMinutes: 10, escalations: [{ afterMinutes: 15, to: { roles: ['admin'] } }] };
    const operators = () => [zhang, { ...zhang, person: 'wang', role: 'admin' }];
    const { timing, world, texts } = await opened([monitorOf('web')], { operators }, rule);
    timing.setClock(24 * 60 * minute);
    world.down.add('web');
    await timing.pass(2 * minute);
    timing.setClock(-24 * 60 * minute);
    await timing.pass(9 * minute);
    expect(await texts()).toEqual(['■ 故障 #1 web']);
    await timing.pass(8 * minute);
    expect((await texts()).toSorted()).toEqual(['■ 仍未恢复 #1 web', '■ 升级：无人认领 #1 web', '■ 故障 #1 web'].toSorted());
  });
  test('that is paused before anybody was told is not told to be up again', async () => {
    const { room, timing, world, store } = await opened();
    world.down.add('web');
    while (room.incidents.open().length === 0) await timing.pass(100);
    await room.edit(['web'], (monitor) => ({ ...monitor, paused: true }));
    await timing.pass(minute);
    expect(store.texts()).toEqual([]);
    expect((await store.do('incidents.get', { number: 1 }))?.notices).toMatchObject([{ state: 'dropped' }, { state: 'dropped' }]);
  });
  test('can be paused and changed though its parent or its server is gone', async () => {
    const has = new Set(['web-01']);
    const timing = simulatedTiming();
    const target = (id: string) => (has.has(id) ? Target.parse({ id, name: id }) : undefined);
    const monitors = [monitorOf('switch'), monitorOf('web', { parent: 'switch', target: 'web-01' })];
    const { room } = await opened(monitors, { tools: { ...idleTools(timing), target } });
    has.clear();
    await room.remove(['switch']);
    expect(await room.edit(['web'], (monitor) => ({ ...monitor, paused: true }))).toEqual({ ok: true, value: null });
    expect(await room.save(monitorOf('web', { parent: 'no' }), false)).toMatchObject({ ok: false });
  });
  test('of the id of one that was deleted while it was muted is not muted', async () => {
    const { room, timing } = await opened();
    await room.mute(['web'], timing.now() + 60 * minute);
    await room.remove(['web']);
    expect(await room.save(monitorOf('web'), true)).toMatchObject({ ok: true });
    expect(room.list()[0]).not.toHaveProperty('mutedUntil');
  });
  test("can't be changed where there is none: the others of that call aren't either", async () => {
    const { room } = await opened();
    const unknown = { ok: false, error: { code: 'monitors/unknown', params: { id: 'gone' } } };
    expect(await room.save(monitorOf('gone'), false)).toMatchObject(unknown);
    expect(await room.edit(['web', 'gone'], (monitor) => ({ ...monitor, paused: true }))).toMatchObject(unknown);
    expect(await room.mute(['web', 'gone'], null)).toMatchObject(unknown);
    expect(await room.remove(['web', 'gone'])).toMatchObject(unknown);
    expect(await room.clone('gone')).toMatchObject(unknown);
    expect(room.list()).toMatchObject([{ id: 'web', paused: false }]);
  });
  test("can't stand behind itself, nor behind what isn't there", async () => {
    const { room } = await opened([monitorOf('web'), monitorOf('db', { parent: 'web' })]);
    expect(await room.save(monitorOf('web', { parent: 'db' }), false)).toMatchObject({ ok: false, error: { code: 'monitors/circle' } });
    const check = { kind: 'dns', name: 'web.test', record: 'A', server: '127.0.0.1:0' } as const;
    expect(await room.save(monitorOf('dns', { check }), true)).toMatchObject({ ok: false, error: { code: 'monitors/dns-server' } });
    expect(await room.save(monitorOf('app', { parent: 'no' }), true)).toMatchObject({
      ok: false,
      error: { code: 'monitors/unknown-parent' },
    });
    const ssh = monitorOf('ssh', { check: { kind: 'ssh', command: 'true' } });
    expect(await room.save(ssh, true)).toMatchObject({ ok: false, error: { code: 'monitors/no-target' } });
  });
});
