import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EncryptionMode } from '../../shared/account.ts';
import type { Result } from '../../shared/result.ts';
import { must } from '../../shared/test-result.ts';
import { openBytes, sealBytes } from './cipher.ts';
import { type CallbackCredentials, readEncodingAesKey } from './credentials.ts';
import { decryptMessage, encryptReply, verifyUrl } from './crypt.ts';
import { textOf } from './fields.ts';
import { sign } from './signature.ts';
import { parseXml } from './xml.ts';

function keyOf(text: string) {
  return must(readEncodingAesKey(text));
}
const aesKey = keyOf('jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C');
const corp: CallbackCredentials = { platform: 'wecom', mode: 'safe', token: 'QDG6eK', aesKey, receiverId: 'wx5823bf96d3bd56c7' };
const account = (mode: EncryptionMode): CallbackCredentials => ({ ...corp, platform: 'official-account', mode, token: 'AAAAA' });

const timestamp = '1409659813';
const nonce = '1372623149';
const plain = '<xml><Content><![CDATA[你好]]></Content></xml>';

/** A message as the platform sends it, with its signature. */
function sealed({ token, receiverId }: CallbackCredentials, message = plain) {
  const encrypted = sealBytes(message, receiverId, aesKey, randomBytes);
  return { query: { timestamp, nonce, msg_signature: sign([token, timestamp, nonce, encrypted]) }, encrypted };
}
const body = (encrypted: string) => `<xml><ToUserName><![CDATA[x]]></ToUserName><Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`;
const signed = ({ token }: CallbackCredentials) => ({ timestamp, nonce, signature: sign([token, timestamp, nonce]) });
const outcome = (result: Result<unknown>) => (result.ok ? 'ok' : result.error.code);

/** Another character of the base64 alphabet at that place. */
function changed(text: string, at: number): string {
  const place = at % text.length;
  return text.slice(0, place) + (text[place] === 'a' ? 'b' : 'a') + text.slice(place + 1);
}

describe('the published WeCom sample', () => {
  const file = readFileSync(new URL('../../test/fixtures/published-sample.md', import.meta.url), 'utf8');
  const encrypted = /Encrypt \| `([^`]+)`/.exec(file)?.[1] ?? '';
  const query = { msg_signature: '477715d11cdb4164915debcba66cb864d751f3e6', timestamp, nonce };

  test('is opened to the byte', () => {
    const opened = decryptMessage(corp, query, body(encrypted));
    expect(opened).toMatchObject({ ok: true, value: { encrypted: true, check: { matches: true } } });
    const xml = opened.ok ? opened.value.xml : '';
    expect(xml).toBe(
      [
        '<xml><ToUserName><![CDATA[wx5823bf96d3bd56c7]]></ToUserName>',
        '<FromUserName><![CDATA[mycreate]]></FromUserName>',
        '<CreateTime>1409659813</CreateTime>',
        '<MsgType><![CDATA[text]]></MsgType>',
        '<Content><![CDATA[hello]]></Content>',
        '<MsgId>4561255354251345929</MsgId>',
        '<AgentID>218</AgentID>',
        '</xml>',
      ].join('\n'),
    );
    expect(Buffer.byteLength(xml)).toBe(284);
  });
  test('is sorted as the reference says', () => {
    const opened = decryptMessage(corp, query, body(encrypted));
    expect(opened.ok && opened.value.check.describe().parts.map(({ label }) => label)).toEqual(['nonce', 'timestamp', 'token', 'encrypt']);
  });
});

describe('URL verification', () => {
  const echo = '1234567890123456789';
  const { query, encrypted } = sealed(corp, echo);

  test('WeCom gets the decrypted echo', () => {
    expect(verifyUrl(corp, { ...query, echostr: encrypted })).toMatchObject({ ok: true, value: { echo } });
  });
  test('WeCom gets it even where a proxy made a space of every +', () => {
    expect(verifyUrl(corp, { ...query, echostr: encrypted.replaceAll('+', ' ') })).toMatchObject({ ok: true, value: { echo } });
  });
  test.each(['plaintext', 'compatible', 'safe'] as const)('an Official Account in %s mode gets the published echo back', (mode) => {
    const published = { signature: 'f464b24fc39322e44b38aa78f5edd27bd1441696', timestamp: '1714036504', nonce: '1514711492' };
    const answer = verifyUrl(account(mode), { ...published, echostr: '4375120948345356249' });
    expect(answer).toMatchObject({ ok: true, value: { echo: '4375120948345356249' } });
  });
  test('an Official Account’s echo is not changed at all', () => {
    expect(verifyUrl(account('safe'), { ...signed(account('safe')), echostr: ' a+b "c"\n' })).toMatchObject({
      value: { echo: ' a+b "c"\n' },
    });
  });
  test.each([
    ['a wrong signature', { ...query, echostr: encrypted, msg_signature: '0' }, 'wechat/-40001'],
    ['another echo', { ...query, echostr: changed(encrypted, 3) }, 'wechat/-40001'],
    ['no echo', query, 'callback/missing-query'],
    ['an empty echo', { ...query, echostr: '' }, 'callback/missing-query'],
    ['no query at all', {}, 'callback/missing-query'],
    ['the signature of an Official Account', { ...signed(corp), echostr: encrypted }, 'callback/missing-query'],
  ])('with %s is refused', (_what, given, code) => expect(outcome(verifyUrl(corp, given as Record<string, string>))).toBe(code));

  test('a refusal names what is missing', () => {
    expect(verifyUrl(corp, { nonce })).toMatchObject({ error: { params: { names: 'msg_signature, timestamp, echostr' } } });
  });
});

describe('a message is opened', () => {
  const { query, encrypted } = sealed(corp);

  test('from WeCom', () => {
    expect(decryptMessage(corp, query, body(encrypted))).toMatchObject({ ok: true, value: { xml: plain, encrypted: true } });
  });
  test('from a JSON envelope', () => {
    const json = JSON.stringify({ tousername: 'x', encrypt: encrypted, agentid: 218 });
    expect(decryptMessage(corp, query, json)).toMatchObject({ ok: true, value: { xml: plain } });
  });
  test.each(['safe', 'compatible', 'plaintext'] as const)('encrypted, by an Official Account in %s mode', (mode) => {
    const oa = sealed(account(mode));
    const opened = decryptMessage(account(mode), { ...oa.query, encrypt_type: 'aes' }, body(oa.encrypted));
    expect(opened).toMatchObject({ ok: true, value: { xml: plain, encrypted: true } });
  });
  test('plain, by an Official Account in plaintext mode', () => {
    const opened = decryptMessage(account('plaintext'), signed(account('plaintext')), plain);
    expect(opened).toMatchObject({ ok: true, value: { xml: plain, encrypted: false } });
  });
  test('in compatible mode from the ciphertext alone, whatever stands beside it', () => {
    const oa = sealed(account('compatible'));
    const both = body(oa.encrypted).replace('</xml>', '<Content><![CDATA[unsigned]]></Content></xml>');
    expect(decryptMessage(account('compatible'), oa.query, both)).toMatchObject({ ok: true, value: { xml: plain } });
  });
});

describe('a message is refused', () => {
  const { query, encrypted } = sealed(corp);
  const oa = account('safe');
  const { aesKey: _none, ...keyless } = account('plaintext');

  test.each([
    ['plain, in safe mode', oa, signed(oa), plain, 'callback/not-encrypted'],
    ['plain, in compatible mode', account('compatible'), signed(account('compatible')), plain, 'callback/not-encrypted'],
    ['plain, from WeCom', corp, query, plain, 'callback/not-encrypted'],
    ['plain, with only the short signature, from WeCom', corp, signed(corp), plain, 'callback/missing-query'],
    ['plain, but said to be encrypted', oa, { ...signed(oa), encrypt_type: 'aes' }, plain, 'callback/missing-query'],
    ['encrypted, where the account has no key', keyless, sealed(keyless).query, body('AAAA'), 'wechat/-40001'],
    ['with a plain signature of another token', account('plaintext'), signed(corp), plain, 'wechat/-40001'],
    ['without a timestamp', corp, { nonce, msg_signature: 'x' }, body(encrypted), 'callback/missing-query'],
    ['as a page of a proxy', corp, query, '<html><body>502 Bad Gateway</body></html>', 'wechat/-40002'],
    ['without a body', corp, query, '', 'wechat/-40002'],
    ['cut in the middle', corp, query, body(encrypted).slice(0, 200), 'wechat/-40002'],
  ] as [string, CallbackCredentials, Record<string, string>, string, string][])('%s', (_what, credentials, given, sent, code) =>
    expect(outcome(decryptMessage(credentials, given, sent))).toBe(code),
  );

  test('encrypted, with the right signature, where the account has no key', () => {
    const sent = sealed(keyless);
    expect(outcome(decryptMessage(keyless, sent.query, body(sent.encrypted)))).toBe('callback/no-key');
  });
  test('with the check of its signature, which shows no token', () => {
    const refused = decryptMessage(corp, { ...query, msg_signature: 'ff' }, body(encrypted));
    expect(refused).toMatchObject({ ok: false, error: { code: 'wechat/-40001', check: { matches: false } } });
    const told = refused.ok ? undefined : refused.error.check?.describe();
    expect(told).toMatchObject({ given: 'ff', matches: false });
    expect(JSON.stringify([refused, told])).not.toContain(corp.token);
  });
  test('where any one character of what is signed, of the signature or of the token differs: -40001', () => {
    fc.assert(
      fc.property(fc.constantFrom('timestamp', 'nonce', 'msg_signature', 'token', 'encrypted'), fc.nat(), (part, at) => {
        const given = { ...query, token: corp.token, encrypted };
        const { token, encrypted: sent, ...rest } = { ...given, [part]: changed(given[part as keyof typeof given], at) };
        expect(outcome(decryptMessage({ ...corp, token }, rest, body(sent)))).toBe('wechat/-40001');
      }),
      { numRuns: 1000 },
    );
  });
  test('for another receiver, with the right signature: -40005', () => {
    const other = sealed({ ...corp, receiverId: 'wwother' });
    expect(outcome(decryptMessage(corp, other.query, body(other.encrypted)))).toBe('wechat/-40005');
  });
  test('where somebody who knows the token changed the ciphertext: never the message that was sent, never an exception', () => {
    const codes = ['wechat/-40005', 'wechat/-40007', 'wechat/-40008', 'wechat/-40010'];
    const cipherBytes = Buffer.from(encrypted, 'base64');
    fc.assert(
      fc.property(fc.nat(cipherBytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const broken = Buffer.from(cipherBytes);
        broken[at] = (broken[at] ?? 0) ^ flip;
        const resealed = broken.toString('base64');
        const signature = sign([corp.token, timestamp, nonce, resealed]);
        const opened = decryptMessage(corp, { ...query, msg_signature: signature }, body(resealed));
        if (opened.ok) expect(opened.value.xml).not.toBe(plain);
        else expect(codes).toContain(opened.error.code);
      }),
      { numRuns: 1000 },
    );
  });
  test.each([
    ['-40010', (text: string) => text.replace(/.$/, '*')],
    ['-40007', (text: string) => Buffer.from(text, 'base64').subarray(0, 40).toString('base64')],
    ['-40008', (text: string) => Buffer.from(text, 'base64').subarray(0, 32).toString('base64')],
  ])('where the ciphertext is broken and signed again: %s', (code, breakIt) => {
    const broken = breakIt(encrypted);
    const signature = sign([corp.token, timestamp, nonce, broken]);
    expect(outcome(decryptMessage(corp, { ...query, msg_signature: signature }, body(broken)))).toBe(`wechat/${code}`);
  });
});

describe('an encrypted reply', () => {
  const seal = { timestamp, nonce, random: randomBytes };
  const reply = (credentials: CallbackCredentials, format: 'xml' | 'json' = 'xml') =>
    must(encryptReply(credentials, plain, seal, { format }));
  test.each([corp, account('safe')])('is an envelope that $platform opens', (credentials) => {
    const parsed = parseXml(reply(credentials));
    const fields = parsed.ok ? parsed.value : {};
    expect(Object.keys(fields)).toEqual(['Encrypt', 'MsgSignature', 'TimeStamp', 'Nonce']);
    const encrypt = textOf(fields, 'Encrypt');
    expect(textOf(fields, 'MsgSignature')).toBe(sign([credentials.token, timestamp, nonce, encrypt]));
    expect(openBytes(encrypt, credentials.receiverId, aesKey)).toEqual({ ok: true, value: plain });
  });
  test('in JSON has the names of its platform', () => {
    expect(Object.keys(JSON.parse(reply(corp, 'json')))).toEqual(['encrypt', 'msgsignature', 'timestamp', 'nonce']);
    expect(JSON.parse(reply(account('safe'), 'json'))).toMatchObject({ TimeStamp: 1409659813, Nonce: nonce });
  });
  test('cannot be written without a key', () => {
    const { aesKey: _none, ...keyless } = account('plaintext');
    expect(encryptReply(keyless, plain, seal)).toMatchObject({ ok: false, error: { code: 'wechat/-40006' } });
  });
  test('any text, Unicode or not, comes out as it went in', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const { query, encrypted } = sealed(corp, text);
        expect(decryptMessage(corp, query, body(encrypted))).toMatchObject({ ok: true, value: { xml: text } });
      }),
      { numRuns: 300 },
    );
  });
});
