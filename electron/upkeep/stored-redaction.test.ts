import { expect, test } from 'vitest';
import { readyRules, withheldText } from '../../shared/redaction.ts';
import type { StoredContent } from '../store/tables/redaction.ts';
import { parseMessage } from '../wechat/messages.ts';
import { createRedactor } from './redactor.ts';
import { rewriteRow } from './stored-redaction.ts';

const hash = 'da39a3ee5e6b4b0d3255bfef95601890afd80709';
const rule = {
  ...readyRules.email,
  id: 'r1',
  name: 'hash',
  pattern: String.raw`\b[0-9a-f]{40}\b`,
  replacement: '[X]',
  account: null,
  on: true,
};
const redactor = createRedactor({ rules: [rule], elapsed: () => 0, onTimeout: () => undefined });

test('a stored failure loses what was cut from a word of its message', () => {
  const xml = `<xml><ToUserName>a</ToUserName><FromUserName>b</FromUserName><CreateTime>1</CreateTime><MsgType>text</MsgType><Content>${hash}</Content><MsgId>7</MsgId></xml>`;
  const message = parseMessage(xml);
  if (!message.ok || !redactor) throw new Error('no message');
  const failure = { code: 'command/unknown', message: `没有“${hash.slice(0, 20)}”`, hint: '', params: { word: hash.slice(0, 20) } };
  const row: StoredContent = {
    ...{ id: '1', account: 'corp', at: 1, person: 'b', direction: 'in', xml, raw: xml, message: JSON.stringify(message.value) },
    ...{ request: null, signature: null, failure: JSON.stringify(failure), answer: null, dedupeKey: null, needed: false },
  };
  expect(rewriteRow(row, redactor)?.failure).toEqual({ ...failure, message: '没有“[X]”', params: { word: '[X]' } });
});

test('of a request that was refused goes why its body could not be read, which quotes it, also where the body went before', () => {
  const failure = { code: 'wechat/-40002', message: 'no JSON: "a":"13812345', hint: '', params: { reason: '"a":"13812345' } };
  const row: StoredContent = {
    ...{ id: '1', account: 'corp', at: 1, person: '', direction: 'refused', xml: '', raw: '<xml>', message: null },
    ...{ request: null, signature: null, failure: JSON.stringify(failure), answer: null, dedupeKey: null, needed: false },
  };
  const rewritten = redactor && rewriteRow(row, redactor);
  expect(rewritten).toMatchObject({
    raw: withheldText,
    failure: { message: `no JSON: ${withheldText}`, params: { reason: withheldText } },
  });
  expect(redactor && rewriteRow({ ...row, raw: withheldText }, redactor)?.failure).toEqual(rewritten?.failure);
  const done = { ...row, raw: withheldText, failure: JSON.stringify(rewritten?.failure) };
  expect(redactor && rewriteRow(done, redactor)).toBeUndefined();
});
