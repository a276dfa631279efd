import { expect, test } from 'vitest';
import { encodingIn } from './windows-encoding.ts';

test.each([
  ['\xbb\xee\xb6\xaf\xb4\xfa\xc2\xeb\xd2\xb3: 936\r\n', 'gbk'],
  ['Active code page: 950\r\n', 'big5'],
  ['Aktive Codepage: 850.\r\n', undefined],
  ['Active code page: 65001\r\n', undefined],
  ['', undefined],
])('chcp printing %j means %s', (printed, encoding) => {
  expect(encodingIn(printed)).toBe(encoding);
});
