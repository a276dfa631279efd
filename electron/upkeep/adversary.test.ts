import { describe, expect, test } from 'vitest';
import { patternProblem } from '../../shared/pattern-problem.ts';
import { type RedactionRule, readyRules } from '../../shared/redaction.ts';
import { ruleProblem } from './adversary.ts';
import { createMatcher } from './matcher.ts';

const rule = (pattern: string): RedactionRule => ({
  ...{ id: 'r', name: '规则', pattern, ignoreCase: false, replacement: '*', check: 'none', account: null, on: true },
});

/** What each rule must hide (the text, and the part of it), and what it must leave. */
const samples: Record<keyof typeof readyRules, { hits: [string, string][]; misses: string[] }> = {
  mobile: {
    hits: [
      ['13812345678', '13812345678'],
      ['+86 138 1234 5678', '+86 138 1234 5678'],
      ['电话199-1234-5678。', '199-1234-5678'],
    ],
    misses: ['12812345678', '4561255354251345929', '2026-11-21 10:00:00'],
  },
  'id-card': { hits: [['11010519491231002X', '11010519491231002X']], misses: ['110105194912310021', '4561255354251345929'] },
  'bank-card': {
    hits: [
      ['6222 0212 3456 7890 128', '6222 0212 3456 7890 128'],
      ['4111111111111111', '4111111111111111'],
    ],
    misses: ['4111111111111112'],
  },
  email: { hits: [['zhang.san+ops@mail.example.com', 'zhang.san+ops@mail.example.com']], misses: ['@all 开会', 'root@web-01'] },
  secret: {
    hits: [
      ['password=hunter2', 'hunter2'],
      ['口令：天王盖地虎', '天王盖地虎'],
      ['Authorization: Bearer eyJhbGci.x.y', 'eyJhbGci.x.y'],
      ['{"token": "abc"}', 'abc'],
    ],
    misses: ['重启 web-01', 'the password is safe'],
  },
};

describe.each(Object.entries(readyRules))('the ready-made rule %s', (name, ready) => {
  const replace = (text: string) => createMatcher([ready]).replace([text], 1000)?.[0];
  const { hits, misses } = samples[name as keyof typeof readyRules];
  test('may be used', () => expect(ruleProblem({ ...rule(''), ...ready })).toBeUndefined());
  test.each(hits)('hides %s', (text, hidden) => expect(replace(`前 ${text} 后`)).toBe(`前 ${text.replace(hidden, ready.replacement)} 后`));
  test.each(misses)('leaves %s', (text) => expect(replace(text)).toBe(text));
});

test.each(['(a+)+$', '(a|a)*b', '(\\w+\\s?)+$', '(.*)*x', '(x+x+)+y', '^(\\d+)*-$', '(?:码+)+。$'])(
  '%s is refused, because it is too slow',
  (pattern) => {
    expect(ruleProblem(rule(pattern))?.code).toBe('redaction/slow');
  },
);

test('a match of a slow pattern is cut off in the middle', () => {
  const matcher = createMatcher([rule('b'), rule('(a+)+$')]);
  expect(matcher.replace([`${'a'.repeat(60)}!`], 20)).toBeUndefined();
  expect(matcher.slowRule()).toBe(1);
  expect(matcher.replace(['b'], 1000)).toEqual(['*']);
});

test('a pattern that matches nothing at all is refused', () => expect(ruleProblem(rule('a*'))?.code).toBe('redaction/empty'));

test('the replacement is put in to the letter', () => {
  expect(createMatcher([{ ...rule('b'), replacement: '$&$1' }]).replace(['abc'], 1000)).toEqual(['a$&$1c']);
});

test.each([
  ['ab(c', 'group', 2],
  ['a(?x)b', 'group', 1],
  ['abc)', 'group-end', 3],
  ['a[bc', 'class', 1],
  ['x[z-a]', 'range', 1],
  ['*a', 'repeat', 0],
  ['a{3,1}', 'repeat', 1],
  ['a|+', 'repeat', 2],
  ['a{', 'brace', 1],
  ['a]', 'brace', 1],
  [String.raw`\d\q`, 'escape', 2],
  [String.raw`a\p{Nothing}`, 'escape', 1],
  ['a(?i:secret)', 'modifier', 1],
  ['a(?s-im:secret)', 'modifier', 1],
  ['(?<year>a)|(?<year>b)', 'name', 11],
])('of %s it is said where it is wrong', (pattern, kind, index) => {
  expect(patternProblem(pattern)).toEqual({ kind, index });
  expect(ruleProblem(rule(pattern))).toMatchObject({ code: 'redaction/pattern', params: { position: String(index + 1) } });
});
