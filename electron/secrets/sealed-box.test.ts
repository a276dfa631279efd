import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { type BoxKey, makeBoxKey, openBox, sealBox } from './sealed-box.ts';

const passphrase = 'correct horse battery';
const text = '{"secret":"密钥"}';
let key: BoxKey;
let document: string;
beforeAll(async () => {
  key = await makeBoxKey({ passphrase });
  document = sealBox(text, key);
});

/** The document with some of its fields changed, and a digest that fits, as an attacker would make it. */
function forged(change: (box: Record<string, never>) => void): string {
  const box = JSON.parse(document);
  change(box);
  const { format, version, key: kind, kdf, nonce, data } = box;
  const fields = [format, version, kind, kdf.name, kdf.N, kdf.r, kdf.p, kdf.salt, nonce, data];
  return JSON.stringify({ ...box, digest: createHash('sha256').update(JSON.stringify(fields)).digest('base64') });
}

describe('a sealed box', () => {
  test('opens with its passphrase and says what it was sealed with', async () => {
    const opened = await openBox(document, { passphrase });
    expect(opened).toMatchObject({ ok: true, value: { text } });
    expect(JSON.parse(document)).toMatchObject({
      format: 'weiguan-sealed',
      version: 1,
      key: 'passphrase',
      kdf: { name: 'scrypt', N: 131_072, r: 8, p: 1 },
    });
    if (opened.ok) expect(sealBox(text, opened.value.key)).toContain(key.kdf.salt);
  });
  test('shows nothing of what is in it, and looks different each time', () => {
    const other = sealBox(text, key);
    expect(Buffer.from(JSON.parse(document).data, 'base64').includes('secret')).toBe(false);
    expect(JSON.parse(other).nonce).not.toBe(JSON.parse(document).nonce);
    expect(JSON.parse(other).data).not.toBe(JSON.parse(document).data);
  });
  test('takes a passphrase however the keyboard composed it', async () => {
    const composed = sealBox(text, await makeBoxKey({ passphrase: 'caf\u00e9 \uff11\uff12' }));
    expect(await openBox(composed, { passphrase: 'cafe\u0301 12' })).toMatchObject({ ok: true });
  });
  test('stays shut for another passphrase', async () =>
    expect(await openBox(document, { passphrase: 'wrong' })).toEqual({ ok: false, error: 'wrong-key' }));
  test('of a key file opens with that alone', async () => {
    const keyFile = Buffer.alloc(32, 7);
    const box = sealBox(text, await makeBoxKey({ keyFile }));
    expect(await openBox(box, { keyFile })).toMatchObject({ ok: true, value: { text } });
    expect(await openBox(box, { keyFile: Buffer.alloc(32, 8) })).toEqual({ ok: false, error: 'wrong-key' });
    expect(await openBox(box, { passphrase })).toEqual({ ok: false, error: 'other-kind' });
  });
  test('leaves the event loop free while its key is derived', async () => {
    let turns = 0;
    const timer = setInterval(() => turns++, 5);
    await makeBoxKey({ passphrase });
    clearInterval(timer);
    expect(turns).toBeGreaterThan(5);
  });
});

describe('a damaged box is told from a wrong passphrase:', () => {
  test.each(['', '{}', 'null', '[]', 'not JSON', '{"format":"weiguan-sealed"}'])('%j', async (content) =>
    expect(await openBox(content, { passphrase })).toEqual({ ok: false, error: 'damaged' }),
  );
  test('one that is cut off', async () =>
    expect(await openBox(document.slice(0, -40), { passphrase })).toEqual({ ok: false, error: 'damaged' }));
  test.each(['salt', 'nonce', 'data', 'digest'])('one whose %s has another letter', async (field) => {
    const value = new RegExp(`("${field}": ")(.)`);
    const changed = document.replace(value, (_, before: string, letter: string) => before + (letter === 'A' ? 'B' : 'A'));
    expect(changed).not.toBe(document);
    expect(await openBox(changed, { passphrase })).toEqual({ ok: false, error: 'damaged' });
  });
  test('one of a later version', async () => {
    const later = JSON.stringify({ ...JSON.parse(document), version: 2, kdf: { name: 'argon2id' } });
    expect(await openBox(later, { passphrase })).toEqual({ ok: false, error: 'newer' });
  });
});

describe('a forged box', () => {
  const hostile: [string, object][] = [
    ['128 GB of memory', { N: 2 ** 20, r: 1024 }],
    ['an N that is out of all bounds', { N: 2 ** 40 }],
    ['an N that is no power of two', { N: 131_073 }],
    ['endless rounds', { p: 2 ** 20 }],
    ['no rounds', { p: 0 }],
    ['512 MiB in allowed steps', { N: 2 ** 19, r: 8 }],
    ['256 MiB four times over', { N: 2 ** 18, r: 8, p: 4 }],
    ['hardly any work', { N: 2 }],
    ['another function', { name: 'pbkdf2' }],
  ];
  test.each(hostile)('may not ask for %s', async (_, kdf) => {
    const box = forged((fields) => Object.assign(fields.kdf ?? {}, kdf));
    const start = performance.now();
    expect(await openBox(box, { passphrase })).toEqual({ ok: false, error: 'damaged' });
    expect(performance.now() - start).toBeLessThan(200);
  });
  test('does not open when its ciphertext was changed', async () => {
    const box = forged((fields) => Object.assign(fields, { data: Buffer.alloc(40).toString('base64') }));
    expect(await openBox(box, { passphrase })).toEqual({ ok: false, error: 'wrong-key' });
  });
  test('does not open when its header was changed, though the key is the same', async () => {
    const box = forged((fields) => Object.assign(fields, { key: 'key-file' }));
    expect(await openBox(box, { keyFile: Buffer.from(passphrase) })).toEqual({ ok: false, error: 'wrong-key' });
  });
});
