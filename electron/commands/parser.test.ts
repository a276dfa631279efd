import { describe, expect, test } from 'vitest';
import type { WechatMessage } from '../../shared/wechat-message.ts';
import { answerLanguage, commandLineOf, mediumOf, parseCommandLine } from './parser.ts';

const head = { to: 'ww1', from: 'zhangsan', createdAt: 1_700_000_000, fields: {} };
const words = (line: string) => {
  const parsed = parseCommandLine(line, 'zh-CN');
  return parsed.ok ? [parsed.value.word, ...parsed.value.args] : parsed.error.code;
};

describe('a command line is split into words', () => {
  test.each([
    ['状态', ['状态']],
    ['  status   web-01 ', ['status', 'web-01']],
    ['状态　本机', ['状态', '本机']],
    ['重启 "web 01"', ['重启', 'web 01']],
    ['重启 “web 01” 「web 02」', ['重启', 'web 01', 'web 02']],
    ['status ""', ['status', '']],
    ["it's", ["it's"]],
    ['status $(reboot) `id` ; rm', ['status', '$(reboot)', '`id`', ';', 'rm']],
  ])('%j', (line, expected) => expect(words(line)).toEqual(expected));

  test('a quote that is not closed is told, not guessed', () => expect(words('重启 "web')).toBe('command/quote'));
});

describe('a command line comes from', () => {
  const from = (message: object) => commandLineOf({ ...head, ...message } as WechatMessage);

  test('typed text', () => expect(from({ type: 'text', content: ' 状态 ' })).toBe('状态'));
  test('a tapped entry of ours, by its key, in its language; others are what they say', () => {
    const tapped = { type: 'text', content: '1. web-01 官网', menuChoice: 'which-en-0123abcd-1' };
    expect(from(tapped)).toBe('which-en-0123abcd-1');
    expect(answerLanguage({ ...head, ...tapped } as WechatMessage, 'which-en-0123abcd-1', 'zh-CN')).toBe('en');
    expect(from({ ...tapped, menuChoice: '101' })).toBe('1. web-01 官网');
  });
  test('what was said, without the full stop of the transcript', () =>
    expect(from({ type: 'voice', mediaId: 'm', format: 'amr', transcript: '状态。' })).toBe('状态'));
  test('a menu key of either platform', () => {
    expect(from({ type: 'event', event: 'click', eventKey: 'cmd:status local' })).toBe('status local');
    expect(from({ type: 'event', event: 'CLICK', eventKey: 'cmd:help' })).toBe('help');
  });
  test.each(['cmd：status web-01', 'CMD:status web-01', ' cmd:status web-01 ', 'ｃｍｄ：　status web-01'])(
    'a menu key that was typed as %j',
    (eventKey) => {
      expect(from({ type: 'event', event: 'click', eventKey })).toBe('status web-01');
    },
  );
  const scanned = (result: string) =>
    from({ type: 'event', event: 'scancode_waitmsg', eventKey: 'scan', scan: { type: 'qrcode', result } });
  test('a scanned label', () => {
    expect(scanned('weiguan:web-01')).toBe('label web-01');
    expect(scanned('cmd:status local')).toBe('status local');
    expect(from({ type: 'text', content: 'weiguan:web-01' })).toBe('label web-01');
  });
  test('each medium, of which typed text and a tapped menu are one', () => {
    const of = (message: object) => mediumOf({ ...head, ...message } as WechatMessage);
    expect(of({ type: 'text', content: '状态' })).toBe('text');
    expect(of({ type: 'text', content: '运行 hot web-01', menuChoice: '1' })).toBe('scan');
    expect(of({ type: 'event', event: 'click', eventKey: 'cmd:status local' })).toBe('text');
    expect(of({ type: 'voice', mediaId: 'm', format: 'amr', transcript: '状态。' })).toBe('voice');
    expect(of({ type: 'event', event: 'template_card_event', eventKey: 'cmd:确认 1234' })).toBe('card');
    expect(of({ type: 'event', event: 'scancode_waitmsg', eventKey: 'scan', scan: { type: 'qrcode', result: 'cmd:状态' } })).toBe('scan');
  });
  test('any other code that was scanned, as one word, which may be an asset label', () => {
    expect(scanned('SH-A3-07')).toBe('label "SH-A3-07"');
    expect(scanned('CODE_128,SH-A3-07')).toBe('label "SH-A3-07"');
    expect(words(scanned('https://example.com/a b"; power off web-01\n') ?? '')).toEqual([
      'label',
      'https://example.com/a b ; power off web-01',
    ]);
    expect(scanned('9'.repeat(4000))).toHaveLength('label ""'.length + 128);
  });
  test('nothing else', () => {
    expect(from({ type: 'event', event: 'click', eventKey: 'other' })).toBeUndefined();
    expect(from({ type: 'event', event: 'VIEW', eventKey: 'cmd:status' })).toBeUndefined();
    expect(scanned(' ')).toBeUndefined();
    expect(from({ type: 'image', picUrl: '', mediaId: '' })).toBeUndefined();
    expect(from({ type: 'text', content: ' \n ' })).toBeUndefined();
  });
});

test('an answer is in the language of the question', () => {
  const language = (message: object, line: string) => answerLanguage({ ...head, ...message } as WechatMessage, line, 'zh-CN');
  const typed = (content: string) => language({ type: 'text', content }, content);
  expect(typed('状态 web')).toBe('zh-CN');
  expect(typed('status')).toBe('en');
  expect(typed('?')).toBe('zh-CN');
  expect(language({ type: 'event' }, 'status local')).toBe('zh-CN');
  expect(language({ type: 'text', content: 'weiguan:web-01' }, 'label web-01')).toBe('zh-CN');
});
