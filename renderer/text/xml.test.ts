import { describe, expect, test } from 'vitest';
import { prettyXml, xmlLines } from './xml.ts';

test('a message is laid out an element a line', () => {
  expect(
    prettyXml('<xml><ToUserName><![CDATA[ww1]]></ToUserName><Event/><SendPicsInfo><Count>1</Count></SendPicsInfo><Empty></Empty></xml>'),
  ).toBe(
    [
      '<xml>',
      '  <ToUserName><![CDATA[ww1]]></ToUserName>',
      '  <Event/>',
      '  <SendPicsInfo>',
      '    <Count>1</Count>',
      '  </SendPicsInfo>',
      '  <Empty></Empty>',
      '</xml>',
    ].join('\n'),
  );
});

test('JSON stays as it is, whatever its texts hold', () => {
  const json = '{"Content":"a <b> c","MsgId":1}';
  expect(prettyXml(json)).toBe(json);
});

test('text is told apart from tags', () => {
  expect(xmlLines('<a>1</a>')).toEqual([
    {
      depth: 0,
      pieces: [
        { kind: 'tag', text: '<a>' },
        { kind: 'text', text: '1' },
        { kind: 'tag', text: '</a>' },
      ],
    },
  ]);
});

describe('whatever it is given, nothing that says something is lost', () => {
  test.each([
    ['laid out already', '<a>\n  <b>1</b>\n</a>', '<a>\n  <b>1</b>\n</a>'],
    ['a declaration and a comment', '<?xml version="1.0"?><!-- x --><a/>', '<?xml version="1.0"?>\n<!-- x -->\n<a/>'],
    ['markup in CDATA', '<a><![CDATA[<b>1</b> ]]></a>', '<a><![CDATA[<b>1</b> ]]></a>'],
    ['several lines in CDATA', '<a><![CDATA[1\n2]]></a>', '<a><![CDATA[1\n2]]></a>'],
    ['text between elements', '<a>1<b/>2</a>', '<a>1\n  <b/>\n  2\n</a>'],
    ['more ends than beginnings', '</a></b>', '</a>\n</b>'],
    ['no end', '<a><b>1', '<a>\n  <b>1'],
    ['cut within a tag', '<a>1</a><b', '<a>1</a>\n<b'],
    ['cut within CDATA', '<a><![CDATA[1', '<a><![CDATA[1'],
    ['no XML', 'hello', 'hello'],
    ['nothing', '', ''],
  ])('%s', (_, xml, expected) => expect(prettyXml(xml)).toBe(expected));
});
