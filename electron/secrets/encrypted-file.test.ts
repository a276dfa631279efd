import { randomBytes } from 'node:crypto';
import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { must } from '../../shared/test-result.ts';
import { systemClock } from '../clock.ts';
import { type FileKey, keyFault, openEncryptedFile } from './encrypted-file.ts';

const root = mkdtempSync(join(tmpdir(), 'weiguan-secrets-file-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const passphrase = 'a good passphrase';
let dataDir: string;
let file: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(root, 'data-'));
  file = join(dataDir, 'secrets.enc');
});

const open = (key: FileKey = { passphrase }) => openEncryptedFile(dataDir, key, systemClock);
async function opened(key?: FileKey) {
  return must(await open(key));
}
async function problem(key?: FileKey) {
  const store = await open(key);
  return store.ok ? undefined : store.error;
}

describe('the encrypted file', () => {
  test('keeps secrets over a restart, under a passphrase', async () => {
    await (await opened()).set('account/corp/token', 'tell-nobody');
    expect(await (await opened()).get('account/corp/token')).toMatchObject({ value: { text: 'tell-nobody' } });
    expect(readdirSync(dataDir)).toEqual(['secrets.enc']);
    expect(readFileSync(file, 'utf8')).not.toMatch(/tell-nobody|corp/);
  });
  test.skipIf(process.getuid?.() !== 0)('stays its owner’s where root rewrites it (needs root)', async () => {
    chownSync(dataDir, 12_345, 12_345);
    const store = await opened();
    await store.set('a', 'x');
    await store.set('a', 'y');
    expect(statSync(file)).toMatchObject({ uid: 12_345, gid: 12_345 });
  });
  test('keeps secrets over a restart, under a key file', async () => {
    const keyFile = join(dataDir, 'weiguan.key');
    writeFileSync(keyFile, randomBytes(32));
    await (await opened({ keyFile })).set('a', 'x');
    expect(await (await opened({ keyFile })).get('a')).toMatchObject({ value: { text: 'x' } });
    writeFileSync(keyFile, randomBytes(32));
    expect(await problem({ keyFile })).toMatchObject({ code: 'secrets/wrong-key-file', params: { keyFile } });
    expect(await problem()).toMatchObject({ code: 'secrets/needs-key-file' });
  });
  test.skipIf(process.platform === 'win32')('can be read by its owner only', async () => {
    await (await opened()).set('a', 'x');
    expect((statSync(file).mode & 0o777).toString(8)).toBe('600');
  });
  test('is written under another nonce each time', async () => {
    const store = await opened();
    const nonces = new Set<string>();
    for (let round = 0; round < 5; round++) {
      await store.set('a', 'same');
      nonces.add(JSON.parse(readFileSync(file, 'utf8')).nonce);
    }
    expect(nonces.size).toBe(5);
  });
  test('is whole at each moment of many changes', async () => {
    const store = await opened();
    const changes = Promise.all(Array.from({ length: 50 }, (_, index) => store.set(`s/${index}`, 'x'.repeat(5000))));
    let isDone = false;
    void changes.then(() => {
      isDone = true;
    });
    while (!isDone) {
      expect(() => JSON.parse(readFileSync(file, 'utf8'))).not.toThrow();
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    expect(await (await opened()).get('s/49')).toMatchObject({ value: { text: 'x'.repeat(5000) } });
  });
  test('outlives what a power cut left beside it', async () => {
    await (await opened()).set('a', 'x');
    writeFileSync(`${file}.new`, '{"format":"weig');
    const store = await opened();
    expect(await store.get('a')).toMatchObject({ value: { text: 'x' } });
    expect(await store.set('a', 'y')).toMatchObject({ ok: true });
    expect(existsSync(`${file}.new`)).toBe(false);
  });
});

describe('the encrypted file is left as it is', () => {
  test('under a wrong passphrase', async () => {
    await (await opened()).set('a', 'x');
    const before = readFileSync(file);
    expect(await problem({ passphrase: 'another passphrase' })).toMatchObject({ code: 'secrets/wrong-passphrase', params: { file } });
    const keyFile = join(root, 'some.key');
    writeFileSync(keyFile, randomBytes(32));
    expect(await problem({ keyFile })).toMatchObject({ code: 'secrets/needs-passphrase' });
    expect(readFileSync(file)).toEqual(before);
  });
  test.each([0, 1, 100, -1])('when it was cut to %i bytes', async (length) => {
    await (await opened()).set('a', 'x');
    const whole = readFileSync(file, 'utf8').trimEnd();
    truncateSync(file, length < 0 ? whole.length + length : length);
    const before = readFileSync(file);
    expect(await problem()).toMatchObject({ code: 'secrets/damaged', params: { file } });
    expect(readFileSync(file)).toEqual(before);
  });
  test('when it was made by a newer version', async () => {
    writeFileSync(file, JSON.stringify({ format: 'weiguan-sealed', version: 2 }));
    expect(await problem()).toMatchObject({ code: 'secrets/newer' });
  });
});

describe('what is wrong with the key is known before anybody has entered a secret', () => {
  test('a key file that is not there, or a passphrase that is too short for a new file', async () => {
    expect(await keyFault(dataDir, { keyFile: join(dataDir, 'none.key') })).toMatchObject({ code: 'secrets/key-file' });
    expect(await keyFault(dataDir, { passphrase: '1234567' })).toMatchObject({ code: 'secrets/short-passphrase' });
    expect(existsSync(file)).toBe(false);
  });
  test('nothing is said of a good one, nor of a short one of a file that is there', async () => {
    expect(await keyFault(dataDir, { passphrase })).toBeUndefined();
    await opened();
    expect(await keyFault(dataDir, { passphrase: '1234567' })).toBeUndefined();
  });
});

describe('the encrypted file is not made', () => {
  test('under a passphrase that is too short', async () => {
    expect(await problem({ passphrase: '1234567' })).toMatchObject({ code: 'secrets/short-passphrase', params: { least: '8' } });
    expect(readdirSync(dataDir)).toEqual([]);
  });
  test('under a key file that is missing, too short or endless', async () => {
    const keyFile = join(dataDir, 'weiguan.key');
    expect(await problem({ keyFile })).toMatchObject({ code: 'secrets/key-file' });
    for (const size of [0, 31, 1024 * 1024 + 1]) {
      writeFileSync(keyFile, Buffer.alloc(size));
      expect(await problem({ keyFile })).toMatchObject({ code: 'secrets/key-file-size', params: { size: String(size) } });
    }
    expect(existsSync(file)).toBe(false);
  });
  test('where the folder is none', async () => {
    rmSync(dataDir, { recursive: true });
    writeFileSync(dataDir, '');
    expect(await problem()).toMatchObject({ code: 'secrets/unusable' });
  });
});

test('a change that cannot be written is told, and is not taken for done', async () => {
  const store = await opened();
  await store.set('a', 'old');
  mkdirSync(join(`${file}.new`, 'in-the-way'), { recursive: true });
  expect(await store.set('a', 'new')).toMatchObject({ ok: false, error: { code: 'secrets/unusable' } });
  expect(await store.delete('a')).toMatchObject({ ok: false });
  expect(await store.get('a')).toMatchObject({ value: { text: 'old' } });
});
