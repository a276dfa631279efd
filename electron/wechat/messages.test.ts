import { describe, expect, test } from 'vitest';
import { must } from '../../shared/test-result.ts';
import type { WechatMessage } from '../../shared/wechat-message.ts';
import { dedupeKey, parseMessage } from './messages.ts';

function read(text: string): WechatMessage {
  return must(parseMessage(text));
}

const head = '<ToUserName>ww1</ToUserName><FromUserName>zhangsan</FromUserName><CreateTime>1348831860</CreateTime>';
const xml = (fields: string) => `<xml>${head}${fields}</xml>`;

describe('a message of a kind that nobody knows', () => {
  test('is kept whole', () => {
    expect(read(xml('<MsgType>hologram</MsgType><Depth>00123</Depth><Scene><Id>1</Id><Id>2</Id></Scene><MsgId>9</MsgId>'))).toMatchObject({
      type: 'unknown',
      msgType: 'hologram',
      msgId: '9',
      fields: { Depth: '00123', Scene: { Id: ['1', '2'] } },
    });
  });
  test.each(['Text', 'EVENT', 'constructor', 'toString', '事件'])('is not taken for another: %s', (msgType) => {
    expect(read(xml(`<MsgType>${msgType}</MsgType>`))).toMatchObject({ type: 'unknown', msgType });
  });
});

describe('a message', () => {
  test('may lack what its type usually has', () => {
    expect(read(xml('<MsgType>location</MsgType>'))).toMatchObject({ type: 'location', latitude: '', longitude: '', label: '' });
    expect(read(xml('<MsgType>text</MsgType>'))).toMatchObject({ type: 'text', content: '' });
  });
  test('may have children where text belongs, and is still read', () => {
    expect(read(xml('<MsgType>text</MsgType><Content><b>x</b></Content>'))).toMatchObject({ content: '', fields: { Content: { b: 'x' } } });
  });
  test('keeps its text to the letter', () => {
    expect(read(xml('<MsgType>text</MsgType><Content><![CDATA[ <a>&amp;\n😀 ]]></Content>'))).toMatchObject({ content: ' <a>&amp;\n😀 ' });
  });
  test('of the old AgentID 0 has an AgentID', () => {
    expect(read(xml('<MsgType>text</MsgType><AgentID>0</AgentID>'))).toMatchObject({ agentId: '0' });
  });
  test('has a MsgId of 64 bits', () => {
    expect(read(xml('<MsgType>text</MsgType><MsgId>18446744073709551615</MsgId>'))).toMatchObject({ msgId: '18446744073709551615' });
  });
  test.each([
    ['a receiver', xml('<MsgType>text</MsgType>').replace(/<ToUserName>.*<\/ToUserName>/, ''), { to: '', type: 'text' }],
    ['a sender', xml('<MsgType>event</MsgType><Event>kf_msg_or_event</Event>').replace('zhangsan', ''), { from: '', type: 'event' }],
    ['a usable time', xml('<MsgType>text</MsgType>').replace('1348831860', 'yesterday'), { createdAt: 0 }],
    ['a type', xml('<Content>hello</Content>'), { type: 'unknown', msgType: '', fields: { Content: 'hello' } }],
  ])('without %s is kept all the same', (_, text, expected) => {
    expect(read(text)).toMatchObject(expected);
  });
  test('that is no document is refused', () => {
    expect(parseMessage('hello')).toMatchObject({ ok: false, error: { code: 'wechat/-40002' } });
  });
});

describe('deliveries of one message are known by', () => {
  const key = (fields: string) => dedupeKey(read(xml(fields)));
  const text = (id: string, content = 'x') => key(`<MsgType>text</MsgType><Content>${content}</Content><MsgId>${id}</MsgId>`);
  const event = (fields: string) => key(`<MsgType>event</MsgType>${fields}`);
  const click = event('<Event>click</Event><EventKey>a</EventKey><AgentID>1</AgentID>');

  test('its MsgId', () => {
    expect(text('4561255354251345929')).toBe(text('4561255354251345929'));
    expect(text('4561255354251345929')).not.toBe(text('4561255354251345930'));
  });
  test.each([
    ['event', '<Event>view</Event><EventKey>a</EventKey><AgentID>1</AgentID>'],
    ['key', '<Event>click</Event><EventKey>b</EventKey><AgentID>1</AgentID>'],
    ['app', '<Event>click</Event><EventKey>a</EventKey><AgentID>2</AgentID>'],
    ['details', '<Event>click</Event><EventKey>a</EventKey><AgentID>1</AgentID><TaskId>1</TaskId>'],
  ])('an event’s %s, where they have one second', (_what, fields) => expect(event(fields)).not.toBe(click));
  test('who sent an event', () => {
    expect(click).not.toBe(
      dedupeKey(
        read(xml('<MsgType>event</MsgType><Event>click</Event><EventKey>a</EventKey><AgentID>1</AgentID>').replace('zhangsan', 'lisi')),
      ),
    );
  });
  test('not by the code that each delivery of a card’s tap may have anew', () => {
    const tap = (code: string) => event(`<Event>template_card_event</Event><EventKey>a</EventKey><ResponseCode>${code}</ResponseCode>`);
    expect(tap('1')).toBe(tap('2'));
  });
  test('a key that is short, however long the message', () => {
    expect(event(`<Event>click</Event><EventKey>${'长'.repeat(5000)}</EventKey>`).length).toBeLessThanOrEqual(128);
    expect(event(`<Event>click</Event><EventKey>${'a'.repeat(5000)}</EventKey>`)).not.toBe(
      event(`<Event>click</Event><EventKey>${'a'.repeat(5001)}</EventKey>`),
    );
  });
});
