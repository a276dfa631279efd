import { describe, expect, test } from 'vitest';
import { eventNames, messageTypeNames } from './message-names.ts';
import { eventName, summarise, typeName } from './summary.ts';
import type { WechatMessage } from './wechat-message.ts';

/** What the platforms' own samples are summarised as, stands in electron/wechat/samples.test.ts. */
const message = (content: object) => ({ to: 'ww1', from: 'zhangsan', createdAt: 1_700_000_000, fields: {}, ...content }) as WechatMessage;
const event = (name: string, detail: object) => message({ type: 'event', event: name, ...detail });

describe('a summary says what a message is about:', () => {
  test.each([
    ['an unknown type', message({ type: 'unknown', msgType: 'hologram' }), '「未知类型 hologram」', 'Unknown type hologram'],
    ['an unknown event with its key', event('new', { kind: 'other', eventKey: 'k' }), '「未知事件 new k」', 'Unknown event new k'],
    ['an event named like a method', event('toString', { kind: 'other' }), '「未知事件 toString」', 'Unknown event toString'],
    [
      'a place without a name',
      message({ type: 'location', latitude: '23.1', longitude: '113.3', label: '' }),
      '23.1, 113.3',
      '23.1, 113.3',
    ],
    ['a link without a title', message({ type: 'link', title: '', url: 'https://u' }), 'https://u', 'https://u'],
    [
      'what looks like a gap in a text',
      event('debug_demo', { kind: 'debug', text: '{text}' }),
      '「回调调试 {text}」',
      'Callback debugging {text}',
    ],
    [
      'a change of contacts that is not known',
      event('change_contact', { kind: 'contact', change: { type: 'other', changeType: 'merge' } }),
      '「通讯录变更 merge」',
      'Contacts changed merge',
    ],
  ])('%s', (_what, content, chinese, english) => {
    expect([summarise(content, 'zh-CN'), summarise(content, 'en')]).toEqual([chinese, english]);
  });
});

describe('a summary is one line', () => {
  const text = (content: string) => summarise(message({ type: 'text', content }), 'en');
  test.each([
    ['a\nb', 'a⏎b'],
    ['a\r\nb\rc', 'a⏎b⏎c'],
    ['a\u2028b\u2029c', 'a⏎b⏎c'],
  ])('of %j', (content, expected) => expect(text(content)).toBe(expected));
  test.each(['x', '微', '😀'])('of 200 characters at the most, and never half a one: %s', (character) => {
    expect(text(character.repeat(200))).toBe(character.repeat(200));
    expect(text(character.repeat(201))).toBe(`${character.repeat(199)}…`);
    expect(text(`a${character.repeat(100_000)}`)).toBe(`a${character.repeat(198)}…`);
  });
});

test('types and events without a name are shown as they came', () => {
  expect([typeName('text', 'en'), typeName('hologram', 'en'), typeName('constructor', 'zh-CN')]).toEqual([
    'Text',
    'hologram',
    'constructor',
  ]);
  expect([eventName('CLICK', 'zh-CN'), eventName('new', 'en')]).toEqual(['点击菜单', 'new']);
});

test('every name is there in both languages', () => {
  for (const name of Object.values({ ...messageTypeNames, ...eventNames })) {
    expect(name['zh-CN']).toMatch(/\p{Script=Han}/u);
    expect(name.en).toMatch(/^[\x20-\x7e’]+$/);
  }
});
