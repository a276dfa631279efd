import { expect, test } from 'vitest';
import { createTakenSignatures } from './taken-signatures.ts';

const now = 1_700_000_000;
const signed = (nonce: number, account = 'oa') => ({ account, nonce: String(nonce), timestamp: String(now) });
/** So many seconds later. */
const later = (seconds: number) => ({ unix: now + seconds, elapsed: seconds });

test('where there is no room for another it is not taken, until the first are too old', () => {
  const signatures = createTakenSignatures(2);
  expect([1, 2, 3].map((nonce) => signatures.take(signed(nonce), 'a', now + 601, later(0)))).toEqual(['taken', 'taken', 'full']);
  expect(signatures.take(signed(1), 'a', now + 601, later(600))).toBe('same');
  expect(signatures.take(signed(2), 'b', now + 601, later(600))).toBe('other');
  expect(signatures.take(signed(3), 'a', now + 1_201, later(601))).toBe('taken');
  expect(signatures.take(signed(1), 'b', now + 1_201, later(601))).toBe('taken');
});

test('of those that are good at any age the newest are known', () => {
  const signatures = createTakenSignatures(2);
  for (const nonce of [1, 2, 3]) expect(signatures.take(signed(nonce), 'a', Number.POSITIVE_INFINITY, later(0))).toBe('taken');
  expect(signatures.take(signed(2), 'b', Number.POSITIVE_INFINITY, later(0))).toBe('other');
  expect(signatures.take(signed(1), 'b', Number.POSITIVE_INFINITY, later(0))).toBe('taken');
});

test('of several accounts only the one is refused that holds more than its share', () => {
  const signatures = createTakenSignatures(4);
  const take = (nonce: number, account: string, seconds = 0) =>
    signatures.take(signed(nonce, account), 'a', now + seconds + 601, later(seconds));
  expect([1, 2, 3, 4, 5].map((nonce) => take(nonce, 'busy'))).toEqual(['taken', 'taken', 'taken', 'taken', 'full']);
  expect([11, 12, 13].map((nonce) => take(nonce, 'quiet'))).toEqual(['taken', 'taken', 'full']);
  expect(take(6, 'busy')).toBe('full');
  expect(take(6, 'busy', 602)).toBe('taken');
});

test('a clock that was ahead for a while has it forget nothing', () => {
  const signatures = createTakenSignatures();
  signatures.take(signed(1), 'a', now + 601, later(0));
  signatures.take(signed(2), 'a', now + 4_201, { unix: now + 3_600, elapsed: 1 });
  expect(signatures.take(signed(1), 'b', now + 601, later(2))).toBe('other');
});
