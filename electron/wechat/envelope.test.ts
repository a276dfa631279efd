import { describe, expect, test } from 'vitest';
import { glimpseEncrypt, isPlainEnvelope, parseDocument, readEnvelope, writeEnvelope } from './envelope.ts';
import { isPlainMarkup } from './xml.ts';

const cipher = 'RypEvHKD8QQKFhvQ6Qle+/==';
const wecom = { toUserName: 'ww1', agentId: '218', encrypt: cipher };

describe('an envelope is read', () => {
  test.each([
    [
      'WeCom',
      `<xml><ToUserName><![CDATA[ww1]]></ToUserName><Encrypt><![CDATA[${cipher}]]></Encrypt><AgentID><![CDATA[218]]></AgentID></xml>`,
      wecom,
    ],
    ['WeCom with bare elements', `<xml><ToUserName>ww1</ToUserName><AgentID>218</AgentID><Encrypt>${cipher}</Encrypt></xml>`, wecom],
    [
      'WeCom with the ciphertext on a line of its own',
      `<xml>\n<ToUserName>ww1</ToUserName>\n<AgentID>218</AgentID>\n<Encrypt>\n<![CDATA[${cipher}]]>\n</Encrypt>\n</xml>`,
      wecom,
    ],
    [
      'WeCom’s contacts, which have no AgentID',
      `<xml><ToUserName>ww1</ToUserName><Encrypt>${cipher}</Encrypt><AgentID/></xml>`,
      { ...wecom, agentId: '' },
    ],
    [
      'an Official Account',
      `<xml><ToUserName>gh_1</ToUserName><Encrypt>${cipher}</Encrypt></xml>`,
      { toUserName: 'gh_1', encrypt: cipher },
    ],
    ['a plain message', '<xml><ToUserName>gh_1</ToUserName><Content>x</Content></xml>', { toUserName: 'gh_1' }],
    ['the JSON of the official Python sample', `{"tousername":"ww1","encrypt":"${cipher}","agentid":"218"}`, wecom],
    ['the JSON of the official PHP sample', `{"ToUserName":"ww1","Encrypt":"${cipher}","AgentID":218}`, wecom],
    ['JSON behind a byte order mark', `\ufeff{"encrypt":"${cipher}"}`, { encrypt: cipher }],
  ])('from %s', (_whom, body, expected) => {
    const read = readEnvelope(body);
    const { fields: _all, format, ...envelope } = read.ok ? read.value : { fields: {}, format: read.error };
    expect(envelope).toEqual(expected);
    expect(format).toBe(body.includes('<') ? 'xml' : 'json');
  });
  test('with everything that stands in it, as it came', () => {
    const read = readEnvelope('{"Encrypt":"x","More":{"A":1}}');
    expect(read).toMatchObject({ value: { fields: { Encrypt: 'x', More: { A: '1' } } } });
  });
  test.each([
    ['nothing', ''],
    ['a page of a proxy', '<html><head></head><body>504 Gateway Time-out</body></html>'],
    ['an error in plain text', 'upstream timed out'],
    ['a list', '[{"encrypt":"x"}]'],
    ['a ciphertext with children', '<xml><Encrypt><a>1</a></Encrypt></xml>'],
    ['a ciphertext that is an object', '{"encrypt":{"a":1}}'],
    ['a document type', '<!DOCTYPE html><html></html>'],
  ])('not from %s', (_what, body) => expect(readEnvelope(body)).toMatchObject({ ok: false, error: { code: 'wechat/-40002' } }));
});

test('a document is JSON where it begins with {, else XML', () => {
  expect(parseDocument(' \n{"a":1}')).toEqual({ ok: true, value: { fields: { a: '1' }, format: 'json' } });
  expect(parseDocument('\n<xml><a>{1}</a></xml>')).toEqual({ ok: true, value: { fields: { a: '{1}' }, format: 'xml' } });
});

describe('a reply’s envelope', () => {
  const reply = { encrypt: cipher, signature: 'abc', timestamp: '1409659813', nonce: '1372623149' };

  test('is the XML that both platforms want', () => {
    expect(writeEnvelope(reply, 'xml')).toBe(`<xml>
<Encrypt><![CDATA[${cipher}]]></Encrypt>
<MsgSignature><![CDATA[abc]]></MsgSignature>
<TimeStamp>1409659813</TimeStamp>
<Nonce><![CDATA[1372623149]]></Nonce>
</xml>`);
  });
  test('in JSON has WeCom’s names, or those of the open platform', () => {
    expect(writeEnvelope(reply, 'json', 'wecom')).toBe(
      `{"encrypt":"${cipher}","msgsignature":"abc","timestamp":"1409659813","nonce":"1372623149"}`,
    );
    expect(writeEnvelope(reply, 'json', 'official-account')).toBe(
      `{"Encrypt":"${cipher}","MsgSignature":"abc","TimeStamp":1409659813,"Nonce":"1372623149"}`,
    );
  });
});

describe('a ciphertext is found without parsing', () => {
  test.each([
    ['a section', `<Encrypt><![CDATA[${cipher}]]></Encrypt>`, cipher],
    ['bare', `<Encrypt>${cipher}</Encrypt>`, cipher],
    ['on a line of its own', `<Encrypt>\n<![CDATA[${cipher}]]>\n</Encrypt>`, cipher],
    ['with blanks that the section keeps', `<Encrypt><![CDATA[ ${cipher} ]]></Encrypt>`, ` ${cipher} `],
  ])('%s: as the parser reads it, and where it stands', (_what, element, encrypt) => {
    const body = `<xml><ToUserName>ww1</ToUserName>${element}</xml>`;
    expect(glimpseEncrypt(body)).toEqual({ ok: true, value: { text: encrypt, at: body.indexOf(encrypt) } });
    expect(readEnvelope(body)).toMatchObject({ value: { encrypt } });
  });
  test('what stands around it is judged anew where it differs, and whatever the ciphertext is', () => {
    const around = ['<xml><Encrypt><![CDATA[', ']]></Encrypt></xml>'] as const;
    const odd = ['<xml a="b"><Encrypt><![CDATA[', around[1]] as const;
    const judged = [around, odd, around].flatMap(([before, after]) =>
      [cipher, 'another', 'a]b', 'a]]>b</Encrypt>'].map((text) => {
        const body = before + text + after;
        expect(isPlainEnvelope(body, { text, at: before.length })).toBe(isPlainMarkup(body));
        return isPlainMarkup(body);
      }),
    );
    expect(new Set(judged)).toEqual(new Set([true, false]));
  });
});
