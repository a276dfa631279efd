import { expect, test } from 'vitest';
import { must } from '../../shared/test-result.ts';
import { dedupeKey, parseMessage } from '../wechat/messages.ts';
import { redactContent, redactDocument, redactFailure } from './redacted-records.ts';

const redact = (texts: readonly string[]) => texts.map((text) => text.replaceAll('秘密', '***').replaceAll('7', '#'));

function contentOf(xml: string) {
  const message = must(parseMessage(xml));
  const request = { method: 'POST', path: '/', query: { signature: 'a', timestamp: '7', nonce: '7' }, remoteAddress: '', userAgent: '' };
  return { message, row: { xml, raw: xml, message: JSON.stringify(message), request: JSON.stringify(request) } };
}

test('who wrote, when and what kind it is stays, whatever a rule matches', () => {
  const xml =
    '<xml><ToUserName>ww7</ToUserName><FromUserName>user7</FromUserName><CreateTime>1777</CreateTime><MsgType>text</MsgType><Content>秘密 7</Content><MsgId>777</MsgId></xml>';
  const { message, row } = contentOf(xml);
  const kept = JSON.parse(redactContent(row, redact)?.row.message ?? '{}');
  expect(kept).toMatchObject({ to: 'ww7', from: 'user7', createdAt: 1777, msgId: '777', content: '*** #' });
  expect(dedupeKey(kept)).toBe(dedupeKey(message));
});

test('every text of a nested event is redacted, and its typed parts are read from what is left', () => {
  const xml =
    '<xml><ToUserName>a</ToUserName><FromUserName>b</FromUserName><CreateTime>1</CreateTime><MsgType>event</MsgType><Event>scancode_waitmsg</Event><EventKey>k</EventKey><ScanCodeInfo><ScanType>qrcode</ScanType><ScanResult>秘密</ScanResult></ScanCodeInfo></xml>';
  const { row } = contentOf(xml);
  const kept = redactContent(row, redact)?.row;
  expect(JSON.stringify(kept)).not.toContain('秘密');
  expect(JSON.parse(kept?.message ?? '{}')).toMatchObject({ type: 'event', event: 'scancode_waitmsg' });
  expect(JSON.stringify(JSON.parse(kept?.message ?? '{}'))).toContain('***');
});

test('escaped text is redacted as it reads, and comments do not survive', () => {
  const kept = redactDocument('<xml><!-- 秘密 --><Content>秘密 &amp; more</Content></xml>', redact);
  expect(kept).toContain('*** & more');
  expect(kept).not.toContain('秘密');
});

test('a JSON message stays JSON', () => {
  const { row } = contentOf('{"ToUserName":"a","FromUserName":"b","CreateTime":1,"MsgType":"text","Content":"秘密","MsgId":7}');
  expect(JSON.parse(redactContent(row, redact)?.row.xml ?? '')).toMatchObject({ Content: '***', MsgId: '7' });
});

test('what no rule matches is not touched', () => {
  expect(redactContent(contentOf('<xml><MsgType>text</MsgType><Content>状态</Content></xml>').row, redact)).toBeUndefined();
});

test('a failure keeps its code and loses what somebody typed', () => {
  const failure = { code: 'command/unknown7', message: '没有 秘密', hint: '', params: { typed: '秘密' } };
  expect(redactFailure(failure, redact)).toEqual({ code: 'command/unknown7', message: '没有 ***', hint: '', params: { typed: '***' } });
});
