import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { open, seal, sign } from '../../test/oracle/wxcrypt-oracle.ts';
import { decryptMessage, encryptReply } from './crypt.ts';
import { readEncodingAesKey } from './credentials.ts';
import { parseMessage } from './messages.ts';
import { readEnvelope } from './envelope.ts';
import { buildXml, parseXml } from './xml.ts';

const keys = { token: 'QDG6eK', encodingAesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C', receiverId: 'wx5823bf96d3bd56c7' };
test('smoke', () => {
  const k = readEncodingAesKey(keys.encodingAesKey);
  if (!k.ok) throw 1;
  const c = { platform: 'wecom', mode: 'safe', token: keys.token, aesKey: k.value, receiverId: keys.receiverId } as const;
  const enc = seal(keys, '<xml><ToUserName><![CDATA[a]]></ToUserName><FromUserName>b</FromUserName><CreateTime>1</CreateTime><MsgType>text</MsgType><Content><![CDATA[ hi <!DOCTYPE ]]></Content></xml>');
  const q = { msg_signature: sign(keys.token, '1', '2', enc), timestamp: '1', nonce: '2' };
  const d = decryptMessage(c, q, buildXml({ ToUserName: 'x', Encrypt: enc }));
  console.log(d, k);
  if (d.ok) console.log(parseMessage(d.value.xml));
  const r = encryptReply(c, '<xml/>', { timestamp: '5', nonce: 'x', random: randomBytes });
  if (r.ok) { const e = readEnvelope(r.value); console.log(r.value, e); if (e.ok) console.log(open(keys, e.value.encrypt!)); }
  for (const bad of ['', 'x', '<xml>', '<xml></xml><a/>', '<xml/>', '<html></html>', '<xml><a></xml>', '<xml>&foo;</xml>', '<!DOCTYPE x><xml/>', '<xml><__proto__>1</__proto__></xml>', '<xml><toString>1</toString><constructor>2</constructor></xml>', '<xml><a>1</a>x<a>2</a></xml>', '<?xml version="1.0"?>\n<xml><a>&#65;&amp;lt;</a></xml>', ' \n<xml></xml> ', '\ufeff<xml><a>1</a></xml>', '<xml><a>1</a></xml>junk', '<xml a="1"><b/></xml>', '<xml><a b=c>1</a></xml>','<xml><!-- c --><a>1<!-- d -->2</a></xml>','<xml><?php x ?><a>1</a></xml>','<xml><a>]]></a></xml>','<xml><1>1</1></xml>', '<xml><a>x</a ></xml>', '<xml>text</xml>'])
    console.log(JSON.stringify(bad), JSON.stringify(parseXml(bad)));
  expect(1).toBe(1);
});
