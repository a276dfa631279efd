import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readPlainXml } from './plain-xml.ts';
import { buildXml, parseXml, parseXmlSlowly } from './xml.ts';

const name = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom('a', 'b', 'MsgType', 'Content', 'xml', 'item', 'toString_') },
  { weight: 1, arbitrary: fc.constantFrom('constructor', 'prototype', '__proto__', 'toString', 'a.b', 'a-b', '1') },
);
const text = fc.oneof(
  { weight: 6, arbitrary: fc.string({ unit: 'grapheme', maxLength: 12 }) },
  { weight: 3, arbitrary: fc.constantFrom('', ' ', '\n', ' x ', '\u3000', '\u00a0x', '\ufeff', '\v') },
  { weight: 1, arbitrary: fc.constantFrom('\r\n', 'a\rb', '&amp;', '&', '>', ']]>', '\0') },
);
const content = fc.oneof(
  { weight: 4, arbitrary: text },
  { weight: 4, arbitrary: text.map((inner) => `<![CDATA[${inner}]]>`) },
  { weight: 2, arbitrary: text.map((inner) => ` <![CDATA[${inner}]]>\n`) },
  { weight: 1, arbitrary: fc.tuple(text, text).map(([a, b]) => `<![CDATA[${a}]]><![CDATA[${b}]]>`) },
);
const between = fc.oneof({ weight: 9, arbitrary: fc.constantFrom('', ' ', '\n') }, { weight: 1, arbitrary: text });
const { element } = fc.letrec<{ element: string }>((tie) => ({
  element: fc
    .tuple(
      name,
      fc.oneof(
        { maxDepth: 3 },
        content,
        fc.array(fc.tuple(tie('element'), between), { maxLength: 3 }).map((parts) => parts.flat().join('')),
      ),
    )
    .map(([tag, inner]) => `<${tag}>${inner}</${tag}>`),
}));
const odd = fc.constantFrom('<!-- x -->', '<a/>', '<a b="c">d</a>');
const documents = fc
  .tuple(
    fc.array(fc.oneof({ weight: 20, arbitrary: element }, { weight: 4, arbitrary: between }, { weight: 1, arbitrary: odd }), {
      maxLength: 4,
    }),
    fc.constantFrom('', '', '\n', 'x', '<xml></xml>'),
  )
  .map(([parts, after]) => `<xml>${parts.join('')}</xml>${after}`);

describe('a document that is read the short way', () => {
  test('says the same as the XML parser, whatever it is', () => {
    let short = 0;
    fc.assert(
      fc.property(documents, (document) => {
        const read = readPlainXml(document);
        if (read === undefined) return;
        short++;
        expect(parseXmlSlowly(document)).toEqual({ ok: true, value: read });
      }),
      { numRuns: 5000 },
    );
    expect(short).toBeGreaterThan(500);
  });
  test('says the same when signs of it are lost, doubled or swapped', () => {
    const whole = buildXml({
      ToUserName: 'gh_1',
      MsgType: 'text',
      Content: '你好 <b>&',
      MsgId: '12',
      Articles: { item: [{ Title: 'a' }, { Title: 'b' }] },
    });
    const sign = fc.constantFrom('', '<', '>', '/', '!', ']', '&', '\r', ' ', 'x', '<a>', '</a>', ']]>');
    fc.assert(
      fc.property(fc.nat(whole.length), fc.nat(3), sign, (at, cut, put) => {
        const document = whole.slice(0, at) + put + whole.slice(at + cut);
        const read = readPlainXml(document);
        if (read !== undefined) expect(parseXmlSlowly(document)).toEqual({ ok: true, value: read });
      }),
      { numRuns: 5000 },
    );
  });
});

test('WeChat’s own messages are read the short way', () => {
  const xml =
    '<xml>\n<ToUserName><![CDATA[gh_1]]></ToUserName>\n<CreateTime>1</CreateTime><Info><Count>2</Count><List><item><a>1</a></item><item><a>2</a></item></List></Info></xml>';
  expect(readPlainXml(xml)).toEqual({
    ToUserName: 'gh_1',
    CreateTime: '1',
    Info: { Count: '2', List: { item: [{ a: '1' }, { a: '2' }] } },
  });
  expect(parseXml(xml)).toEqual({ ok: true, value: readPlainXml(xml) });
});

test.each([
  '<xml>text</xml>',
  '<xml></xml>',
  '<xml><a>&lt;</a></xml>',
  '<xml><a b="c"/></xml>',
  '<xml><a>1</b></xml>',
  '<xml><a>1</a>',
  ' <xml><a>1</a></xml>',
  '<xml><a>1</a></xml>x',
])('anything else is left to the XML parser: %s', (document) => expect(readPlainXml(document)).toBeUndefined());
