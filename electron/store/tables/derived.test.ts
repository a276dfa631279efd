import { describe, expect, test } from 'vitest';
import { checkSignature, sign } from '../../wechat/signature.ts';
import { messageOf, signatureOf, timingOf } from './derived.ts';

const token = 'Token';
const encrypt = `${'AbC+/'.repeat(60)}==`;
const request = (query: Record<string, string>) => ({ method: 'POST', path: '/', query, remoteAddress: '', userAgent: '' });

describe('the check of a signature is told again from the request', () => {
  test.each(['1700000000', '9', 'zzz', ''])('of an encrypted message, nonce “%s”', (nonce) => {
    const msg_signature = sign([token, '1700000000', nonce, encrypt]);
    const query = { msg_signature, timestamp: '1700000000', nonce };
    const check = checkSignature('msg_signature', { token, timestamp: query.timestamp, nonce, encrypt }, msg_signature);
    const raw = `<xml><Encrypt><![CDATA[${encrypt}]]></Encrypt></xml>`;
    const told = signatureOf({ signature: check.short, raw }, request(query));
    expect(told).toEqual({
      ...check.describe(),
      parts: check.describe().parts.map((part) => (part.label === 'encrypt' ? { ...part, text: `${encrypt.slice(0, 127)}…` } : part)),
    });
  });
  test('of a plain message', () => {
    const signature = sign([token, '1700000000', 'n']);
    const check = checkSignature('signature', { token, timestamp: '1700000000', nonce: 'n' }, signature);
    expect(signatureOf({ signature: check.short, raw: '' }, request({ signature, timestamp: '1700000000', nonce: 'n' }))).toEqual(
      check.describe(),
    );
  });
  test('unless it was kept whole, or not at all', () => {
    const check = checkSignature('signature', { token, timestamp: '1', nonce: 'n' }, 'wrong').describe();
    expect(signatureOf({ signature: JSON.stringify(check), raw: '' }, undefined)).toEqual(check);
    expect(signatureOf({ signature: null, raw: '' }, undefined)).toBeUndefined();
  });
});

describe('the message of a row', () => {
  const xml = '<xml><FromUserName>li</FromUserName><MsgType>text</MsgType><Content>new</Content></xml>';
  test('is read from its XML', () => {
    expect(messageOf({ direction: 'in', message: null, xml })).toMatchObject({ type: 'text', content: 'new', from: 'li' });
  });
  test('is the kept one where there is one', () => {
    expect(messageOf({ direction: 'in', message: '{"type":"text","content":"old"}', xml })).toEqual({ type: 'text', content: 'old' });
  });
  test('is none of what went out, or can’t be read', () => {
    expect(messageOf({ direction: 'out', message: null, xml })).toBeUndefined();
    expect(messageOf({ direction: 'in', message: null, xml: '…' })).toBeUndefined();
  });
});

describe('the steps of a message’s way', () => {
  test('follow each other, in ms', () => {
    expect(timingOf({ timing: 'received:12 decrypted:20 stored:205' })).toEqual([
      { step: 'received', from: 0, to: 0.12 },
      { step: 'decrypted', from: 0.12, to: 0.2 },
      { step: 'stored', from: 0.2, to: 2.05 },
    ]);
  });
  test('are known of rows of earlier versions, and of rows without any', () => {
    const steps = [{ step: 'received', from: 0, to: 0.4 }];
    expect(timingOf({ timing: JSON.stringify(steps) })).toEqual(steps);
    expect(timingOf({ timing: '' })).toEqual([]);
    expect(timingOf({ timing: null })).toEqual([]);
  });
});
