import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { must } from '../../shared/test-result.ts';
import { openBytes, sealBytes } from './cipher.ts';
import { readEncodingAesKey } from './credentials.ts';

function keyOf(encodingAesKey: string) {
  return must(readEncodingAesKey(encodingAesKey));
}
const key = keyOf('jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C');
const receiver = 'wx5823bf96d3bd56c7';

/** AES as the reference has it, with nothing added: what a broken or hostile sender may send. */
function encryptBlocks(blocks: Buffer): string {
  const cipher = createCipheriv('aes-256-cbc', key.key, key.iv).setAutoPadding(false);
  return Buffer.concat([cipher.update(blocks), cipher.final()]).toString('base64');
}
const pad = (bytes: Buffer, count = 32 - (bytes.length % 32)) => Buffer.concat([bytes, Buffer.alloc(count, count)]);
function layout(message: Buffer | string, { length = Buffer.byteLength(message), to = receiver } = {}): Buffer {
  const lengthField = Buffer.alloc(4);
  lengthField.writeUInt32BE(length);
  return Buffer.concat([Buffer.from('0123456789abcdef'), lengthField, Buffer.from(message), Buffer.from(to)]);
}
const open = (encrypted: string) => openBytes(encrypted, receiver, key);
const codeOf = (encrypted: string) => {
  const opened = open(encrypted);
  return opened.ok ? 'ok' : opened.error.code;
};

const texts = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc.string({ maxLength: 2000 }),
);

describe('what was sealed', () => {
  test('is opened again, whatever the text and the receiver', () => {
    fc.assert(
      fc.property(texts, fc.string({ unit: 'grapheme', maxLength: 40 }), (message, to) => {
        expect(openBytes(sealBytes(message, to, key, randomBytes), to, key)).toEqual({ ok: true, value: message });
      }),
      { numRuns: 2000 },
    );
  });
  test('is opened again at every length of the padding', () => {
    for (let length = 0; length <= 64; length++) expect(open(sealBytes('x'.repeat(length), receiver, key, randomBytes)).ok).toBe(true);
  });
  const megabyte = 1024 * 1024;
  test.each(['a', 'é', '微', '😀', '👨‍👩‍👧‍👦'])('is opened again with exactly 1 MB of %s', (character) => {
    const repeated = character.repeat(Math.floor(megabyte / Buffer.byteLength(character)));
    const message = repeated.padEnd(repeated.length + megabyte - Buffer.byteLength(repeated), '.');
    expect(Buffer.byteLength(message)).toBe(megabyte);
    const opened = open(sealBytes(message, receiver, key, randomBytes));
    expect(opened.ok && opened.value === message).toBe(true);
  });
  test('is opened again with up to 1 MB of anything', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 64 }), fc.integer({ min: 1, max: 4096 }), (unit, times) => {
        const message = unit.repeat(times);
        const opened = open(sealBytes(message, receiver, key, randomBytes));
        expect(opened.ok && opened.value === message).toBe(true);
      }),
      { numRuns: 30 },
    );
  });
  test('is to the byte what the reference says: 16 random bytes, length, message, receiver, padding', () => {
    fc.assert(
      fc.property(texts, (message) => {
        const prefix = () => Buffer.from('0123456789abcdef');
        expect(sealBytes(message, receiver, key, prefix)).toBe(encryptBlocks(pad(layout(message))));
      }),
      { numRuns: 300 },
    );
  });
  test('has U+FFFD where half a surrogate pair stood, which UTF-8 cannot hold', () => {
    expect(open(sealBytes('a\ud83d|\ude00z', receiver, key, randomBytes))).toEqual({ ok: true, value: 'a\ufffd|\ufffdz' });
  });
  test('keeps a byte order mark, line ends and controls', () => {
    const message = '\ufeff<xml>\r\n\0\u{7f}</xml>\n';
    expect(open(sealBytes(message, receiver, key, randomBytes))).toEqual({ ok: true, value: message });
  });
});

describe('a ciphertext is refused', () => {
  const good = encryptBlocks(pad(layout('hello')));
  const whole = pad(layout('hello'));
  const withLastByte = (byte: number) => Buffer.concat([whole.subarray(0, -1), Buffer.from([byte])]);
  const withFirstPaddingByte = Buffer.from(whole);
  withFirstPaddingByte[layout('hello').length] = 0;

  test.each([
    ['with a space for a +', `${good.slice(0, 8)} ${good.slice(9)}`, '-40010'],
    ['with a line break in it', `${good.slice(0, 76)}\n${good.slice(76)}`, '-40010'],
    ['in the URL-safe alphabet', `${good.slice(0, 8)}-${good.slice(9)}`, '-40010'],
    ['without its =', good.replace(/=+$/, ''), '-40010'],
    ['with = in the middle', `${good.slice(0, 4)}=${good.slice(5)}`, '-40010'],
    ['of nothing', '', '-40007'],
    ['cut inside a block', Buffer.from(good, 'base64').subarray(0, -1).toString('base64'), '-40007'],
    ['cut between two blocks', Buffer.from(good, 'base64').subarray(0, -16).toString('base64'), '-40008'],
    ['with a padding of 0', encryptBlocks(withLastByte(0)), '-40008'],
    ['with a padding of 37, though all its bytes agree', encryptBlocks(pad(layout('hello'), 37)), '-40008'],
    ['with a padding that disagrees', encryptBlocks(withFirstPaddingByte), '-40008'],
    ['with a padding longer than all', encryptBlocks(Buffer.alloc(16, 17)), '-40008'],
    ['with padding alone', encryptBlocks(Buffer.alloc(32, 32)), '-40008'],
    ['shorter than its head', encryptBlocks(pad(Buffer.alloc(19))), '-40008'],
    ['with a length beyond its end', encryptBlocks(pad(layout('hello', { length: 5 + receiver.length + 1 }))), '-40008'],
    ['with a length of 4 GB', encryptBlocks(pad(layout('hello', { length: 0xffffffff }))), '-40008'],
    ['with a length one too long', encryptBlocks(pad(layout('hello', { length: 6 }))), '-40005'],
    ['for another receiver', encryptBlocks(pad(layout('hello', { to: 'wxother' }))), '-40005'],
    ['for a receiver of more letters', encryptBlocks(pad(layout('hello', { to: `${receiver}8` }))), '-40005'],
    ['for a receiver of fewer letters', encryptBlocks(pad(layout('hello', { to: receiver.slice(0, -1) }))), '-40005'],
    ['for a receiver in capitals', encryptBlocks(pad(layout('hello', { to: receiver.toUpperCase() }))), '-40005'],
    ['for nobody', encryptBlocks(pad(layout('hello', { to: '' }))), '-40005'],
    ['for another receiver before its text is looked at', encryptBlocks(pad(layout(Buffer.from([0xff]), { to: 'x' }))), '-40005'],
    ['whose message is not UTF-8', encryptBlocks(pad(layout(Buffer.from([0xe5, 0xbe])))), '-40008'],
    ['whose message has a surrogate as bytes', encryptBlocks(pad(layout(Buffer.from([0xed, 0xa0, 0x80])))), '-40008'],
  ])('%s', (_what, encrypted, code) => expect(codeOf(encrypted)).toBe(`wechat/${code}`));

  test('with the receiver that it names, for the admin to compare', () => {
    expect(open(encryptBlocks(pad(layout('hello', { to: 'ww-other' }))))).toMatchObject({ error: { params: { received: 'ww-other' } } });
  });
  test('never with an exception, whatever it is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.base64String(), fc.uint8Array({ maxLength: 200 })), (sent) => {
        const encrypted = typeof sent === 'string' ? sent : Buffer.from(sent).toString('base64');
        expect(['wechat/-40010', 'wechat/-40007', 'wechat/-40008', 'wechat/-40005']).toContain(codeOf(encrypted));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('a foreign key', () => {
  const message = 'a message of some length '.repeat(8);
  /** Many keys, and always the same ones. */
  const foreignKey = (n: number) => keyOf(createHash('sha256').update(String(n)).digest('hex').slice(0, 43));

  /** What our key makes of the last byte of a ciphertext, which says how long the padding is. */
  function paddingCount(encrypted: string): number {
    const ciphertext = Buffer.from(encrypted, 'base64');
    const decipher = createDecipheriv('aes-256-cbc', key.key, ciphertext.subarray(-32, -16)).setAutoPadding(false);
    return decipher.update(ciphertext.subarray(-16)).at(-1) ?? 0;
  }

  test('opens nothing, not even where it leaves a plausible last byte, as one in eight does', () => {
    let plausible = 0;
    for (let n = 0; n < 2000; n++) {
      const foreign = foreignKey(n);
      const encrypted = sealBytes(message, receiver, foreign, randomBytes);
      expect(codeOf(encrypted)).toBe('wechat/-40008');
      if (paddingCount(encrypted) >= 1 && paddingCount(encrypted) <= 32) plausible++;
    }
    expect(plausible).toBeGreaterThan(150);
  });
});

test('a key’s messages do not depend on those before them, whichever way they went', () => {
  const fresh = keyOf('abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG');
  const alone = (text: string) =>
    sealBytes(text, receiver, keyOf('abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG'), (n) => Buffer.alloc(n, 7));
  for (const text of ['', 'a', '微管'.repeat(1_000), 'b']) {
    const sealed = sealBytes(text, receiver, fresh, (n) => Buffer.alloc(n, 7));
    expect(sealed).toBe(alone(text));
    expect(openBytes(`${'A'.repeat(63)}=`, receiver, fresh).ok).toBe(false);
    expect(openBytes('A'.repeat(64), receiver, fresh).ok).toBe(false);
    expect(openBytes(sealed, receiver, fresh)).toEqual({ ok: true, value: text });
  }
});
