import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { failure } from '../../shared/failures.ts';
import { err } from '../../shared/result.ts';
import type { SecretStore } from '../secrets/secret-store.ts';
import { readAuth } from './auth.ts';

const folder = mkdtempSync(join(tmpdir(), 'weiguan-keys-'));
const refusing = async () => err(failure('secrets/no-keychain'));
const store: SecretStore = { kind: 'keychain', get: refusing, set: refusing, delete: refusing };
const names = { passphrase: 'tunnel/ssh-passphrase', password: 'tunnel/ssh-password' };
const read = (auth: Parameters<typeof readAuth>[0]['auth']) => readAuth({ user: 'me', auth }, store, names, {});

beforeAll(() => {
  for (const [name, passphrase] of [
    ['plain', ''],
    ['locked', 'correct horse'],
  ] as const)
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', passphrase, '-f', join(folder, name)]);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a key without a passphrase needs no secret store', async () => {
  expect(await read({ by: 'key', file: join(folder, 'plain') })).toMatchObject({ ok: true });
});

test('a key with one, and a password, fail with what the store says', async () => {
  for (const auth of [{ by: 'key', file: join(folder, 'locked') } as const, { by: 'password' } as const])
    expect(await read(auth)).toMatchObject({ error: { code: 'secrets/no-keychain' } });
});
