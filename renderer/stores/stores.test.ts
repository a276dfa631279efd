import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { CallName, Settings } from '../../shared/api.ts';
import { ok } from '../../shared/result.ts';
import type { HttpBridge } from '../bridge/http-bridge.ts';
import { createFakeBridge, type FakeBridge, row } from './fake-bridge.ts';
import { createStores, type Stores } from './stores.ts';

const chinese: Settings = { language: 'zh-CN', theme: 'system' };
const english: Settings = { language: 'en', theme: 'system' };

let bridge: FakeBridge;
let stores: Stores;
let stop: () => void;
let window: ReturnType<typeof fakeWindow>;

function fakeWindow(remembered: Record<string, string> = {}) {
  const location = { hash: '' };
  return Object.assign(new EventTarget(), {
    location,
    localStorage: { getItem: (name: string) => remembered[name] ?? null, setItem: () => undefined },
    matchMedia: () => Object.assign(new EventTarget(), { matches: false }),
  });
}

function start(remembered: Record<string, string> = {}, http?: Pick<HttpBridge, 'signIn' | 'onSession'>) {
  window = fakeWindow(remembered);
  stores = createStores({ bridge, ...(http ? { http: http as HttpBridge } : {}) }, window as unknown as Window);
  stop = stores.start();
}

/** How often each call waits for its answer. */
const asked = (...names: CallName[]) => names.map((name) => bridge.waiting(name).length);
const turn = (hash: string) => {
  window.location.hash = hash;
  window.dispatchEvent(new Event('hashchange'));
};

beforeEach(() => {
  vi.useFakeTimers();
  bridge = createFakeBridge();
});
afterEach(() => {
  stop();
  expect([bridge.listeners(), vi.getTimerCount()]).toEqual([0, 0]);
  vi.useRealTimers();
});

test('at the start everything that shows at once is asked for, once', () => {
  start();
  expect(asked('settings.get', 'overview.get', 'messages.page', 'simulator.phones')).toEqual([1, 1, 1, 1]);
  expect(asked('tunnel.get', 'platforms.list')).toEqual([1, 1]);
  expect(asked('messages.get', 'overview.rate')).toEqual([0, 0]);
});

test('after a break everything is asked for again', () => {
  start();
  bridge.connect(false);
  bridge.connect(true);
  expect(asked('settings.get', 'overview.get', 'messages.page', 'simulator.phones')).toEqual([2, 2, 2, 2]);
  expect(asked('tunnel.get', 'platforms.list')).toEqual([2, 2]);
});

test('the accounts are asked for once somebody looks at them, and again after a break', () => {
  start();
  expect(asked('accounts.list')).toEqual([0]);
  turn('#/accounts');
  expect(asked('accounts.list')).toEqual([1]);
  bridge.connect(false);
  bridge.connect(true);
  expect(asked('accounts.list')).toEqual([2]);
});

test('after signing in everything is asked for again', () => {
  let tell: (signedIn: boolean) => void = () => undefined;
  const onSession = (listener: typeof tell) => {
    tell = listener;
    return () => undefined;
  };
  start({}, { signIn: async () => ok(null), onSession });
  tell(false);
  expect(stores.session.getState().signedOut).toBe(true);
  tell(true);
  expect(asked('settings.get', 'messages.page')).toEqual([2, 2]);
});

describe('the open message is the one that the address names', () => {
  test('and the cursor stands on it', () => {
    start();
    turn('#/messages/7');
    expect([stores.detail.getState().id, stores.messages.getState().cursor]).toEqual(['7', '7']);
    turn('#/messages/6');
    expect([stores.detail.getState().id, stores.messages.getState().cursor]).toEqual(['6', '6']);
  });

  test('closing it leaves the cursor where it is', () => {
    start();
    turn('#/messages/7');
    turn('#/messages');
    expect([stores.detail.getState().id, stores.messages.getState().cursor]).toEqual([null, '7']);
  });

  test('the part of another page is no message', () => {
    start();
    turn('#/overview/listener');
    expect([stores.detail.getState().id, stores.messages.getState().cursor]).toEqual([null, null]);
  });
});

describe('a new language of the gateway is a new text for every row', () => {
  const answerAll = async () => {
    await bridge.answer('settings.get', ok(chinese));
    await bridge.answer('messages.page', ok({ items: [row(1)], next: null }));
  };
  const reads = () => asked('messages.page', 'overview.get');

  test('by a click here', async () => {
    start();
    await answerAll();
    void stores.settings.getState().change({ language: 'en' });
    expect(reads()).toEqual([0, 1]);
    bridge.emit('settings.changed', english);
    expect(reads()).toEqual([1, 2]);
    await bridge.answer('settings.set', ok(english));
    expect(reads()).toEqual([1, 2]);
  });

  test('and of the open message', async () => {
    start();
    await answerAll();
    turn('#/messages/1');
    bridge.emit('settings.changed', english);
    expect(asked('messages.get')).toEqual([2]);
  });

  test('even where this page remembers another language than the gateway speaks', async () => {
    start({ 'weiguan.settings': JSON.stringify(english) });
    await answerAll();
    expect(reads()).toEqual([0, 1]);
    bridge.emit('settings.changed', english);
    expect(reads()).toEqual([1, 2]);
  });

  test('even where it changed while the gateway was out of reach', async () => {
    start();
    await answerAll();
    bridge.connect(false);
    bridge.connect(true);
    await bridge.answer('messages.page', ok({ items: [row(1, { summary: 'status' })], next: null }));
    await bridge.answer('settings.get', ok(english));
    expect(reads()).toEqual([1, 3]);
  });

  test('a new theme is not', async () => {
    start();
    await answerAll();
    bridge.emit('settings.changed', { ...chinese, theme: 'dark' });
    expect(reads()).toEqual([0, 1]);
  });
});
