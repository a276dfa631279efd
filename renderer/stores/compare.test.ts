import { expect, test } from 'vitest';
import type { MessageDetail } from '../../shared/message-log.ts';
import { ok } from '../../shared/result.ts';
import { createCompareStore } from './compare.ts';
import { createFakeBridge, row } from './fake-bridge.ts';

function setUp() {
  const bridge = createFakeBridge();
  const compare = createCompareStore(bridge);
  return { bridge, state: () => compare.store.getState() };
}
const known = (id: number): MessageDetail => ({ ...row(id), raw: '', timing: [], relatives: [] });

test('the message that is chosen next stands beside the first', async () => {
  const { bridge, state } = setUp();
  state().start('1');
  state().choose('1');
  expect(bridge.waiting('messages.get')).toEqual([]);
  state().choose('2');
  await bridge.answer('messages.get', ok(known(1)));
  await bridge.answer('messages.get', ok(known(2)));
  expect([state().one.value?.id, state().other.value?.id]).toEqual(['1', '2']);
});

test('without a first one nothing is compared', () => {
  const { bridge, state } = setUp();
  state().choose('2');
  expect([state().second, bridge.waiting('messages.get')]).toEqual([null, []]);
});

test('what is answered after the end is not shown', async () => {
  const { bridge, state } = setUp();
  state().start('1', '2');
  state().end();
  await bridge.answer('messages.get', ok(known(1)));
  await bridge.answer('messages.get', ok(known(2)));
  expect(state().one.state).toBe('loading');
});
