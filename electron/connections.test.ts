import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AccountDraft } from '../shared/account-draft.ts';
import { translateFailure } from '../shared/failures.ts';
import { ok } from '../shared/result.ts';
import { must, mustFail } from '../shared/test-result.ts';
import { TunnelConfig } from '../shared/tunnel.ts';
import { startSshServer } from '../test/support/ssh-server.ts';
import { type Accounts, openAccounts } from './accounts/accounts.ts';
import { systemClock } from './clock.ts';
import { type Connections, openConnections } from './connections.ts';
import { createOwnRequests } from './doctor/own-requests.ts';
import { account as wecom } from './doctor/test-context.ts';
import { createEventHub } from './events.ts';
import { openKeptValues } from './kept-values.ts';
import { markProcess } from './programs/process-mark.ts';
import { openLeftSecrets } from './secrets/left-secrets.ts';
import { createMemoryStore } from './secrets/memory.ts';
import type { SecretStore } from './secrets/secret-store.ts';
import type { Store } from './store/store.ts';
import { openTestStore, testFolder } from './store/test-store.ts';

const bugs: unknown[] = [];

let dir: string;
let store: Store;
let secrets: SecretStore;
let accounts: Accounts;
let connections: Connections;

beforeEach(async () => {
  dir = testFolder();
  store = await openTestStore(dir);
  secrets = createMemoryStore(systemClock);
});
afterEach(async () => {
  await connections.close();
  accounts.close();
  expect(bugs.splice(0)).toEqual([]);
});

async function open(): Promise<void> {
  const events = createEventHub();
  const common = { events, clock: systemClock, secrets: async () => ok(secrets), onBug: (error: unknown) => bugs.push(error) };
  const leftSecrets = await openLeftSecrets({ ...common, store });
  accounts = await openAccounts({ ...common, store, leftSecrets, given: [], random: randomBytes });
  connections = await openConnections({
    ...{ ...common, store, accounts, kept: await openKeptValues(store), dataDir: dir, listenerUrl: 'http://127.0.0.1:9' },
    network: { sawAnswer: () => undefined, works: async () => true },
    ...{ log: pino({ enabled: false }), ownRequests: createOwnRequests(), lastMessageAt: () => undefined },
  });
}

test('tunnel settings that cannot be read are told until others are saved', async () => {
  await store.do('settings.put', { tunnel: { provider: 'program', program: 'cloudflared', command: 'sh' } });
  await open();
  expect(connections.tunnel.state()).toMatchObject({ state: 'failed', failure: { code: 'tunnel/kept-unreadable' } });
  expect(await connections.configureTunnel({ provider: 'none' }, undefined)).toEqual(ok(null));
  expect(connections.tunnel.state()).toMatchObject({ state: 'off' });
  expect(connections.tunnel.state().failure).toBeUndefined();
  await connections.close();
  accounts.close();
  await open();
  expect(connections.tunnel.state()).toMatchObject({ state: 'off' });
});

test('where no tunnel was ever set up there is nothing to tell', async () => {
  await open();
  expect(connections.tunnel.state()).toEqual({ provider: 'none', state: 'off', requests: 0, notes: [], output: [] });
});

test('after a kill the messages of the last minute count for their person: those that were sent, and the one that was under way', async () => {
  await store.do('accounts.put', { account: wecom });
  const [first] = await Promise.all(
    ['ZhangSan', 'zhangsan'].map((person, key) =>
      store.do('messages.addActive', { key: `${key}`, account: wecom.id, person, at: Date.now() - 9_000, text: 'x' }),
    ),
  );
  await store.do('outbox.sent', { id: first ?? '', attempt: { at: Date.now() - 1_000, ms: 10 } });
  await open();
  const [state] = connections.platforms.states();
  expect(state?.gauges.find(({ name }) => name === 'member')).toMatchObject({ windowMs: 60_000, used: 2 });
});

test("after a kill the tunnel's program of last time is ended, before another one is started beside it", async () => {
  const left = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore', detached: process.platform !== 'win32' });
  await once(left, 'spawn');
  const ended = once(left, 'exit');
  await store.do('settings.put', { 'tunnel.program': await markProcess(left.pid ?? 0) });
  await open();
  await ended;
});

test('a tunnel that the admin has stopped stays so over a restart, until it is started', async () => {
  const restart = async () => {
    await connections.close();
    accounts.close();
    await open();
  };
  const state = () => connections.tunnel.state().state;
  await open();
  const own = { provider: 'none', publicUrl: 'http://127.0.0.1:9' } as const;
  await connections.configureTunnel(TunnelConfig.parse(own), undefined);
  await connections.stopTunnel();
  await restart();
  await new Promise((resolve) => setImmediate(resolve));
  expect(state()).toBe('off');
  await connections.startTunnel();
  await restart();
  await expect.poll(state).not.toBe('off');
  await connections.stopTunnel();
  await connections.configureTunnel(TunnelConfig.parse(own), undefined);
  await restart();
  await expect.poll(state).not.toBe('off');
});

test('of a stop and a start that were asked for at once the last one counts, over a restart too', async () => {
  const own = { provider: 'none', publicUrl: 'http://127.0.0.1:9' } as const;
  const state = () => connections.tunnel.state().state;
  const isKeptStopped = async () => (await openKeptValues(store)).has('tunnel.stopped');
  await open();
  await connections.configureTunnel(TunnelConfig.parse(own), undefined);
  await Promise.all([connections.stopTunnel(), connections.startTunnel()]);
  expect([state(), await isKeptStopped()]).toEqual(['starting', false]);
  await connections.stopTunnel();
  await Promise.all([connections.startTunnel(), connections.stopTunnel()]);
  expect([state(), await isKeptStopped()]).toEqual(['off', true]);
});

test('a password of the tunnel that nothing uses any more is gone, also one that was left behind before', async () => {
  const ssh = { provider: 'ssh', host: '127.0.0.1', port: 9, user: 'me', auth: { by: 'password' }, remotePort: 1 } as const;
  const kept = async () => (await secrets.get('tunnel/ssh-password')) as { value?: unknown };
  await open();
  await connections.configureTunnel(TunnelConfig.parse({ ...ssh, publicUrl: 'http://127.0.0.1:9' }), 'of the server');
  expect((await kept()).value).toBeDefined();
  await connections.configureTunnel({ provider: 'none' }, undefined);
  expect((await kept()).value).toBeUndefined();
  await accounts.add(
    AccountDraft.parse({ id: 'ops', platform: 'wecom', name: '运维', receiverId: 'ww1234567890abcdef', agentId: '1000002' }),
    {},
  );
  await secrets.set('tunnel/ssh-password', 'left behind');
  const deleted = new Promise<string>((resolve) => {
    const { delete: remove } = secrets;
    secrets.delete = (name) => remove(name).finally(() => name === 'tunnel/ssh-password' && resolve(name));
  });
  await connections.close();
  accounts.close();
  await open();
  await deleted;
  expect((await kept()).value).toBeUndefined();
});

describe('the way out through ssh', () => {
  const host = '127.0.0.1';
  const ssh = { provider: 'ssh', host, user: 'me', auth: { by: 'password' }, remotePort: 1, publicUrl: 'http://127.0.0.1:9' } as const;
  const checkApp = async () => must(await connections.platforms.client('ops')).checkApp();

  beforeEach(async () => {
    await open();
    const draft = { platform: 'wecom', name: '运维', receiverId: 'ww1234567890abcdef', agentId: '1000002', wayOut: { via: 'ssh' } };
    must(await accounts.add(AccountDraft.parse({ id: 'ops', ...draft, apiBase: 'http://127.0.0.1:9' }), { apiSecret: 'Zk3'.repeat(14) }));
  });

  test('says that the tunnel is none over ssh', async () => {
    mustFail(await checkApp(), 'tunnel/no-ssh');
  });

  test('says that the tunnel is off, and what to do', async () => {
    await connections.configureTunnel(TunnelConfig.parse({ ...ssh, port: 9 }), 'of the server');
    await connections.tunnel.stop();
    const off = mustFail(await checkApp(), 'tunnel/off');
    expect(off.hint).toBe('先在“接入”页开启它。');
    expect(translateFailure(off, 'en').hint).toBe('Turn it on on the Connection page first.');
  });

  test.each(['password', 'keyboard-interactive'] as const)('a server that refuses our %s is not asked again by each call', async (asks) => {
    const server = await startSshServer({ user: 'me', password: 'right', asks });
    await connections.configureTunnel(TunnelConfig.parse({ ...ssh, port: server.port }), 'wrong');
    await expect.poll(() => connections.tunnel.state().failure?.code).toBe('ssh/auth-password');
    expect(server.logins()).toBe(1);
    mustFail(await checkApp(), 'ssh/auth-password');
    for (let call = 0; call < 10; call += 1) mustFail(await connections.tunnel.dial(host, 9), 'ssh/auth-password');
    expect(server.logins()).toBe(1);
    await connections.tunnel.start();
    await expect.poll(() => server.logins()).toBe(2);
    await server.close();
  });
});
