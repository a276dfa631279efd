import { beforeEach, expect, test } from 'vitest';
import type { Rehearsal } from '../../shared/inspection.ts';
import { err, ok } from '../../shared/result.ts';
import { broken, createFakeBridge, type FakeBridge } from './fake-bridge.ts';
import { createReplayStore } from './replay.ts';

let bridge: FakeBridge;
let replay: ReturnType<typeof createReplayStore>;
const harmless: Rehearsal = { summary: '状态', person: 'zhangsan', answer: 'outbox' };

beforeEach(() => {
  bridge = createFakeBridge();
  let keys = 0;
  replay = createReplayStore(bridge, { newKey: () => `key ${++keys}` });
  state().open({ id: '1', xml: '<xml><A>1</A></xml>' });
});
const state = () => replay.store.getState();

test('it is rehearsed first, and nothing runs', async () => {
  expect(bridge.waiting('messages.rehearse').map(({ input }) => input)).toEqual([{ id: '1' }]);
  await bridge.answer('messages.rehearse', ok(harmless));
  expect(state().rehearsal.value).toEqual(harmless);
  await state().run();
  expect(bridge.waiting('messages.replay')).toEqual([]);
});

test('it runs once, and only when somebody is sure', async () => {
  await bridge.answer('messages.rehearse', ok(harmless));
  state().ask(true);
  void state().run();
  void state().run();
  expect(bridge.waiting('messages.replay').map(({ input }) => input)).toEqual([{ id: '1', key: 'key 1' }]);
  await bridge.answer('messages.replay', ok({ id: '9' }));
  expect([state().state, state().result]).toEqual(['done', '9']);
  void state().run();
  expect(bridge.waiting('messages.replay')).toEqual([]);
});

test('what was changed is rehearsed and run as it stands, and has to be confirmed again', async () => {
  await bridge.answer('messages.rehearse', ok(harmless));
  state().ask(true);
  state().edit('<xml><A>2</A></xml>');
  state().ask(true);
  expect(state().state).toBe('rehearsing');
  expect(bridge.waiting('messages.rehearse').at(-1)?.input).toEqual({ id: '1', xml: '<xml><A>2</A></xml>' });
  await bridge.answer('messages.rehearse', ok(harmless));
  state().ask(true);
  void state().run();
  expect(bridge.waiting('messages.replay')[0]?.input).toEqual({ id: '1', key: 'key 2', xml: '<xml><A>2</A></xml>' });
});

test('the rehearsal of an earlier text is not shown for a later one', async () => {
  const [first] = bridge.waiting('messages.rehearse');
  state().edit('<xml>');
  const [, second] = bridge.waiting('messages.rehearse');
  await second?.answer(err(broken));
  await first?.answer(ok(harmless));
  expect(state().rehearsal).toEqual({ state: 'failed', failure: broken });
});

test('one that could not be run says why, and asks again before it runs', async () => {
  await bridge.answer('messages.rehearse', ok(harmless));
  state().ask(true);
  void state().run();
  await bridge.answer('messages.replay', err(broken));
  expect([state().state, state().failure]).toEqual(['failed', broken]);
  void state().run();
  expect(bridge.waiting('messages.replay')).toEqual([]);
});

test('one that nobody knows the end of is asked for again as the same; another text is another', async () => {
  await bridge.answer('messages.rehearse', ok(harmless));
  const attempt = async () => {
    state().ask(true);
    void state().run();
    const key = bridge.waiting('messages.replay')[0]?.input.key;
    await bridge.answer('messages.replay', err(broken));
    return key;
  };
  const first = await attempt();
  state().ask(true);
  state().ask(false);
  expect(await attempt()).toBe(first);
  state().edit('<xml><A>2</A></xml>');
  await bridge.answer('messages.rehearse', ok(harmless));
  expect(await attempt()).not.toBe(first);
});
