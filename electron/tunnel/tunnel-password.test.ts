import { beforeEach, expect, test } from 'vitest';
import { failure } from '../../shared/failures.ts';
import { err, ok } from '../../shared/result.ts';
import { TunnelConfig } from '../../shared/tunnel.ts';
import type { Secrets } from '../secrets/lazy-secrets.ts';
import { createMemoryStore } from '../secrets/memory.ts';
import type { SecretStore } from '../secrets/secret-store.ts';
import { forgetUnused, keepTunnelPassword as keepWith, type TunnelChange } from './tunnel-password.ts';

const ssh = (host: string, by: 'password' | 'agent' = 'password') =>
  TunnelConfig.parse({ provider: 'ssh', host, user: 'root', auth: { by }, remotePort: 8080, publicUrl: 'https://wx.example.com' });
const before = ssh('one.example.com');

const keepTunnelPassword = (secrets: Secrets, change: TunnelChange) => keepWith(secrets, change, async () => undefined);

let store: SecretStore;
beforeEach(async () => {
  store = createMemoryStore({ now: () => 0, elapsed: () => 0 });
  await keepTunnelPassword(async () => ok(store), { before, config: before, password: 'of the first server' });
});
const kept = async () => {
  const read = await store.get('tunnel/ssh-password');
  return read.ok ? read.value?.text : undefined;
};

test('a password is kept for its server, also when something else is changed', async () => {
  await keepTunnelPassword(async () => ok(store), {
    before,
    config: { ...before, publicUrl: 'https://other.example.com' } as never,
    password: undefined,
  });
  expect(await kept()).toBe('of the first server');
});

test('it is never sent to another server: there it has to be typed again', async () => {
  await keepTunnelPassword(async () => ok(store), { before, config: ssh('two.example.com'), password: undefined });
  expect(await kept()).toBeUndefined();
});

test('a login that needs no secret works without a keychain; one that is typed does not', async () => {
  const locked = async () => err(failure('secrets/locked'));
  expect(await keepTunnelPassword(locked, { before, config: ssh('two.example.com', 'agent'), password: undefined })).toMatchObject({
    ok: true,
  });
  expect(await keepTunnelPassword(locked, { before, config: before, password: 'typed' })).toMatchObject({
    error: { code: 'secrets/locked' },
  });
});

test('where there is no keychain a key and a program are taken, for they may need no secret; a login by password is not', async () => {
  const none = async () => err(failure('secrets/no-keychain'));
  const key = { ...before, auth: { by: 'key', file: '/id' } } as TunnelConfig;
  const named = TunnelConfig.parse({ provider: 'program', program: 'cloudflared', command: 'cloudflared', args: ['tunnel', 'run', 'x'] });
  for (const config of [key, named]) expect(await keepTunnelPassword(none, { before, config, password: undefined })).toEqual(ok(null));
  for (const change of [
    { config: ssh('two.example.com'), password: undefined },
    { config: key, password: 'typed' },
  ])
    expect(await keepTunnelPassword(none, { before, ...change })).toMatchObject({ error: { code: 'secrets/no-keychain' } });
});

test('it is forgotten when it is not used any more: another provider, another way to log in, a program without a token', async () => {
  const key = { ...before, auth: { by: 'key', file: '/id' } } as TunnelConfig;
  const token = TunnelConfig.parse({ provider: 'program', program: 'cloudflared', command: 'cloudflared', args: ['tunnel', 'run'] });
  const others = [
    TunnelConfig.parse({ provider: 'localtunnel' }),
    { provider: 'none' } as const,
    ssh('one.example.com', 'agent'),
    key,
    token,
  ];
  for (const config of others) {
    await store.set('tunnel/ssh-password', 'of the first server');
    await keepTunnelPassword(async () => ok(store), { before, config, password: undefined });
    expect([config.provider, await kept()]).toEqual([config.provider, undefined]);
  }
  await store.set('tunnel/program-token', 'eyJh');
  await keepTunnelPassword(async () => ok(store), { before: token, config: before, password: undefined });
  expect(await store.get('tunnel/program-token')).toEqual(ok(undefined));
});

test('what a locked keychain would not delete is deleted later, and never sent to another server', async () => {
  const locked = async () => err(failure('secrets/locked'));
  const elsewhere = { before, config: ssh('two.example.com'), password: undefined };
  expect(await keepTunnelPassword(locked, elsewhere)).toMatchObject({ error: { code: 'secrets/locked' } });
  await forgetUnused(store, before);
  expect(await kept()).toBe('of the first server');
  await forgetUnused(store, { provider: 'none' });
  expect(await kept()).toBeUndefined();
});

test('while the configuration is kept no password is there that is not for it: neither the old one nor the new one', async () => {
  let meanwhile: unknown = 'not asked';
  const change = { before, config: ssh('two.example.com'), password: 'of the second server' };
  const keepConfig = async () => {
    meanwhile = await kept();
  };
  await keepWith(async () => ok(store), change, keepConfig);
  expect([meanwhile, await kept()]).toEqual([undefined, 'of the second server']);
});
