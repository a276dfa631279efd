import { afterEach, beforeEach, expect, test } from 'vitest';
import { err, ok } from '../../shared/result.ts';
import { broken, createFakeBridge, type FakeBridge, row } from './fake-bridge.ts';
import { createReplyStore, draftName } from './reply.ts';

let bridge: FakeBridge;
let reply: ReturnType<typeof createReplyStore>;
let stop: () => void;
let keys: number;

const zhang = { account: 'ops', person: 'zhangsan' };
const li = { account: 'ops', person: 'lisi' };

beforeEach(() => {
  bridge = createFakeBridge();
  keys = 0;
  reply = createReplyStore(bridge, { newKey: () => `key ${++keys}`, now: () => 0 });
  stop = reply.start();
  state().aim({ id: '1', ...zhang });
});
afterEach(() => stop());

const state = () => reply.store.getState();
const draft = () => state().drafts[draftName(zhang)];
const asked = () => bridge.waiting('messages.reply').map(({ input }) => input);

test('a reply that is clicked twice is sent once', async () => {
  state().type(zhang, ' 马上来 ');
  void state().send(zhang);
  void state().send(zhang);
  expect(asked()).toEqual([{ id: '1', text: '马上来', key: 'key 1' }]);
  await bridge.answer('messages.reply', ok({ way: 'outbox', id: '2' }));
  expect(draft()).toMatchObject({ text: '', key: 'key 2', state: 'writing' });
});

test('one that fails stays, says why, and is tried again under the same key', async () => {
  state().type(zhang, '马上来');
  void state().send(zhang);
  await bridge.answer('messages.reply', err(broken));
  expect(draft()).toMatchObject({ text: '马上来', state: 'failed', failure: broken });
  expect(state().sent).toEqual([]);
  void state().send(zhang);
  expect(asked()[0]?.key).toBe('key 1');
});

test('what is written anew after a failure is another reply', async () => {
  state().type(zhang, '马上来');
  void state().send(zhang);
  await bridge.answer('messages.reply', err(broken));
  state().type(zhang, '马上来，五分钟');
  void state().send(zhang);
  expect(asked()[0]).toMatchObject({ text: '马上来，五分钟', key: 'key 2' });
});

test('each person has a draft of their own', () => {
  state().type(zhang, '一');
  state().type(li, '二');
  expect([draft()?.text, state().drafts[draftName(li)]?.text]).toEqual(['一', '二']);
});

test('a reply is shown at once, until its row comes', async () => {
  state().type(zhang, '一\n二');
  void state().send(zhang);
  expect(state().sent.map(({ text }) => text)).toEqual(['一\n二']);
  bridge.emit('messages.changed', [row(7, { direction: 'out', summary: '别的' })]);
  expect(state().sent).toHaveLength(1);
  bridge.emit('messages.changed', [row(8, { direction: 'out', summary: '一 ⏎ 二' })]);
  expect(state().sent).toEqual([]);
});

test('the row of an earlier reply is not taken for a second one of the same words', () => {
  state().type(zhang, '好');
  void state().send(zhang);
  bridge.emit('messages.changed', [row(8, { direction: 'out', summary: '好' })]);
  reply.store.setState({ sent: [{ ...zhang, key: 'b', text: '好', at: 0 }] });
  bridge.emit('messages.changed', [row(8, { direction: 'out', summary: '好', state: 'sent' })]);
  expect(state().sent).toHaveLength(1);
});

test('what may be sent is asked for when somebody wants to write, and again when this person has done something', async () => {
  expect(bridge.waiting('messages.outlook')).toEqual([]);
  state().write();
  const outlook = { active: { way: 'active', left: 5 } } as const;
  await bridge.answer('messages.outlook', ok(outlook));
  expect(state().outlook.value).toEqual(outlook);
  bridge.emit('messages.changed', [row(9, { person: 'lisi' })]);
  expect(bridge.waiting('messages.outlook')).toEqual([]);
  bridge.emit('messages.changed', [row(10)]);
  expect(bridge.waiting('messages.outlook')).toHaveLength(1);
});
