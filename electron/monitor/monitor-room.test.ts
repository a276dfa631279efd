import { describe, expect, test } from 'vitest';
import { failure } from '../../shared/failures.ts';
import type { Incident } from '../../shared/monitor/incident.ts';
import { NoticeRules } from '../../shared/monitor/notice-rule.ts';
import { Target } from '../../shared/target.ts';
import { must } from '../../shared/test-result.ts';
import { type SimulatedTiming, simulatedTiming } from '../simulated-timing.ts';
import type { Store } from '../store/store.ts';
import { makeCheck } from './checks/make-check.ts';
import type { MonitorRoom } from './monitor-room.ts';
import {
  everything,
  idleTools,
  listenedHub,
  memoryStore,
  monitorOf,
  openTestRoom,
  opsAccount,
  type TestStore,
  worldOf,
  zhang,
} from './test-monitors.ts';

const minute = 60_000;
const rules = (...given: object[]) => NoticeRules.parse(given);

/** A world with monitors in it, and everybody told everything. */
async function opened(monitors = [monitorOf('web')], given: Parameters<typeof openTestRoom>[2] = {}, rule: object = everything) {
  const timing = simulatedTiming();
  const world = worldOf(timing);
  const made = await openTestRoom(timing, world, given);
  await made.room.notices.setRules(rules(rule));
  must(await made.room.addAll(monitors));
  await timing.pass(2 * minute);
  const state = (id: string) => made.room.list().find((monitor) => monitor.id === id)?.state;
  const texts = async () => made.store.texts().map((text) => text.split('\n')[0]);
  return { timing, world, ...made, state, texts };
}

const incidentsOf = async (room: MonitorRoom, timing: SimulatedTiming): Promise<readonly Incident[]> => {
  await timing.pass(0);
  return room.incidents.open();
};

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

/** As it stands on disk where the program ends right after that. */
async function writeRecovery(store: Store, at: number): Promise<void> {
  const [incident] = await store.do('incidents.page', { limit: 1 });
  if (!incident) throw new Error('no incident');
  const over = { ...incident, recoveredAt: at, ended: 'recovered' as const };
  await store.do('incidents.write', { changes: [{ incident: over, events: [{ at, kind: 'recovered' }] }] });
}

test('A recovery that was written down right before the end of the program is told after it, once', async () => {
  const { timing, world, room, store, texts } = await opened();
  world.down.add('web');
  await timing.pass(2 * minute);
  await room.close();
  await writeRecovery(store, timing.now());
  world.down.clear();
  for (let time = 0; time < 2; time++) {
    const again = await openTestRoom(timing, world, { store });
    await timing.pass(minute);
    expect(await texts()).toEqual(['■ 故障 #1 web', '● 已恢复 #1 web']);
    await again.room.close();
  }
});

test('A recovery that nobody knew of at the kill, who had not heard of the beginning either, is told after it, once', async () => {
  const { timing, world, room, store, texts } = await opened();
  world.down.add('web');
  let wished = 0;
  while (wished === 0) {
    await timing.pass(200);
    wished = (await store.do('notices.due')).length;
  }
  await room.close();
  expect(await texts()).toEqual([]);
  await writeRecovery(store, timing.now());
  world.down.clear();
  for (let time = 0; time < 2; time++) {
    const again = await openTestRoom(timing, world, { store });
    await timing.pass(minute);
    expect(await texts()).toEqual(['● 已恢复 #1 web']);
    await again.room.close();
  }
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
    expect(await room.save(monitorOf('app', { parent: 'no' }), true)).toMatchObject({
      ok: false,
      error: { code: 'monitors/unknown-parent' },
    });
    const ssh = monitorOf('ssh', { check: { kind: 'ssh', command: 'true' } });
    expect(await room.save(ssh, true)).toMatchObject({ ok: false, error: { code: 'monitors/no-target' } });
  });
});

test('Somebody who cannot be told has it on record, with what to do', async () => {
  const { timing, world, store } = await opened([monitorOf('web')], { canSendLater: () => false });
  world.down.add('web');
  await timing.pass(2 * minute);
  const found = await store.do('incidents.get', { number: 1 });
  expect(found?.notices).toMatchObject([{ state: 'unsendable', failure: failure('notices/no-sender', { account: 'Ops' }) }]);
  expect(store.texts()).toEqual([]);
});

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

describe('Somebody who cannot be told', () => {
  test('is told when they can be, where it is still down, and it is said that they were not', async () => {
    let can = false;
    const events = listenedHub();
    const { timing, world, store, texts } = await opened([monitorOf('web')], { canSendLater: () => can, events });
    world.down.add('web');
    await timing.pass(5 * minute);
    expect(await texts()).toEqual([]);
    expect(events.told.filter(({ name }) => name === 'notices.unsendable').map(({ event }) => event)).toEqual([
      [{ incident: 1, name: 'web', account: 'ops', person: 'zhang', failure: failure('notices/no-sender', { account: 'Ops' }) }],
    ]);
    can = true;
    await timing.pass(minute);
    expect(await texts()).toEqual(['■ 故障 #1 web']);
    expect((await store.do('incidents.get', { number: 1 }))?.notices).toMatchObject([{ state: 'queued' }]);
  });
  test('hears nothing of the end either, where that comes first', async () => {
    let can = false;
    const { timing, world, texts } = await opened([monitorOf('web')], { canSendLater: () => can });
    world.down.add('web');
    await timing.pass(2 * minute);
    world.down.clear();
    await timing.pass(2 * minute);
    can = true;
    await timing.pass(5 * minute);
    expect(await texts()).toEqual([]);
  });
});

test('A recovery is told though it takes long to find out how', async () => {
  const timing = simulatedTiming();
  const world = worldOf(timing);
  const store = memoryStore();
  let isSlow = false;
  const slowly: TestStore = {
    ...store,
    async do(name, ...input) {
      if (isSlow && name === 'messages.page') await new Promise<void>((resolve) => void timing.after(6_000, resolve));
      return store.do(name, ...input);
    },
  };
  const noticeTemplate = { id: 't', title: 'x', fields: [{ key: 'thing1', label: '', shows: 'title' as const }] };
  const account = { ...opsAccount, platform: 'official-account' as const, kind: 'service' as const, verified: true, noticeTemplate };
  const { room } = await openTestRoom(timing, world, { store: slowly, accounts: () => [account] });
  await room.notices.setRules(rules(everything));
  await room.addAll([monitorOf('web')]);
  await timing.pass(2 * minute);
  isSlow = true;
  world.down.add('web');
  await timing.pass(2 * minute);
  world.down.clear();
  await timing.pass(3 * minute);
  const found = await store.do('incidents.get', { number: 1 });
  expect(found?.notices).toMatchObject([
    { kind: 'down', state: 'queued', message: { id: '1' } },
    { kind: 'recovered', state: 'queued', message: { id: '2' } },
  ]);
});

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

describe('In WeCom a notice is a card', () => {
  const webTarget = Target.parse({ id: 'web-01', name: '官网', services: ['nginx'] });
  async function toldByCard(kind: 'wecom' | 'official-account' = 'wecom') {
    const timing = simulatedTiming();
    const target = (id: string) => (id === 'web-01' ? webTarget : undefined);
    const made = await opened([monitorOf('web', { target: 'web-01' })], {
      tools: { ...idleTools(timing), target },
      accounts: () => [{ ...opsAccount, platform: kind }],
    });
    made.world.down.add('web');
    await made.timing.pass(2 * minute);
    const [row] = await made.store.do('outbox.heads', { limit: 10 });
    return { ...made, row };
  }

  test('whose buttons acknowledge it, look at the server and restart its only service', async () => {
    const { row } = await toldByCard();
    if (row?.card?.kind !== 'send') throw new Error('no card');
    const { main_title: title, button_list: buttons, task_id: task } = row.card.card;
    expect(title).toEqual({ title: '#1 web', desc: '连接被拒绝' });
    expect(buttons?.map(({ key }) => key)).toEqual(['cmd:认领 1', 'cmd:状态 web-01', 'cmd:截图 web-01', 'cmd:服务 重启 nginx web-01']);
    expect(task).toBe('incident-1-1');
    expect(row.card.instead).toMatch(/^■ 故障 #1 web\n/);
  });
  test('that shows once who takes care of it', async () => {
    const { row, room, store, timing } = await toldByCard();
    await store.do('outbox.sent', { id: row?.id ?? '', attempt: { at: timing.now(), ms: 1 }, responseCode: 'code-1' });
    await room.alarms.acknowledge(1, { origin: 'chat', account: 'ops', person: 'li', name: '李四' });
    await timing.pass(0);
    expect(store.changes()).toEqual(['李四 已认领']);
    await timing.pass(minute);
    expect(store.changes()).toEqual(['李四 已认领']);
  });
  test.each([
    ['acknowledged', 'shows that'],
    ['over', 'shows that'],
    ['acknowledged', 'shows that after a restart, too'],
    ['over', 'shows that after a restart, too'],
  ])('that arrives when it is %s %s', async (what, when) => {
    const { row, room, world, store, timing } = await toldByCard();
    if (what === 'over') world.down.clear();
    else await room.alarms.acknowledge(1, { origin: 'chat', account: 'ops', person: 'li', name: '李四' });
    await timing.pass(2 * minute);
    expect(store.changes()).toEqual([]);
    let last = room;
    if (when !== 'shows that') {
      await room.close();
      last = (await openTestRoom(timing, world, { store })).room;
    }
    await timing.pass(3 * minute);
    await store.do('outbox.sent', { id: row?.id ?? '', attempt: { at: timing.now(), ms: 1 }, responseCode: 'code-1' });
    await timing.pass(minute);
    expect(store.changes()).toEqual([what === 'over' ? '已恢复' : '李四 已认领']);
    await last.close();
  });
  test('that arrives when it is over says so, though it took long to write down whom else to tell', async () => {
    const store = memoryStore();
    let waitMs = 0;
    const slowly: TestStore = {
      ...store,
      async do(name, ...input) {
        if (waitMs > 0 && name === 'notices.add') await new Promise<void>((resolve) => void made.timing.after(waitMs, resolve));
        return store.do(name, ...input);
      },
    };
    const operators = [zhang];
    const made = await opened([monitorOf('web')], { store: slowly, operators: () => operators }, { ...everything, recoveries: false });
    const { world, room, timing } = made;
    world.down.add('web');
    await timing.pass(2 * minute);
    const [row] = await store.do('outbox.heads', { limit: 10 });
    waitMs = 2 * minute;
    operators.push({ ...zhang, person: 'li', name: '李四' });
    await room.alarms.acknowledge(1, { origin: 'console' });
    operators.pop();
    world.down.clear();
    await timing.pass(2 * minute + 1_000);
    await store.do('outbox.sent', { id: row?.id ?? '', attempt: { at: timing.now(), ms: 1 }, responseCode: 'code-1' });
    await timing.pass(minute);
    expect(store.changes()).toEqual(['已恢复']);
  });
  test('that shows that it is over, where nobody did', async () => {
    const { row, world, store, timing } = await toldByCard();
    await store.do('outbox.sent', { id: row?.id ?? '', attempt: { at: timing.now(), ms: 1 }, responseCode: 'code-1' });
    world.down.clear();
    await timing.pass(2 * minute);
    expect(store.changes()).toEqual(['已恢复']);
  });
  test.each([
    ['paused', '已暂停监控'],
    ['deleted', '已删除监控'],
    ['deleted right before the end of the program', '已删除监控'],
  ])('says of a monitor that is %s not that it is up again', async (how, word) => {
    const { row, room, world, store, timing } = await toldByCard();
    await store.do('outbox.sent', { id: row?.id ?? '', attempt: { at: timing.now(), ms: 1 }, responseCode: 'code-1' });
    if (how === 'paused') await room.edit(['web'], (monitor) => ({ ...monitor, paused: true }));
    else if (how === 'deleted') await room.remove(['web']);
    else {
      await room.close();
      await store.do('monitors.remove', { ids: ['web'] });
      await openTestRoom(timing, world, { store });
    }
    await timing.pass(minute);
    expect(store.changes()).toEqual([word]);
  });
});

describe('An Official Account', () => {
  test('tells nobody who has not written within 48 hours, and says what to do', async () => {
    const accounts = { service: 'notices/no-template', subscription: 'notices/unsendable' } as const;
    for (const kind of ['service', 'subscription'] as const) {
      const { timing, world, store } = await opened([monitorOf('web')], {
        accounts: () => [{ ...opsAccount, platform: 'official-account', kind, verified: true }],
      });
      world.down.add('web');
      await timing.pass(2 * minute);
      const found = await store.do('incidents.get', { number: 1 });
      expect(found?.notices).toMatchObject([{ state: 'unsendable', failure: { code: accounts[kind], params: { person: 'zhang' } } }]);
    }
  });
});
