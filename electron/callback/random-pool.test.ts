import { expect, test } from 'vitest';
import { createRandomPool } from './random-pool.ts';

test('what was given out is never given out again, and stays as it was', () => {
  const random = createRandomPool(64);
  const given = Array.from({ length: 200 }, () => random(16));
  const texts = given.map((bytes) => bytes.toString('hex'));
  expect(new Set(texts).size).toBe(200);
  expect(given.every((bytes) => bytes.length === 16 && bytes.some((byte) => byte !== 0))).toBe(true);
  expect(given.map((bytes) => bytes.toString('hex'))).toEqual(texts);
});

test('more than a block holds can be asked for', () => {
  expect(createRandomPool(64)(1000)).toHaveLength(1000);
});
