import { expect, test } from 'vitest';
import { createTakenSignatures } from './taken-signatures.ts';

const now = 1_700_000_000;
const signed = (nonce: number) => ({ nonce: String(nonce), timestamp: String(now) });

test('where there is no room for another it is not taken, until the first are too old', () => {
  const signatures = createTakenSignatures(2);
  expect([1, 2, 3].map((nonce) => signatures.take(signed(nonce), 'a', now + 601, now))).toEqual(['taken', 'taken', 'full']);
  expect(signatures.take(signed(1), 'a', now + 601, now + 600)).toBe('same');
  expect(signatures.take(signed(2), 'b', now + 601, now + 600)).toBe('other');
  expect(signatures.take(signed(3), 'a', now + 1_201, now + 601)).toBe('taken');
  expect(signatures.take(signed(1), 'b', now + 1_201, now + 601)).toBe('taken');
});

test('of those that are good at any age the newest are known', () => {
  const signatures = createTakenSignatures(2);
  for (const nonce of [1, 2, 3]) expect(signatures.take(signed(nonce), 'a', Number.POSITIVE_INFINITY, now)).toBe('taken');
  expect(signatures.take(signed(2), 'b', Number.POSITIVE_INFINITY, now)).toBe('other');
  expect(signatures.take(signed(1), 'b', Number.POSITIVE_INFINITY, now)).toBe('taken');
});
