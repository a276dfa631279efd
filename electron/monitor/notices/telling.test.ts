import { describe, expect, test } from 'vitest';
import { failure } from '../../../shared/failures.ts';
import { simulatedTiming } from '../../simulated-timing.ts';
import type { Store } from '../../store/store.ts';
import {
  everything,
  listenedHub,
  memoryStore,
  minute,
  monitorOf,
  opened,
  openTestRoom,
  opsAccount,
  rules,
  type TestStore,
  worldOf,
} from '../test-monitors.ts';

test('Somebody who cannot be told has it on record, with what to do', async () => {
  const { timing, world, store } = await opened([monitorOf('web')], { canSendLater: () => false });
  world.down.add('web');
  await timing.pass(2 * minute);
  const found = await store.do('incidents.get', { number: 1 });
  expect(found?.notices).toMatchObject([{ state: 'unsendable', failure: failure('notices/no-sender', { account: 'Ops' }) }]);
  expect(store.texts()).toEqual([]);
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

test('Where the rules mean nobody at present, that is said once, and whoever they mean later is told', async () => {
  const events = listenedHub();
  const { timing, world, room, texts } = await opened([monitorOf('web')], { events }, { ...everything, to: { onCall: true } });
  world.down.add('web');
  await timing.pass(10 * minute);
  const reason = failure('notices/nobody', { rules: 'all' });
  expect(events.told.filter(({ name }) => name === 'notices.unsendable').map(({ event }) => event)).toEqual([
    [{ incident: 1, name: 'web', account: '', person: '', failure: reason }],
  ]);
  const [incident] = room.incidents.open();
  expect(incident && room.notices.nobody(incident)).toEqual(reason);
  const [nobody, operator] = [rules({ ...everything, to: { onCall: true } })[0]?.to, rules(everything)[0]?.to];
  expect(nobody && operator && room.notices.reach([nobody, operator])).toEqual([0, 1]);
  await room.notices.setRules(rules(everything));
  await timing.pass(minute);
  expect(await texts()).toEqual(['■ 故障 #1 web']);
  expect(incident && room.notices.nobody(incident)).toBeUndefined();
});

test('Where no rule is about it, nobody is missed', async () => {
  const events = listenedHub();
  const { timing, world } = await opened(
    [monitorOf('web')],
    { events },
    { ...everything, monitors: { tags: ['other'] }, to: { onCall: true } },
  );
  world.down.add('web');
  await timing.pass(10 * minute);
  expect(events.told.filter(({ name }) => name === 'notices.unsendable')).toEqual([]);
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
