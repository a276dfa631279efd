import { afterEach, beforeEach, expect, test } from 'vitest';
import { err, ok } from '../../shared/result.ts';
import { createConversationStore } from './conversation.ts';
import { broken, createFakeBridge, type FakeBridge, idsOf, row, rowsDown } from './fake-bridge.ts';

let bridge: FakeBridge;
let conversation: ReturnType<typeof createConversationStore>;
let stop: () => void;

beforeEach(() => {
  bridge = createFakeBridge();
  conversation = createConversationStore(bridge);
  stop = conversation.start();
});
afterEach(() => stop());

const state = () => conversation.store.getState();
const page = (newest: number, oldest: number, next: string | null = null) => ok({ items: rowsDown(newest, oldest), next });
const asked = () => bridge.waiting('messages.page').map(({ input }) => [input.filter, input.before]);

test('of the open message its person is asked for, once', async () => {
  state().show(row(3));
  state().show(row(2));
  expect(asked()).toEqual([['account:ops from:zhangsan', undefined]]);
  await bridge.answer('messages.page', page(3, 1));
  expect(idsOf(state().rows)).toEqual(['3', '2', '1']);
  state().show(row(1));
  expect(asked()).toEqual([]);
});

test('a row without a person is in no conversation', () => {
  state().show(row(3, { person: '' }));
  expect([asked(), state().partner]).toEqual([[], null]);
});

test('what this person writes comes in live, what others write does not', async () => {
  state().show(row(1));
  bridge.emit('messages.changed', [row(2)]);
  await bridge.answer('messages.page', page(1, 1));
  bridge.emit('messages.changed', [row(3, { person: 'lisi' }), row(4), row(1, { state: 'failed' })]);
  expect(state().rows.map(({ id, state: how }) => `${id} ${how}`)).toEqual(['4 done', '2 done', '1 failed']);
});

test('older ones are added when they are asked for', async () => {
  state().show(row(9));
  await bridge.answer('messages.page', page(9, 7, '7'));
  void state().loadOlder();
  void state().loadOlder();
  expect(asked()).toEqual([['account:ops from:zhangsan', '7']]);
  await bridge.answer('messages.page', page(6, 5));
  expect([idsOf(state().rows), state().next]).toEqual([['9', '8', '7', '6', '5'], null]);
});

test('an old message is shown where it stands, and the newest are one step away', async () => {
  state().show(row(3));
  await bridge.answer('messages.page', page(99, 97, '97'));
  expect(asked()).toEqual([['account:ops from:zhangsan', '4']]);
  await bridge.answer('messages.page', page(3, 1));
  bridge.emit('messages.changed', [row(100)]);
  expect([idsOf(state().rows), state().latest]).toEqual([['3', '2', '1'], false]);
  void state().toLatest();
  await bridge.answer('messages.page', page(100, 98, '98'));
  expect([idsOf(state().rows)[0], state().latest]).toEqual(['100', true]);
});

test('a late answer about another person is not shown', async () => {
  state().show(row(1));
  state().show(row(2, { person: 'lisi' }));
  await bridge.answer('messages.page', page(1, 1));
  expect(state().rows).toEqual([]);
  await bridge.answer('messages.page', ok({ items: [row(2, { person: 'lisi' })], next: null }));
  expect(idsOf(state().rows)).toEqual(['2']);
});

test('one that cannot be had says why, and is asked for again', async () => {
  state().show(row(1));
  await bridge.answer('messages.page', err(broken));
  expect([state().state, state().failure]).toEqual(['failed', broken]);
  void state().reload();
  await bridge.answer('messages.page', page(1, 1));
  expect([state().state, state().failure]).toEqual(['ready', null]);
});
