import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { err, ok } from '../../shared/result.ts';
import type { Phone, PhoneBubble } from '../../shared/simulator.ts';
import { broken, createFakeBridge, type FakeBridge } from './fake-bridge.ts';
import { createSimulatorStore, mergePhones, shownBubble, shownPhone } from './simulator.ts';

let bridge: FakeBridge;
let simulator: ReturnType<typeof createSimulatorStore>;
let stop: () => void;

beforeEach(() => {
  bridge = createFakeBridge();
  simulator = createSimulatorStore(bridge);
  stop = simulator.start();
});
afterEach(() => {
  stop();
  expect(bridge.listeners()).toBe(0);
});

const state = () => simulator.store.getState();
const bubble = (id: string, side: PhoneBubble['side'] = 'person'): PhoneBubble => ({
  id,
  side,
  kind: 'text',
  text: id,
  at: 0,
  attempts: [],
});
const phone = (account: string, ...bubbles: PhoneBubble[]): Phone => ({
  ...{ account, platform: 'wecom', accountName: account, person: 'zhangsan', personName: '张三', menu: [] },
  bubbles,
});
const shown = () => (state().phones.value ?? []).map(({ account, bubbles }) => `${account}:${bubbles.map(({ id }) => id).join(',')}`);

test('a phone that has changed takes its old place, one not seen before goes to the end', () => {
  const merged = mergePhones([phone('one'), phone('two')], [phone('three'), phone('one', bubble('a'))]);
  expect(merged.map(({ account, bubbles }) => `${account} ${bubbles.length}`)).toEqual(['one 1', 'two 0', 'three 0']);
});

test('what is typed stays on its phone, leaves with the message, and comes back where that cannot be sent', async () => {
  state().type('one', '状态');
  state().type('two', '帮助');
  const sent = state().act('one', { kind: 'text', text: '状态' });
  expect(state().drafts).toEqual({ one: '', two: '帮助' });
  await bridge.answer('simulator.act', ok({ bubble: 'a' }));
  await sent;
  expect(state().drafts.one).toBe('');
  const refused = state().act('two', { kind: 'text', text: '帮助' });
  await bridge.answer('simulator.act', err(broken));
  await refused;
  expect(state().drafts.two).toBe('帮助');
});

test('what is typed stays where something else is said, also where that cannot be sent', async () => {
  state().type('one', '重启 web');
  const sent = state().act('one', { kind: 'text', text: '状态' });
  expect(state().drafts.one).toBe('重启 web');
  await bridge.answer('simulator.act', err(broken));
  await sent;
  expect(state().drafts.one).toBe('重启 web');
});

test('what is spoken leaves too, without the spaces around it', () => {
  state().type('one', ' 状态\n');
  void state().act('one', { kind: 'voice', transcript: '状态' });
  expect(state().drafts.one).toBe('');
});

describe('the phones', () => {
  test('are asked for, then follow what happens', async () => {
    expect([state().phones.state, shownPhone(state())]).toEqual(['loading', undefined]);
    await bridge.answer('simulator.phones', ok([phone('one'), phone('two')]));
    bridge.emit('simulator.changed', [phone('two', bubble('a'))]);
    expect(shown()).toEqual(['one:', 'two:a']);
  });

  test('that cannot be had say why, and wait again when they are asked for again', async () => {
    await bridge.answer('simulator.phones', err(broken));
    expect(state().phones).toEqual({ state: 'failed', failure: broken });
    void state().load();
    expect(state().phones).toEqual({ state: 'loading' });
  });

  test('are not undone by an answer older than what has happened since', async () => {
    bridge.emit('simulator.changed', [phone('two', bubble('a'))]);
    await bridge.answer('simulator.phones', ok([phone('one'), phone('two')]));
    expect(shown()).toEqual(['one:', 'two:a']);
  });

  test('are not undone by the late answer to an earlier question', async () => {
    void state().load();
    const [earlier, later] = bridge.waiting('simulator.phones');
    await later?.answer(ok([phone('one', bubble('a'))]));
    await earlier?.answer(ok([phone('one')]));
    expect(shown()).toEqual(['one:a']);
  });
});

describe('on the table is', () => {
  beforeEach(() => bridge.answer('simulator.phones', ok([phone('one'), phone('two')])));

  test('the first phone, until somebody chooses', () => {
    expect(shownPhone(state())?.account).toBe('one');
    state().choose('two');
    expect(shownPhone(state())?.account).toBe('two');
  });

  test('the first phone again where the chosen one is gone', () => {
    state().choose('gone');
    expect(shownPhone(state())?.account).toBe('one');
  });
});

test('the deliveries shown are those of the chosen bubble, else of the last that was sent', () => {
  const chat = phone('one', bubble('a'), bubble('b'), bubble('answer', 'account'));
  expect([null, 'a', 'answer', 'cleared'].map((chosen) => shownBubble(chat, chosen)?.id)).toEqual(['b', 'a', 'b', 'b']);
  expect(shownBubble(phone('one', bubble('answer', 'account')), null)).toBeUndefined();
});

describe('what the person does', () => {
  beforeEach(() => bridge.answer('simulator.phones', ok([phone('one', bubble('a')), phone('two')])));

  test('goes to the gateway, and shows the deliveries of what is sent', () => {
    state().chooseBubble('a');
    void state().act('one', { kind: 'text', text: '状态' });
    expect(bridge.waiting('simulator.act')[0]?.input).toEqual({ account: 'one', action: { kind: 'text', text: '状态' } });
    expect(state().bubble).toBeNull();
  });

  test.each([
    ['an act', 'simulator.act', () => state().act('one', { kind: 'image' })],
    ['clearing the chat', 'simulator.clear', () => state().clear('one')],
  ] as const)('says what %s ran into, until the next try', async (_, call, doIt) => {
    void doIt();
    await bridge.answer(call, err(broken));
    expect(state().failure).toEqual(broken);
    void state().act('one', { kind: 'image' });
    expect(state().failure).toBeNull();
  });

  test.each([
    ['an act', 'simulator.act', () => state().act('one', { kind: 'image' })],
    ['clearing the chat', 'simulator.clear', () => state().clear('one')],
  ] as const)('and what %s ran into, does not show beside another phone', async (_, call, doIt) => {
    void doIt();
    state().choose('two');
    state().chooseBubble('b');
    await bridge.answer(call, err(broken));
    expect([state().failure, state().bubble]).toEqual([null, 'b']);
  });
});
