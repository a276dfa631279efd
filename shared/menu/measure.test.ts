import { expect, test } from 'vitest';
import { bytesOf, widthOf } from './measure.ts';

test.each<[text: string, bytes: number, width: number]>([
  ['', 0, 0],
  ['abcd', 4, 2],
  ['é', 2, 0.5],
  ['状态', 6, 2],
  ['，！', 6, 2],
  ['🖥', 4, 1],
  ['👨‍👩‍👧‍👦', 25, 1],
  ['🇨🇳', 8, 1],
  ['ｷ', 3, 0.5],
  ['\ud83d', 3, 0.5],
])('"%s" has %i bytes, and is %f Chinese characters wide', (text, bytes, width) => {
  expect([bytesOf(text), widthOf(text)]).toEqual([bytes, width]);
});
