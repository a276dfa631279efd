import { expect, test } from 'vitest';
import { askUntilAnswered, encodingIn, printedBy } from './windows-encoding.ts';

test.each([
  ['\xbb\xee\xb6\xaf\xb4\xfa\xc2\xeb\xd2\xb3: 936\r\n', 'gbk'],
  ['Active code page: 950\r\n', 'big5'],
  ['Aktive Codepage: 850.\r\n', undefined],
  ['Active code page: 65001\r\n', undefined],
  ['', undefined],
])('chcp printing %j means %s', (printed, encoding) => {
  expect(encodingIn(printed)).toBe(encoding);
});

test('no answer is asked for again, an answer is kept', async () => {
  const answers = [undefined, '936', '950'];
  const ask = askUntilAnswered(async () => answers.shift());
  expect([await ask(), await ask(), await ask()]).toEqual([undefined, '936', '936']);
});

test('a program that the system refuses says nothing', async () => {
  expect(await printedBy('/etc/passwd/program', [])).toBeUndefined();
  expect(await printedBy('no-such-program', [])).toBeUndefined();
  expect(await printedBy(process.execPath, ['-e', 'console.log(936)'])).toBe('936\n');
});
