import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { MessageDetail } from '../../shared/message-log.ts';
import { err, ok } from '../../shared/result.ts';
import { broken, createFakeBridge, type FakeBridge, row } from './fake-bridge.ts';
import { createMessageDetailStore } from './message-detail.ts';

let bridge: FakeBridge;
let detail: ReturnType<typeof createMessageDetailStore>;
let stop: () => void;

beforeEach(() => {
  bridge = createFakeBridge();
  detail = createMessageDetailStore(bridge);
  stop = detail.start();
});
afterEach(() => {
  stop();
  expect(bridge.listeners()).toBe(0);
});

const state = () => detail.store.getState();
const known = (id: number, change: Partial<MessageDetail> = {}): MessageDetail => ({
  ...row(id),
  raw: '',
  timing: [],
  relatives: [],
  ...change,
});
const asked = () => bridge.waiting('messages.get').map(({ input }) => input.id);

describe('the open message', () => {
  test('is asked for when it is opened, and not again for a second click', async () => {
    state().open('1');
    state().open('1');
    expect([asked(), state().detail.state]).toEqual([['1'], 'loading']);
    await bridge.answer('messages.get', ok(known(1)));
    expect(state().detail).toEqual({ state: 'ready', value: known(1) });
  });

  test('follows its changes, and those of no other', async () => {
    state().open('1');
    await bridge.answer('messages.get', ok(known(1, { state: 'running' })));
    bridge.emit('messages.changed', [row(2)]);
    expect(asked()).toEqual([]);
    bridge.emit('messages.changed', [row(2), row(1)]);
    expect([asked(), state().detail.value?.state]).toEqual([['1'], 'running']);
    await bridge.answer('messages.get', ok(known(1)));
    expect(state().detail.value?.state).toBe('done');
  });

  test('is asked for again when its person is answered, since the answer may be its own', async () => {
    state().open('1');
    await bridge.answer('messages.get', ok(known(1)));
    bridge.emit('messages.changed', [row(2, { direction: 'out', person: 'lisi' })]);
    expect(asked()).toEqual([]);
    bridge.emit('messages.changed', [row(3, { direction: 'out' })]);
    expect(asked()).toEqual(['1']);
  });

  test('is not the one that was open before', async () => {
    state().open('1');
    state().open('2');
    const [first, second] = bridge.waiting('messages.get');
    await second?.answer(ok(known(2)));
    await first?.answer(ok(known(1)));
    expect(state().detail.value?.id).toBe('2');
  });

  test('is not undone by the late answer to an earlier question', async () => {
    state().open('1');
    bridge.emit('messages.changed', [row(1)]);
    const [earlier, later] = bridge.waiting('messages.get');
    await later?.answer(ok(known(1)));
    await earlier?.answer(ok(known(1, { state: 'running' })));
    expect(state().detail.value?.state).toBe('done');
  });

  test('that cannot be had says why, and waits again when it is asked for again', async () => {
    state().open('1');
    await bridge.answer('messages.get', err(broken));
    expect(state().detail).toEqual({ state: 'failed', failure: broken });
    void state().reload();
    expect(state().detail).toEqual({ state: 'loading' });
  });

  test('stays on the screen where it cannot be refreshed, and while that is tried again', async () => {
    state().open('1');
    await bridge.answer('messages.get', ok(known(1)));
    void state().reload();
    await bridge.answer('messages.get', err(broken));
    expect(state().detail).toEqual({ state: 'failed', failure: broken, value: known(1) });
    void state().reload();
    expect(state().detail.value).toEqual(known(1));
  });

  test('is forgotten when it is closed', async () => {
    state().open('1');
    state().open(null);
    await bridge.answer('messages.get', ok(known(1)));
    expect([state().id, state().detail]).toEqual([null, { state: 'loading' }]);
    void state().reload();
    expect(asked()).toEqual([]);
  });
});

describe('a message that has not reached its person', () => {
  test('is sent again once, however often that is clicked', async () => {
    state().open('1');
    void state().sendAgain();
    void state().sendAgain();
    expect(bridge.waiting('messages.sendAgain').map(({ input }) => input)).toEqual([{ ids: ['1'], asideToo: true }]);
    await bridge.answer('messages.sendAgain', ok({ changed: ['1'] }));
    expect([state().sending, state().sendFailure]).toEqual([false, null]);
  });

  test('is put aside, and taken back', async () => {
    state().open('1');
    void state().putAside();
    expect(bridge.waiting('messages.putAside').map(({ input }) => input)).toEqual([{ ids: ['1'] }]);
    await bridge.answer('messages.putAside', ok({ changed: ['1'] }));
    void state().takeBack();
    expect(bridge.waiting('messages.takeBack').map(({ input }) => input)).toEqual([{ ids: ['1'] }]);
    await bridge.answer('messages.takeBack', err(broken));
    expect([state().sending, state().sendFailure]).toEqual([false, broken]);
  });

  test('says why it could not be sent again, as long as it is open', async () => {
    state().open('1');
    void state().tryNow();
    await bridge.answer('messages.tryNow', err(broken));
    expect(state().sendFailure).toEqual(broken);
    state().open('2');
    expect(state().sendFailure).toBeNull();
  });
});
