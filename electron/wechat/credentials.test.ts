import { randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { must } from '../../shared/test-result.ts';
import { generateEncodingAesKey, generateToken, readEncodingAesKey } from './credentials.ts';

const published = 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C';

function read(text: string) {
  return must(readEncodingAesKey(text));
}

describe('an EncodingAESKey', () => {
  test('is 32 bytes, and its first 16 are the start of the chain', () => {
    const { key, iv } = read(published);
    expect(key.toString('hex')).toBe('8d69989bbaabe67328014c194631ad0719b3dca035b64023df292447aab60760');
    expect(iv).toEqual(key.subarray(0, 16));
  });
  test('may have its last two bits set, which no byte holds', () => {
    expect(read(`${published.slice(0, -1)}A`).key).toEqual(read(published).key);
  });
  test.each([
    ['42 characters', published.slice(1)],
    ['44 characters', `${published}A`],
    ['its = typed too', `${published}=`],
    ['a + in it', `+${published.slice(1)}`],
    ['a / in it', `/${published.slice(1)}`],
    ['a space before it', ` ${published.slice(1)}`],
    ['a line break behind it', `${published}\n`],
    ['a full-width letter', `Ａ${published.slice(1)}`],
    ['nothing', ''],
  ])('with %s is refused', (_what, text) => {
    expect(readEncodingAesKey(text)).toMatchObject({ ok: false, error: { code: 'wechat/-40004' } });
  });
  test('shows in no log', () => {
    const key = read(published);
    expect([JSON.stringify(key), inspect(key), inspect({ account: { key } }, { depth: 9 })].join()).not.toMatch(/8d ?69/);
  });
});

describe('new credentials', () => {
  test('fit the consoles’ forms', () => {
    for (let i = 0; i < 50; i++) {
      expect(readEncodingAesKey(generateEncodingAesKey(randomBytes)).ok).toBe(true);
      expect(generateToken(randomBytes)).toMatch(/^[A-Za-z0-9]{32}$/);
    }
  });
  test('have every character equally often: bytes that would favour some are thrown away', () => {
    let next = 0;
    const everyByte = (n: number) => Uint8Array.from({ length: n }, () => next++ % 256);
    const counts = new Map<string, number>();
    while (next < 256 * 32 * 31) for (const letter of generateToken(everyByte)) counts.set(letter, (counts.get(letter) ?? 0) + 1);
    expect(counts.size).toBe(62);
    expect(Math.max(...counts.values()) - Math.min(...counts.values())).toBeLessThanOrEqual(4);
  });
});
