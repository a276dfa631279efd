import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { must } from '../../shared/test-result.ts';
import { createMemoryStore } from './memory.ts';
import { openSecretStore } from './open-secret-store.ts';
import { longestSecret, type SecretStore } from './secret-store.ts';
import { createTestKeytar } from './test-keytar.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'weiguan-secrets-'));
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

let now = 1000;
const clock = { now: () => now, elapsed: () => 0 };

async function opened(settings: Partial<Parameters<typeof openSecretStore>[0]>): Promise<SecretStore> {
  return must(await openSecretStore({ dataDir, clock, ...settings }));
}
const keytar = createTestKeytar();
const backEnds: [string, () => Promise<SecretStore>][] = [
  ['memory', async () => createMemoryStore(clock)],
  ['file', () => opened({ file: { passphrase: 'a good passphrase' } })],
  ['keychain', () => opened({ keychain: { load: async () => keytar } })],
];
const key = generateKeyPairSync('rsa', { modulusLength: 4096 }).privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
const token = randomBytes(384).toString('base64');

describe.each(backEnds)('secrets in the back end %s', (kind, open) => {
  test('come back as they were set, with the time of their change', async () => {
    const store = await open();
    expect(store.kind).toBe(kind);
    const name = 'account/corp/api-secret';
    expect(await store.get(name)).toEqual({ ok: true, value: undefined });
    now = 2000;
    expect(await store.set(name, 'first')).toEqual({ ok: true, value: { text: 'first', changedAt: 2000 } });
    now = 3000;
    await store.set(name, 'second');
    expect(await store.get(name)).toEqual({ ok: true, value: { text: 'second', changedAt: 3000 } });
    expect(await store.get('account/corp/api')).toEqual({ ok: true, value: undefined });
  });
  test.each([
    ['an access_token of 512 bytes', token],
    ['an SSH key', key],
    ['Chinese and emoji', '密钥🔑'.repeat(500)],
    ['control characters', '\u0000\u0001\n"\\'.repeat(800)],
    ['the longest secret', 'x'.repeat(longestSecret)],
    ['the empty text', ''],
  ])('may be %s', async (_, text) => {
    const store = await open();
    await store.set('ssh/nas/key', text);
    expect(await store.get('ssh/nas/key')).toMatchObject({ ok: true, value: { text } });
  });
  test('that are too long are refused, and the old one stays', async () => {
    const store = await open();
    await store.set('token', 'old');
    expect(await store.set('token', 'x'.repeat(longestSecret + 1))).toMatchObject({ ok: false, error: { code: 'secrets/too-long' } });
    expect(await store.get('token')).toMatchObject({ value: { text: 'old' } });
  });
  test('are gone when deleted, and may be deleted twice', async () => {
    const store = await open();
    await store.set('ssh/nas/key', key);
    for (let round = 0; round < 2; round++) expect(await store.delete('ssh/nas/key')).toEqual({ ok: true, value: null });
    expect(await store.get('ssh/nas/key')).toEqual({ ok: true, value: undefined });
  });
  test('that are set all at once are all there, the last word for each', async () => {
    const store = await open();
    const changes = Array.from({ length: 40 }, (_, index) => store.set(`many/${index % 10}`, `${index} ${'x'.repeat(index * 200)}`));
    expect((await Promise.all(changes)).every(({ ok }) => ok)).toBe(true);
    for (let name = 0; name < 10; name++) {
      expect(await store.get(`many/${name}`)).toMatchObject({ value: { text: expect.stringMatching(`^${30 + name} `) } });
    }
  });
  test('have names of letters, digits, - _ . and /; another one is a bug', async () => {
    const store = await open();
    for (const name of ['', 'a b', 'a#a0', '../x', 'ä'])
      await expect(async () => store.get(name)).rejects.toThrow('not a name of a secret');
  });
});
