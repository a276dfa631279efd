import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { limits } from '../../shared/limits.ts';
import { must } from '../../shared/test-result.ts';
import type { FieldTree } from '../../shared/wechat-message.ts';
import { buildXml, legalCharacters, parseXml } from './xml.ts';

function read(xml: string): FieldTree {
  return must(parseXml(xml));
}
const refused = { ok: false, error: { code: 'wechat/-40002' } };

describe('XML is read:', () => {
  test.each([
    [
      'numbers as text, to the last digit',
      '<MsgId>4561255354251345929</MsgId><A>007</A><B>1.50</B><C>1e5</C>',
      { MsgId: '4561255354251345929', A: '007', B: '1.50', C: '1e5' },
    ],
    ['true and null as text', '<a>true</a><b>null</b>', { a: 'true', b: 'null' }],
    ['an element with and without CDATA', '<a><![CDATA[1]]></a><b>1</b>', { a: '1', b: '1' }],
    ['CDATA on a line of its own', '<a>\n  <![CDATA[ x ]]>\n</a>', { a: ' x ' }],
    ['blanks inside CDATA', '<a><![CDATA[ \t ]]></a>', { a: ' \t ' }],
    ['text without the blanks around it', '<a>\n x y\t</a>', { a: 'x y' }],
    ['a full-width space', '<a>　x　</a>', { a: '　x　' }],
    ['CDATA in pieces', '<a><![CDATA[a]]]]><![CDATA[>b]]></a>', { a: 'a]]>b' }],
    ['CDATA between text', '<a>x<![CDATA[ y ]]>z</a>', { a: 'x y z' }],
    ['markup inside CDATA', '<a><![CDATA[<b>&amp;</b>]]></a>', { a: '<b>&amp;</b>' }],
    ['a declaration that somebody typed', '<a><![CDATA[<!DOCTYPE html><!ENTITY x>]]></a>', { a: '<!DOCTYPE html><!ENTITY x>' }],
    ['the five entities and numbers', '<a>&lt;&gt;&amp;&quot;&apos;&#20013;&#x1F600;</a>', { a: '<>&"\'中😀' }],
    ['an entity once', '<a>&amp;lt;</a>', { a: '&lt;' }],
    ['nothing', '<a></a><b/><c><![CDATA[]]></c>', { a: '', b: '', c: '' }],
    ['children', '<a><b>1</b><c><d>2</d></c></a>', { a: { b: '1', c: { d: '2' } } }],
    ['repeated elements as a list', '<a>1</a><b>x</b><a>2</a><a>3</a>', { a: ['1', '2', '3'], b: 'x' }],
    ['text between children', '<a>1</a>hi<b>2</b>', { a: '1', b: '2', '#text': 'hi' }],
    ['past a comment', '<!-- <a>0</a> --><a>x<!-- y -->z</a>', { a: 'xz' }],
    ['past attributes', '<a b="1" c=\'>\'>1</a>', { a: '1' }],
    ['names in Chinese and with a prefix', '<名>1</名><a:b>2</a:b>', { 名: '1', 'a:b': '2' }],
    ['line ends as line feeds, as XML has it', '<a><![CDATA[x\r\ny\rz]]></a>', { a: 'x\ny\nz' }],
  ] as [string, string, FieldTree][])('%s', (_what, fields, expected) => expect(read(`<xml>${fields}</xml>`)).toEqual(expected));

  test.each([
    ['a declaration before it', '<?xml version="1.0" encoding="UTF-8"?>\n<xml><a>1</a></xml>\n'],
    ['a byte order mark before it', '\ufeff<xml><a>1</a></xml>'],
    ['blank lines around it', '\n\n<xml>\n<a>1</a>\n</xml>\n\n'],
  ])('with %s', (_what, xml) => expect(read(xml)).toEqual({ a: '1' }));

  test('no fields at all', () => {
    expect(read('<xml></xml>')).toEqual({});
    expect(read('<xml/>')).toEqual({});
  });
  test('names that JavaScript knows are names like any other', () => {
    const tree = read('<xml><toString>a</toString><toString>b</toString><valueOf><a>1</a></valueOf><hasOwnProperty/></xml>');
    expect(Object.entries(tree)).toEqual([
      ['toString', ['a', 'b']],
      ['valueOf', { a: '1' }],
      ['hasOwnProperty', ''],
    ]);
  });
});

describe('XML is refused', () => {
  const laughs = Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join('');
  const doctype = '<!DOCTYPE xml [<!ENTITY e "boo">]>';

  test.each([
    ['empty', ''],
    ['no XML', 'hello'],
    ['JSON', '{"a":1}'],
    ['a page of a proxy', '<html><body>502 Bad Gateway</body></html>'],
    ['text alone', '<xml>hello</xml>'],
    ['two roots', '<xml></xml><xml></xml>'],
    ['text before the root', 'x<xml><a>1</a></xml>'],
    ['text behind the root', '<xml><a>1</a></xml>x'],
    ['an element that is not closed', '<xml><a>1</xml>'],
    ['elements crossed over', '<xml><a><b></a></b></xml>'],
    ['CDATA that is not closed', '<xml><a><![CDATA[x</a></xml>'],
    ['a comment that is not closed', '<xml><!-- <a>1</a></xml>'],
    ['cut', '<xml><a>1</a>'],
    ['a bare &', '<xml><a>a & b</a></xml>'],
    ['a bare <', '<xml><a>a < b</a></xml>'],
    ['a < in an attribute', '<xml><a b="<">1</a></xml>'],
    ['an entity of its own', '<xml><a>&e;</a></xml>'],
    ['an entity of HTML', '<xml><a>&nbsp;</a></xml>'],
    ['an entity named like a method', '<xml><a>&constructor;</a></xml>'],
    ['a reference to no character', '<xml><a>&#0;</a></xml>'],
    ['a reference to half a surrogate pair', '<xml><a>&#xD800;</a></xml>'],
    ['a reference beyond Unicode', '<xml><a>&#x110000;</a></xml>'],
    ['a DTD', `${doctype}<xml><a>&e;</a></xml>`],
    ['a DTD that reads a file', '<!DOCTYPE xml [<!ENTITY e SYSTEM "file:///etc/passwd">]><xml><a>&e;</a></xml>'],
    ['a DTD of no use', '<!DOCTYPE xml><xml><a>1</a></xml>'],
    ['a DTD in small letters', '<!doctype xml><xml><a>1</a></xml>'],
    ['a DTD in the root', `<xml>${doctype}<a>1</a></xml>`],
    ['a DTD behind a comment sign in an attribute', `<xml a="<!--">${doctype}<b>1</b><!----></xml>`],
    ['a DTD behind a > and a comment sign in attributes', `<xml a=">" b='<!--'>${doctype}<b>1</b><!----></xml>`],
    ['a DTD behind a comment sign in an instruction', `<?x <!-- ?>${doctype}<xml><b>1</b><!----></xml>`],
    ['a DTD behind a CDATA sign in an instruction', `<?x <![CDATA[ ?>${doctype}<xml><b>1</b><!-- ]]> --></xml>`],
    ['a DTD behind a comment sign in an end tag', `<xml><b>1</b '><!--'>${doctype}<!----></xml>`],
    ['a DTD between quotes of two instructions', `<?x " ?><!-- " ?>${doctype}<xml><b>1</b><!----></xml>`],
    ['a DTD behind a comment sign in the declaration', `<?xml version="<!--"?>${doctype}<xml><b>1</b><!----></xml>`],
    ['an instruction', '<xml><?php x ?><a>1</a></xml>'],
    ['a billion laughs', `<!DOCTYPE xml [<!ENTITY l0 "lol">${laughs}]><xml><a>&l9;</a></xml>`],
    ['an element called __proto__', '<xml><__proto__><polluted>1</polluted></__proto__></xml>'],
    ['elements called __proto__', '<xml><__proto__>1</__proto__><__proto__>2</__proto__></xml>'],
    ['elements called constructor', '<xml><constructor>1</constructor><constructor>2</constructor></xml>'],
    ['an element called prototype, further down', '<xml><a><prototype><polluted>1</polluted></prototype></a></xml>'],
    ['nested without end', '<a>'.repeat(19_000)],
    ['of too many elements', `<xml>${'<a/>'.repeat(limits.documentParts)}</xml>`],
    ['too long', `<xml><a>${'x'.repeat(limits.documentChars)}</a></xml>`],
  ])('%s', (_what, xml) => {
    expect(parseXml(xml)).toMatchObject(refused);
    expect({}).not.toHaveProperty('polluted');
  });

  test('in no more than a moment, whatever fills a quarter of a megabyte', () => {
    const much = (unit: string) => unit.repeat(Math.floor(250_000 / unit.length));
    const floods = ['a="1" ', 'a=', ' ', '"', '>', '&', '&amp;', ']]', '<![CDATA[', '<a ', '\n', '\r'].map(much);
    for (const flood of floods) {
      for (const xml of [flood, `<xml ${flood}`, `<xml ${flood}></xml>`, `<xml>${flood}</xml>`, `<xml><a><![CDATA[${flood}]]></a></xml>`]) {
        // Work that grows with the square of the length would not end before the test's own time limit.
        expect(parseXml(xml)).toHaveProperty('ok');
      }
    }
  });
  test('with the place of the mistake', () => {
    expect(parseXml('<xml>\n<a>1</b>\n</xml>')).toMatchObject({ error: { params: { reason: '2:5 “</b>”' } } });
  });
});

test('XML may nest as deep as the limit below its root, and no deeper', () => {
  const nested = (depth: number) => parseXml(`<xml>${'<a>'.repeat(depth)}1${'</a>'.repeat(depth)}</xml>`).ok;
  expect([nested(limits.documentDepth), nested(limits.documentDepth + 1)]).toEqual([true, false]);
});

const names = fc.oneof(
  fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_.-]{0,8}$/).filter((name) => !['__proto__', 'constructor', 'prototype'].includes(name)),
  fc.constantFrom('toString', 'hasOwnProperty', 'MsgId', 'CreateTime', 'Location_X', '名', 'xml'),
);
const values = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: fc.constantFrom(']', '>', '<', '!', '[', '&', ';', 'a', ' ', '\n', '\r', '\0', '\ud800', '　', '😀') }),
  fc.constantFrom('0', '-1.5', '4561255354251345929', '1e5', ']]>', '<![CDATA[x]]>', '<!DOCTYPE html>', '&lt;', ''),
);
const { tree: trees } = fc.letrec<{ tree: FieldTree }>((tie) => ({
  tree: fc.dictionary(
    names,
    fc.oneof(
      { maxDepth: 4 },
      values,
      tie('tree'),
      fc.array(fc.oneof({ maxDepth: 4 }, values, tie('tree')), { minLength: 2, maxLength: 4 }),
    ),
    { minKeys: 1, maxKeys: 6, noNullPrototype: true },
  ) as fc.Arbitrary<FieldTree>,
}));

/** What XML can hold of a tree: no controls, and line feeds for all line ends. */
function expressible(value: FieldTree[string]): FieldTree[string] {
  if (typeof value === 'string') return legalCharacters(value).replace(/\r\n?/g, '\n');
  if (Array.isArray(value)) return value.map(expressible);
  return Object.fromEntries(Object.entries(value).map(([name, child]) => [name, expressible(child)]));
}

describe('what is written', () => {
  test('is read again, whatever the fields', () => {
    fc.assert(
      fc.property(trees, (tree) => {
        expect(read(buildXml(tree))).toEqual(expressible(tree));
      }),
      { numRuns: 300 },
    );
  });
  test('has numbers bare and the rest in CDATA, one field a line, as WeChat writes it', () => {
    expect(buildXml({ CreateTime: '1348831860', MsgId: '1', Content: '1', AgentID: 'x', Image: { MediaId: 'm' } })).toBe(
      `<xml>
<CreateTime>1348831860</CreateTime>
<MsgId>1</MsgId>
<Content><![CDATA[1]]></Content>
<AgentID><![CDATA[x]]></AgentID>
<Image>
<MediaId><![CDATA[m]]></MediaId>
</Image>
</xml>`,
    );
  });
  test('has a list as repeated elements', () => {
    expect(buildXml({ item: ['a', { b: '1' }] })).toBe('<xml>\n<item><![CDATA[a]]></item>\n<item>\n<b><![CDATA[1]]></b>\n</item>\n</xml>');
  });
  test('has U+FFFD for what XML cannot hold', () => {
    expect(buildXml({ a: 'x\0\u{8}\ud800\uffff😀\t\n' })).toContain('<![CDATA[x\ufffd\ufffd\ufffd\ufffd😀\t\n]]>');
  });
});

describe('reading never throws', () => {
  const noThrow = (text: string) => {
    const parsed = parseXml(text);
    if (!parsed.ok) expect(parsed.error.code).toBe('wechat/-40002');
  };
  const pieces = [
    '<xml>',
    '</xml>',
    '<a>',
    '</a>',
    '<a/>',
    '<',
    '>',
    '/',
    '<!',
    '<![CDATA[',
    ']]>',
    '<!--',
    '-->',
    '<?',
    '?>',
    '&',
    '&lt;',
    ';',
  ];
  const odd = ['<__proto__>', '</__proto__>', '<constructor>', '<!DOCTYPE x>', '"', "'", '=', ' ', 'x', '\0', '\ud800', '#', ':@', '😀'];

  test('whatever the text', () => fc.assert(fc.property(fc.string({ unit: 'binary' }), noThrow), { numRuns: 1000 }));
  test('whatever is made of its signs', () => {
    const flood = fc.array(fc.constantFrom(...pieces, ...odd), { maxLength: 30 }).map((parts) => parts.join(''));
    const inside = fc.tuple(flood, fc.boolean()).map(([text, wrapped]) => (wrapped ? `<xml>${text}</xml>` : text));
    fc.assert(fc.property(inside, noThrow), { numRuns: 5000 });
  });
  test('whatever character of a real message is changed', () => {
    const folder = new URL('../../test/fixtures/wechat/wecom/events/', import.meta.url);
    const messages = readdirSync(folder)
      .filter((name) => name.endsWith('.xml'))
      .map((name) => readFileSync(new URL(name, folder), 'utf8'));
    const broken = fc.tuple(fc.constantFrom(...messages), fc.nat(), fc.constantFrom(...pieces, ...odd, ''));
    fc.assert(
      fc.property(broken, ([message, at, piece]) => {
        const place = at % message.length;
        noThrow(message.slice(0, place) + piece + message.slice(place + 1));
      }),
      { numRuns: 2000 },
    );
  });
});
