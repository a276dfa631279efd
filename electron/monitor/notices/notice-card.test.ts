import { describe, expect, test } from 'vitest';
import { Target } from '../../../shared/target.ts';
import { simulatedTiming } from '../../simulated-timing.ts';
import {
  everything,
  idleTools,
  memoryStore,
  minute,
  monitorOf,
  opened,
  openTestRoom,
  opsAccount,
  type TestStore,
  zhang,
} from '../test-monitors.ts';

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
  test('that shows that the console has replayed it', async () => {
    const { row, room, store, timing } = await toldByCard();
    await store.do('outbox.sent', { id: row?.id ?? '', attempt: { at: timing.now(), ms: 1 }, responseCode: 'code-1' });
    await room.alarms.acknowledge(1, { origin: 'chat', account: 'ops', person: 'li', name: '李四', isReplay: true });
    await timing.pass(0);
    expect(store.changes()).toEqual(['李四（控制台重放） 已认领']);
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
