import { expect, test } from 'vitest';
import { readMenuText } from './menu-text.ts';

const lines = (...text: string[]) => text.join('\n');

test.each<[what: string, text: string, line: string, column: string]>([
  ['a comma too many', lines('{', '  "button": [', '    { "name": "a", }', '  ]', '}'), '3', '20'],
  ['a quote that never ends', lines('{', '  "button": [ { "name": "状态 } ]', '}'), '2', '25'],
  ['a comment', lines('{', '  // mine', '  "button": []', '}'), '2', '3'],
  ['nothing', '', '1', '1'],
  ['something after the end', '{"button":[]} x', '1', '15'],
  ['a name that is a number', lines('{ "button": [', '  { "type": "click", "name": 5 }', '] }'), '2', '30'],
  ['a list below that is none', lines('{"menu":', ' {"button": [{"name": "a",', '   "sub_button": "b"}]}}'), '3', '18'],
  ['no menu at all', lines('', '  {"errcode": 0}'), '2', '3'],
  ['a list of buttons that is none', '{"x": 1,\n "button": {}}', '2', '12'],
  ['a field that stands twice', '{"button": [],\n "button": []}', '2', '2'],
  ['line ends of Windows', '{\r\n"button": [3]\r\n}', '2', '12'],
])('a mistake is told with its line and column: %s', (_, text, line, column) => {
  const read = readMenuText(text, 'en');
  expect(read.ok ? undefined : { code: read.error.code, line: read.error.params?.line, column: read.error.params?.column }).toEqual({
    ...{ code: 'menu/json', line, column },
  });
});

test.each([
  '{"button": [{"name": 5}]}',
  '{"button": 5}',
  '{"button": [',
  '{"button" []}',
  '{"a": 1 "b": 2}',
  '{a: 1}',
  '[1]',
  '{}',
  ' ',
  '"\\x"',
  '1.e',
  '//',
])('what is wrong with %j is told in the language of the admin', (text) => {
  const read = readMenuText(text, 'zh-CN');
  expect(read.ok ? '' : read.error.message).toMatch(/^第 \d+ 行第 \d+ 列：.*\p{Script=Han}/u);
  expect(read.ok ? '' : read.error.message).not.toMatch(/Expected|Invalid|Unexpected|undefined/);
});

test('a text that nests without an end is refused before anybody reads it', () => {
  const read = readMenuText(`{"button":${'['.repeat(100_000)}`, 'zh-CN');
  expect(read.ok ? '' : read.error.message).toContain('嵌套太深');
});

test('a text that nests without an end behind brackets that close nothing is refused too', () => {
  const read = readMenuText(`{"button":[${'}'.repeat(100_000)},${'['.repeat(100_000)}`, 'zh-CN');
  expect(read.ok ? '' : read.error.message).toContain('嵌套太深');
});

test('a field called __proto__ is a field like any other', () => {
  const text = '{"button":[{"type":"click","name":"a","key":"k","__proto__":{"url":"x"},"constructor":1}]}';
  const read = readMenuText(text, 'en');
  expect(read.ok && JSON.stringify(read.value.menu)).toBe(text);
  expect(({} as { url?: string }).url).toBeUndefined();
});

test('a menu is read with every field in its order, behind a byte order mark too', () => {
  const text = '{"button":[{"x_new":1,"name":"[{","type":"click","key":"}]"}]}';
  const read = readMenuText(`\uFEFF${text}`, 'en');
  expect(read.ok && JSON.stringify(read.value.menu)).toBe(text);
});
