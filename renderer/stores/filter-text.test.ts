import { expect, test } from 'vitest';
import { parseFilter } from '../../shared/filter/parse.ts';
import { toggleTerm, withoutTermAt, withTerm, writtenValue } from './filter-text.ts';

const clock = { now: 0, zone: 'UTC' };

test.each([
  ['', 'dir:in', 'dir:in'],
  ['重启', 'dir:in', '重启 dir:in'],
  ['dir:in 重启', 'dir:in', '重启'],
  ['重启  方向:收 web', 'dir:in', '重启 web'],
  ['dir:in 重启', 'dir:out', 'dir:out 重启'],
  ['-dir:in', 'dir:out', '-dir:in dir:out'],
  ['ms:>2000', 'MS:>2000', ''],
])('a click makes of %j with %j: %j', (text, term, expected) => expect(toggleTerm(text, term, clock)).toBe(expected));

test('a term takes the place of another on the same field', () => {
  expect(withTerm('from:lisi 重启', 'from:zhangsan', clock)).toBe('from:zhangsan 重启');
});

test('a term is taken out of the middle', () => {
  const text = 'from:lisi  "重启 web"  ms:>5';
  expect(withoutTermAt(text, parseFilter(text, clock), 1)).toBe('from:lisi ms:>5');
});

test.each([
  ['zhangsan', 'zhangsan'],
  ['zhang san', '"zhang san"'],
  ['a*', '"a*"'],
  ['', '""'],
  ['say "hi"', '"say \\"hi\\""'],
])('the value %j is written %s', (value, written) => {
  expect(writtenValue(value)).toBe(written);
  expect(parseFilter(`from:${writtenValue(value)}`, clock).filter.terms[0]?.values).toMatchObject([{ kind: 'is', text: value }]);
});
