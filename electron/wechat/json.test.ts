import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { limits } from '../../shared/limits.ts';
import { must } from '../../shared/test-result.ts';
import { parseJson } from './json.ts';

const read = (json: string) => must(parseJson(json));

describe('JSON is read:', () => {
  test.each([
    [
      'numbers as text, to the last digit',
      '{"a":4561255354251345929,"b":-0,"c":1.50,"d":1E+400}',
      { a: '4561255354251345929', b: '-0', c: '1.50', d: '1E+400' },
    ],
    ['numbers in lists', '{"a":[1,[2,{"b":3}]]}', { a: ['1', ['2', { b: '3' }]] }],
    ['no number inside a string', '{"1":"a 2 \\"3\\" \\\\","b":"\\\\\\" 4"}', { '1': 'a 2 "3" \\', b: '\\" 4' }],
    ['true, false and null', '{"a":true,"b":false,"c":null}', { a: 'true', b: 'false', c: '' }],
    ['escapes', '{"a":"\\u4e2d\\n\\ud83d\\ude00"}', { a: '中\n😀' }],
    ['blanks around it', ' \n{ "a" : 1 }\t', { a: '1' }],
    ['nothing', '{}', {}],
    ['the last of two that have one name', '{"a":1,"a":2}', { a: '2' }],
    ['names that JavaScript knows', '{"constructor":1,"toString":{"valueOf":2}}', { constructor: '1', toString: { valueOf: '2' } }],
  ])('%s', (_what, json, expected) => expect(Object.entries(read(json))).toEqual(Object.entries(expected)));

  test('whatever the document, with its numbers as they stand there', () => {
    const asText = (value: unknown): unknown => {
      if (value === null) return '';
      if (typeof value === 'number') return JSON.stringify(value);
      if (Array.isArray(value)) return value.map(asText);
      if (typeof value !== 'object') return String(value);
      return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, asText(entry)]));
    };
    const documents = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 5 }), { noNullPrototype: true });
    fc.assert(
      fc.property(documents, fc.constantFrom(undefined, 2, '\t'), (document, indent) => {
        const json = JSON.stringify(document, null, indent);
        fc.pre(!json.includes('__proto__'));
        expect(read(json)).toEqual(asText(document));
      }),
      { numRuns: 1000 },
    );
  });
});

test('JSON may nest as deep as the limit below its root, and no deeper', () => {
  const nested = (depth: number) => parseJson(`{"a":${'['.repeat(depth)}1${']'.repeat(depth)}}`).ok;
  expect([nested(limits.documentDepth), nested(limits.documentDepth + 1)]).toEqual([true, false]);
});

describe('JSON is refused', () => {
  test.each([
    ['empty', ''],
    ['cut', '{"a":1'],
    ['a list', '[{"a":1}]'],
    ['a text', '"a"'],
    ['a number', '1'],
    ['null', 'null'],
    ['XML', '<xml></xml>'],
    ['a number with a leading zero', '{"a":01}'],
    ['a number that is none', '{"a":1-2}'],
    ['two documents', '{}{}'],
    ['a comment', '{/* x */}'],
    ['a name called __proto__', '{"__proto__":{"polluted":1}}'],
    ['a name called __proto__, further down', '{"a":[{"__proto__":{"polluted":1}}]}'],
    ['a name called __proto__, in escapes', '{"\\u005f_proto__":{"polluted":1}}'],
    ['nested without end', '{"a":'.repeat(100_000)],
    ['of too many values', `{"a":[${'1,'.repeat(limits.documentParts)}1]}`],
    ['too long', `{"a":"${'x'.repeat(limits.documentChars)}"}`],
  ])('%s', (_what, json) => {
    expect(parseJson(json)).toMatchObject({ ok: false, error: { code: 'wechat/-40002' } });
    expect({}).not.toHaveProperty('polluted');
  });
});

describe('reading never throws', () => {
  const noThrow = (text: string) => {
    const parsed = parseJson(text);
    if (!parsed.ok) expect(parsed.error.code).toBe('wechat/-40002');
  };
  test('whatever the text', () => fc.assert(fc.property(fc.string({ unit: 'binary' }), noThrow), { numRuns: 1000 }));
  test('whatever is made of its signs', () => {
    const pieces = [
      '{',
      '}',
      '[',
      ']',
      ':',
      ',',
      '"',
      '\\',
      '\\u',
      '1',
      '-',
      '.',
      'e',
      'null',
      'true',
      '"a"',
      '"a":',
      '"__proto__":',
      ' ',
      '{"a":',
    ];
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...pieces), { maxLength: 20 }).map((parts) => parts.join('')),
        noThrow,
      ),
      { numRuns: 5000 },
    );
  });
  test('whatever fills two million characters', () => {
    for (const unit of ['\\n', '\\"', '1', '{},', '[', '"', '\\']) {
      const flood = unit.repeat(Math.floor((limits.documentChars - 10) / unit.length));
      for (const json of [flood, `{"a":"${flood}"}`, `{"a":[${flood}]}`]) noThrow(json);
    }
  });
});
