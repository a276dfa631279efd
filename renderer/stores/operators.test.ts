import { beforeEach, expect, test } from 'vitest';
import { err, ok } from '../../shared/result.ts';
import type { Operator } from '../../shared/role.ts';
import { broken, createFakeBridge, type FakeBridge } from './fake-bridge.ts';
import { createOperatorsStore } from './operators.ts';

let bridge: FakeBridge;
let lastKey = 0;
let state: () => ReturnType<ReturnType<typeof createOperatorsStore>['store']['getState']>;

const zhang: Operator = { account: 'ops', person: 'zhangsan', name: '张三', role: 'viewer' };
const li: Operator = { account: 'ops', person: 'lisi', name: '', role: 'admin' };
const newKey = () => {
  lastKey += 1;
  return `key-${lastKey}`;
};
const people = () => state().operators.value?.map(({ person, role }) => `${person} ${role}`);

beforeEach(async () => {
  bridge = createFakeBridge();
  lastKey = 0;
  const operators = createOperatorsStore(bridge, { newKey, platformOf: () => 'wecom' });
  operators.start();
  state = () => operators.store.getState();
  await bridge.answer('operators.list', ok([zhang]));
});

test('somebody is bound, gets another role, is removed and put back', async () => {
  void state().put(li);
  await bridge.answer('operators.put', ok(li));
  expect(people()).toEqual(['zhangsan viewer', 'lisi admin']);
  void state().put({ ...zhang, role: 'operator' });
  await bridge.answer('operators.put', ok({ ...zhang, role: 'operator' }));
  expect(people()).toEqual(['zhangsan operator', 'lisi admin']);
  void state().remove(li);
  await bridge.answer('operators.remove', ok(null));
  expect([people(), state().removed]).toEqual([['zhangsan operator'], li]);
  void state().restore();
  await bridge.answer('operators.put', ok(li));
  expect([people(), state().removed]).toEqual([['zhangsan operator', 'lisi admin'], null]);
});

test('the people of a former company are told, and asked for again when an account has changed', async () => {
  await bridge.answer('operators.former', ok([]));
  bridge.emit('operators.changed', []);
  await bridge.answer('operators.former', ok([zhang]));
  expect([people(), state().former]).toEqual([[], [zhang]]);
  void state().removeFormer('ops');
  expect(bridge.waiting('operators.removeFormer')[0]?.input).toEqual({ account: 'ops' });
  await bridge.answer('operators.removeFormer', ok(null));
  await bridge.answer('operators.former', ok([]));
  expect(state().former).toEqual([]);
});

test('whoever is kept out because they were removed is told, until the settings count again', async () => {
  await bridge.answer('operators.removed', ok([{ account: 'ops', person: 'zhangsan', why: 'named' }]));
  expect(state().keptOut).toEqual([{ account: 'ops', person: 'zhangsan', why: 'named' }]);
  void state().forgetRemoved(state().keptOut);
  expect(bridge.waiting('operators.forgetRemoved')[0]?.input).toEqual({ people: [{ account: 'ops', person: 'zhangsan', why: 'named' }] });
  await bridge.answer('operators.forgetRemoved', ok(null));
  await bridge.answer('operators.removed', ok([]));
  expect(state().keptOut).toEqual([]);
});

test('that the settings count again can be undone', async () => {
  const kept = [{ account: 'ops', person: 'zhangsan', why: 'named' as const }];
  await bridge.answer('operators.removed', ok(kept));
  void state().forgetRemoved(kept);
  await bridge.answer('operators.forgetRemoved', ok(null));
  await bridge.answer('operators.removed', ok([]));
  expect(state().letIn).toEqual(kept);
  void state().restore();
  await bridge.answer('operators.keepOut', ok(null));
  await bridge.answer('operators.removed', ok(kept));
  expect([state().letIn, state().keptOut]).toEqual([null, kept]);
});

test('a UserID in another case is the same person', async () => {
  void state().put({ ...zhang, person: 'ZhangSan', role: 'admin' });
  await bridge.answer('operators.put', ok({ ...zhang, person: 'ZhangSan', role: 'admin' }));
  expect(people()).toEqual(['ZhangSan admin']);
});

test('what was not done says why, and the list stays', async () => {
  void state().remove(zhang);
  await bridge.answer('operators.remove', err(broken));
  expect([people(), state().removed, state().failure]).toEqual([['zhangsan viewer'], null, broken]);
});

test('whoever binds themselves with a code is listed at once', () => {
  bridge.emit('operators.changed', [zhang, li]);
  expect(people()).toEqual(['zhangsan viewer', 'lisi admin']);
});

test('a code is shown until it is closed', async () => {
  void state().invite('viewer', '王五');
  expect(bridge.waiting('operators.invite')[0]?.input).toEqual({ role: 'viewer', name: '王五' });
  await bridge.answer('operators.invite', ok({ code: '123456', role: 'viewer', until: 600_000 }));
  expect(state().invitation?.code).toBe('123456');
  state().closeInvitation();
  expect(state().invitation).toBeNull();
});

test('a line that could not be sent is sent under the same key when it is tried again, and the next one under another', async () => {
  const keyOf = () => bridge.waiting('operators.send')[0]?.input.key;
  void state().send(zhang, '状态 web-01');
  expect(keyOf()).toBe('key-1');
  await bridge.answer('operators.send', err(broken));
  void state().send(zhang, '状态 web-01');
  expect(keyOf()).toBe('key-1');
  await bridge.answer('operators.send', ok({ id: '7', left: 20 }));
  void state().send(zhang, '状态 web-01');
  expect(keyOf()).toBe('key-2');
});

test('the members whom an app may see are asked for once somebody wants them', async () => {
  void state().loadContacts('ops');
  expect(state().contacts.ops?.state).toBe('loading');
  await bridge.answer('people.contacts', ok({ contacts: [{ person: 'lisi', name: '李四' }], isCut: false }));
  expect(state().contacts.ops?.value?.contacts).toEqual([{ person: 'lisi', name: '李四' }]);
});
