import { expect, test } from 'vitest';
import { whyNotRebuild } from './old-file.ts';

const mega = 1024 ** 2;

test('a small file is written anew where the disk has room for it twice', () => {
  const file = { bytes: 100 * mega, reusable: 20 * mega };
  expect(whyNotRebuild(file, 160 * mega)).toBeUndefined();
  expect(whyNotRebuild(file, null)).toBeUndefined();
  expect(whyNotRebuild(file, 159 * mega)).toBe('no-room');
});

test('a large one is not, because messages would wait too long: what counts is what is in use', () => {
  expect(whyNotRebuild({ bytes: 257 * mega, reusable: 0 }, null)).toBe('too-large');
  expect(whyNotRebuild({ bytes: 2000 * mega, reusable: 1900 * mega }, null)).toBeUndefined();
});
