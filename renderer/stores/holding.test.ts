import { expect, test } from 'vitest';
import { err, ok } from '../../shared/result.ts';
import { broken, createFakeBridge } from './fake-bridge.ts';
import { createHoldingStore } from './holding.ts';

function setUp() {
  const bridge = createFakeBridge();
  const holding = createHoldingStore(bridge);
  holding.start();
  return { bridge, state: () => holding.store.getState() };
}
const waits = { accounts: ['ops'], messages: [{ id: '1', account: 'ops', until: 5000 }], passed: 0 };

test('what is held is known from the start, and follows', async () => {
  const { bridge, state } = setUp();
  await bridge.answer('messages.holding', ok({ accounts: ['ops'], messages: [], passed: 0 }));
  expect(state().accounts).toEqual(['ops']);
  bridge.emit('holding.changed', waits);
  expect(state().messages).toEqual(waits.messages);
});

test('what came in live is newer than a late answer', async () => {
  const { bridge, state } = setUp();
  bridge.emit('holding.changed', waits);
  await bridge.answer('messages.holding', ok({ accounts: [], messages: [], passed: 0 }));
  expect(state().accounts).toEqual(['ops']);
});

test('a switch that fails says so and changes nothing', async () => {
  const { bridge, state } = setUp();
  void state().hold('ops', true);
  await bridge.answer('messages.hold', err(broken));
  expect([state().accounts, state().failure]).toEqual([[], broken]);
  void state().hold('ops', true);
  await bridge.answer('messages.hold', ok({ accounts: ['ops'], messages: [], passed: 0 }));
  expect([state().accounts, state().failure]).toEqual([['ops'], null]);
});
