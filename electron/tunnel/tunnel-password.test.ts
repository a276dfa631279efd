import { beforeEach, expect, test } from 'vitest';
import { failure } from '../../shared/failures.ts';
import { err, ok } from '../../shared/result.ts';
import { TunnelConfig } from '../../shared/tunnel.ts';
import { createMemoryStore } from '../secrets/memory.ts';
import type { SecretStore } from '../secrets/secret-store.ts';
import { keepTunnelPassword } from './tunnel-password.ts';

const ssh = (host: string, by: 'password' | 'agent' = 'password') =>
  TunnelConfig.parse({ provider: 'ssh', host, user: 'root', auth: { by }, remotePort: 8080, publicUrl: 'https://wx.example.com' });
const before = ssh('one.example.com');

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
