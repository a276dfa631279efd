import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PlatformState } from '../../shared/platform.ts';
import { err, ok } from '../../shared/result.ts';
import { accountView, broken, createFakeBridge, type FakeBridge } from './fake-bridge.ts';
import { createPlatformsStore, hasNewAddress } from './platforms.ts';
import { tokenDot } from './platforms-health.ts';

let bridge: FakeBridge;
let platforms: ReturnType<typeof createPlatformsStore>;
let stop: () => void;
let kept: Record<string, string>;

const storage = {
  getItem: (name: string) => kept[name] ?? null,
  setItem: (name: string, text: string) => {
    kept[name] = text;
  },
};

beforeEach(() => {
  kept = {};
  bridge = createFakeBridge();
  platforms = createPlatformsStore(bridge, storage);
  stop = platforms.start();
});
afterEach(() => {
  stop();
  expect(bridge.listeners()).toBe(0);
});

const store = () => platforms.store.getState();
const platform = (state: PlatformState['token']['state'], change: Partial<PlatformState> = {}): PlatformState => ({
  ...{ account: 'ops', token: { state }, gauges: [], wayOut: 'direct' },
  ...change,
});
const moved = platform('valid', { egress: { ip: '203.0.113.8', since: 0, before: '203.0.113.7' } });

describe('the platforms', () => {
  test('are asked for, then follow what happens', async () => {
    await bridge.answer('platforms.list', ok([platform('none')]));
    expect(store().platforms).toEqual({ state: 'ready', value: [platform('none')] });
    bridge.emit('platforms.changed', [platform('valid')]);
    expect(store().platforms.value).toEqual([platform('valid')]);
  });

  test('that cannot be had say why', async () => {
    await bridge.answer('platforms.list', err(broken));
    expect(store().platforms).toEqual({ state: 'failed', failure: broken });
  });

  test('are not undone by an answer older than what has happened since', async () => {
    bridge.emit('platforms.changed', [platform('valid')]);
    await bridge.answer('platforms.list', ok([platform('none')]));
    expect(store().platforms.value).toEqual([platform('valid')]);
  });
});

describe('a check', () => {
  test('says what came of it, and runs once at a time', async () => {
    void store().check('ops');
    void store().check('ops');
    expect(bridge.waiting('platforms.check')).toHaveLength(1);
    expect(store().checks).toEqual({ ops: { state: 'running' } });
    await bridge.answer('platforms.check', ok({ name: '运维', disabled: false }));
    expect(store().checks).toEqual({ ops: { state: 'ok', name: '运维', disabled: false } });
  });

  test('that failed says why', async () => {
    void store().check('ops');
    await bridge.answer('platforms.check', err(broken));
    expect(store().checks).toEqual({ ops: { state: 'failed', failure: broken } });
  });
});

test('a new address is news until the admin has allowed it, also after a reload', () => {
  expect(hasNewAddress(moved, store().allowedIps)).toBe(true);
  store().allowIp('ops', '203.0.113.8');
  expect(hasNewAddress(moved, store().allowedIps)).toBe(false);
  expect(hasNewAddress(moved, createPlatformsStore(bridge, storage).store.getState().allowedIps)).toBe(false);
  expect(hasNewAddress(platform('valid', { egress: { ip: '203.0.113.9', since: 0, before: '203.0.113.8' } }), store().allowedIps)).toBe(
    true,
  );
});

test('an address that is known for the first time is no change', () => {
  expect(hasNewAddress(platform('valid', { egress: { ip: '203.0.113.8', since: 0 } }), {})).toBe(false);
});

describe('the dot', () => {
  const ops = accountView();
  const oa = accountView({ id: 'oa' });
  const sandbox = accountView({ id: 'sandbox', origin: 'sandbox' });

  test('is the worst of the accounts', () => {
    const states = [platform('valid'), platform('failed', { account: 'oa' })];
    expect(tokenDot(states, [ops, oa], {})).toEqual({ health: 'down', word: 'failed' });
    expect(tokenDot(states.slice(0, 1), [ops, oa], {})).toEqual({ health: 'ok', word: 'valid' });
  });

  test('warns of a new address', () => expect(tokenDot([moved], [ops], {})).toEqual({ health: 'warning', word: 'address' }));

  test('leaves the sandbox and what is disabled out', () => {
    const states = [platform('failed', { account: 'sandbox' }), platform('failed', { account: 'oa' }), platform('none')];
    expect(tokenDot(states, [ops, { ...oa, enabled: false }, sandbox], {})).toEqual({ health: 'idle', word: 'none' });
  });
});
