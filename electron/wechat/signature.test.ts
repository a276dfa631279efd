import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkSignature, sign, signaturesMatch } from './signature.ts';

describe('a signature', () => {
  test('of an Official Account’s URL check is the published one', () => {
    expect(sign(['AAAAA', '1714036504', '1514711492'])).toBe('f464b24fc39322e44b38aa78f5edd27bd1441696');
  });
  test('does not depend on the order of its parts, and leaves them as they are', () => {
    const parts = ['token', '1714037059', '486452656'];
    expect(sign(parts)).toBe(sign(['486452656', 'token', '1714037059']));
    expect(parts).toEqual(['token', '1714037059', '486452656']);
  });
  test.each([
    ['numbers as text', ['9', '10'], '109'],
    ['upper case before lower case', ['a', 'B'], 'Ba'],
    ['the shorter before the longer', ['ab', 'a'], 'aab'],
    ['empty parts first', ['b', ''], 'b'],
    ['what takes four bytes behind what takes three', ['\u{1f600}', '\u{f900}'], '\u{f900}\u{1f600}'],
  ])('sorts %s', (_what, parts, joined) => {
    expect(sign(parts)).toBe(createHash('sha1').update(joined).digest('hex'));
  });
  test('sorts any text by its bytes', () => {
    const edges = fc.constantFrom(
      'a',
      'Z',
      '0',
      '\u{7f}',
      '\u{80}',
      '\u{7ff}',
      '\u{d7ff}',
      '\u{e000}',
      '\u{f900}',
      '\u{ffff}',
      '\u{10000}',
      '\u{10ffff}',
    );
    const part = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: edges }));
    fc.assert(
      fc.property(fc.array(part, { maxLength: 6 }), (parts) => {
        const sorted = parts.map((part) => Buffer.from(part)).sort(Buffer.compare);
        expect(sign(parts)).toBe(createHash('sha1').update(Buffer.concat(sorted)).digest('hex'));
      }),
      { numRuns: 500 },
    );
  });
});

describe('a given signature matches', () => {
  const right = 'f464b24fc39322e44b38aa78f5edd27bd1441696';
  test.each([
    [right, true],
    [right.toUpperCase(), false],
    [right.slice(1), false],
    [`${right}0`, false],
    [` ${right}`, false],
    ['', false],
    ['签名', false],
  ])('%j: %s', (given, expected) => expect(signaturesMatch(right, given)).toBe(expected));
});

describe('a check of a signature tells', () => {
  const signed = { token: 'secret', timestamp: '1714036504', nonce: 'Nonce', encrypt: 'abc' };

  test('what was sorted, without the token', () => {
    const check = checkSignature('msg_signature', signed, 'wrong').describe();
    expect(check).toEqual({
      name: 'msg_signature',
      parts: [
        { label: 'timestamp', text: '1714036504' },
        { label: 'nonce', text: 'Nonce' },
        { label: 'encrypt', text: 'abc' },
        { label: 'token', text: '…' },
      ],
      computed: sign(Object.values(signed)),
      given: 'wrong',
      matches: false,
    });
    expect(JSON.stringify(check)).not.toContain('secret');
  });
  test('three parts only, where nothing is encrypted', () => {
    const check = checkSignature('signature', { token: 't', timestamp: '1', nonce: '2' }, sign(['t', '1', '2'])).describe();
    expect(check.parts.map(({ label }) => label)).toEqual(['timestamp', 'nonce', 'token']);
    expect(check.matches).toBe(true);
  });
});
