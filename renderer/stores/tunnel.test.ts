import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { err, ok } from '../../shared/result.ts';
import type { TunnelConfig, TunnelState } from '../../shared/tunnel.ts';
import { broken, createFakeBridge, type FakeBridge } from './fake-bridge.ts';
import { createTunnelStore } from './tunnel.ts';
import { formOfTunnel } from './tunnel-form.ts';
import { publicUrlOf, tunnelDot } from './tunnel-health.ts';

let bridge: FakeBridge;
let tunnel: ReturnType<typeof createTunnelStore>;
let stop: () => void;

beforeEach(() => {
  bridge = createFakeBridge();
  tunnel = createTunnelStore(bridge);
  stop = tunnel.start();
});
afterEach(() => {
  stop();
  expect(bridge.listeners()).toBe(0);
});

const none: TunnelConfig = { provider: 'none' };
const own: TunnelConfig = { provider: 'none', publicUrl: 'https://wx.example.com' };
const at = (state: TunnelState['state'], change: Partial<TunnelState> = {}): TunnelState => ({
  ...{ provider: 'none', state, requests: 0, notes: [], output: [] },
  ...change,
});
const store = () => tunnel.store.getState();
const now = () => store().tunnel.value;
const loaded = (config = none, state = at('off')) => bridge.answer('tunnel.get', ok({ config, state }));

describe('the tunnel', () => {
  test('is asked for, then follows what happens', async () => {
    expect(store().tunnel.state).toBe('loading');
    await loaded();
    bridge.emit('tunnel.changed', at('starting'));
    expect(now()).toEqual({ config: none, state: at('starting') });
  });

  test('that cannot be had says why, and waits again when it is asked for again', async () => {
    await bridge.answer('tunnel.get', err(broken));
    expect(store().tunnel).toEqual({ state: 'failed', failure: broken });
    void store().load();
    expect(store().tunnel).toEqual({ state: 'loading' });
  });

  test('is not undone by an answer older than what has happened since', async () => {
    bridge.emit('tunnel.changed', at('up'));
    await loaded(own, at('starting'));
    expect(now()).toEqual({ config: own, state: at('up') });
  });

  test('is not undone by the late answer to an earlier question', async () => {
    await loaded();
    void store().load();
    void store().save(formOfTunnel(own), '');
    await bridge.answer('tunnel.set', ok({ config: own, state: at('up') }));
    await bridge.answer('tunnel.get', ok({ config: none, state: at('off') }));
    expect(now()).toEqual({ config: own, state: at('up') });
  });

  test.each([at('up', { provider: 'localtunnel' }), at('up', { publicUrl: 'https://wx.example.com' }), at('starting')])(
    'that another window may have set anew is asked for again (%o)',
    async (state) => {
      await loaded(own, at('up'));
      bridge.emit('tunnel.changed', state);
      expect(bridge.waiting('tunnel.get')).toHaveLength(1);
    },
  );

  test('that goes on, or is set here, is not', async () => {
    await loaded(own, at('up'));
    bridge.emit('tunnel.changed', at('up', { requests: 1 }));
    void store().save(formOfTunnel(none), '');
    bridge.emit('tunnel.changed', at('off'));
    expect(bridge.waiting('tunnel.get')).toEqual([]);
  });
});

describe('saving', () => {
  test('sends what is typed, the password apart, and takes what comes back', async () => {
    await loaded();
    const form = formOfTunnel(own);
    store().edit(form);
    void store().save(form, 'secret');
    expect(bridge.waiting('tunnel.set')[0]?.input).toEqual({ config: own, password: 'secret' });
    expect(store().busy).toBe('save');
    bridge.emit('tunnel.changed', at('up'));
    await bridge.answer('tunnel.set', ok({ config: own, state: at('starting') }));
    expect(store()).toMatchObject({ busy: null, failed: null, draft: null, tunnel: { value: { config: own, state: at('up') } } });
  });

  test('that failed keeps the draft and says why, even where something else was answered meanwhile', async () => {
    await loaded();
    store().edit(formOfTunnel(own));
    const saved = store().save(formOfTunnel(own), '');
    void store().load();
    await loaded();
    await bridge.answer('tunnel.set', err(broken));
    expect(await saved).toBe(false);
    expect(store()).toMatchObject({ busy: null, failed: { act: 'save', failure: broken }, draft: { ownUrl: 'https://wx.example.com' } });
  });

  test('leaves what is typed meanwhile', async () => {
    await loaded();
    const form = formOfTunnel(own);
    store().edit(form);
    void store().save(form, '');
    store().edit({ ...form, ownUrl: 'https://wx.example.org' });
    await bridge.answer('tunnel.set', ok({ config: own, state: at('up') }));
    expect(store().draft?.ownUrl).toBe('https://wx.example.org');
  });

  test('a draft that says what is saved is none', async () => {
    await loaded(own);
    store().edit({ ...formOfTunnel(own), ownUrl: '' });
    expect(store().draft).not.toBeNull();
    store().edit(formOfTunnel(own));
    expect(store().draft).toBeNull();
  });
});

test.each(['start', 'stop', 'forgetHostKey', 'acknowledge'] as const)(
  '%s takes the state that comes back and leaves the configuration',
  async (act) => {
    await loaded(own);
    const done = store()[act]();
    expect(store().busy).toBe(act);
    await bridge.answer(`tunnel.${act}`, ok(at('retrying')));
    await done;
    expect(now()).toEqual({ config: own, state: at('retrying') });
    void store()[act]();
    await bridge.answer(`tunnel.${act}`, err(broken));
    expect(store().failed).toEqual({ act, failure: broken });
  },
);

describe('the dot', () => {
  test.each([
    ['off', 'warning'],
    ['starting', 'working'],
    ['up', 'ok'],
    ['retrying', 'warning'],
    ['failed', 'down'],
  ] as const)('%s is %s', (state, health) => expect(tunnelDot(at(state), true)).toEqual({ health, word: state }));

  test('without a real account nothing is a problem', () => {
    for (const state of ['off', 'retrying', 'failed'] as const) expect(tunnelDot(at(state), false).health).toBe('idle');
    expect(tunnelDot(at('up'), false).health).toBe('ok');
  });

  test('warns of a changed address, and of a slow way', () => {
    expect(tunnelDot(at('up', { publicUrlBefore: 'https://old' }), true)).toEqual({ health: 'warning', word: 'changed' });
    expect(tunnelDot(at('up', { probe: { at: 0, ms: 1200, failure: broken } }), true)).toEqual({ health: 'warning', word: 'slow' });
  });
});

test('the public URL counts while the tunnel is wanted', () => {
  expect(publicUrlOf(undefined)).toBeNull();
  expect(publicUrlOf(at('off', { publicUrl: 'https://old' }))).toBeNull();
  expect(publicUrlOf(at('starting'))).toBeNull();
  expect(publicUrlOf(at('retrying', { publicUrl: 'https://wx.example.com' }))).toBe('https://wx.example.com');
});
