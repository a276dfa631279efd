import { type OracleKeys, seal, sign } from '../../oracle/wxcrypt-oracle.ts';

/** What the messages of a load are: pictures, which nobody answers, or a typed command, whose answer is sealed. */
export type LoadKind = 'quiet' | 'answered';

/** The path of the one account that the load is sent to. */
export const loadPath = '/callback/load';

export const loadKeys: OracleKeys = {
  token: 'LoadTokenOfTheBench',
  encodingAesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
  receiverId: 'ww1234567890abcdef',
};

/** So many people write at the same time. */
const people = 500;

/** Whole HTTP requests, signed and sealed, each a message of its own: as WeCom sends them, to the header. */
export function buildRequests(kind: LoadKind, count: number, first: number, host: string): Buffer[] {
  const seconds = Math.floor(Date.now() / 1000);
  return Array.from({ length: count }, (_, index) => buildRequest(messageXml(kind, first + index, seconds), first + index, seconds, host));
}

function buildRequest(xml: string, number: number, seconds: number, host: string): Buffer {
  const encrypted = seal(loadKeys, xml);
  const [timestamp, nonce] = [String(seconds), String(1_000_000_000 + number)];
  const signature = sign(loadKeys.token, timestamp, nonce, encrypted);
  const body = `<xml><ToUserName><![CDATA[${loadKeys.receiverId}]]></ToUserName><Encrypt><![CDATA[${encrypted}]]></Encrypt><AgentID><![CDATA[218]]></AgentID></xml>`;
  const head = [
    `POST ${loadPath}?msg_signature=${signature}&timestamp=${timestamp}&nonce=${nonce} HTTP/1.1`,
    `Host: ${host}`,
    'Accept: */*',
    'User-Agent: Mozilla/4.0',
    'Content-Type: text/xml',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: Keep-Alive',
    'Pragma: no-cache',
  ];
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`);
}

function messageXml(kind: LoadKind, number: number, seconds: number): string {
  const head = `<ToUserName><![CDATA[${loadKeys.receiverId}]]></ToUserName><FromUserName><![CDATA[user${number % people}]]></FromUserName><CreateTime>${seconds}</CreateTime>`;
  const content =
    kind === 'answered'
      ? '<MsgType><![CDATA[text]]></MsgType><Content><![CDATA[帮助]]></Content>'
      : `<MsgType><![CDATA[image]]></MsgType><PicUrl><![CDATA[https://wework.qpic.cn/wwpic/${number}/0]]></PicUrl><MediaId><![CDATA[media-id-of-the-picture-${number}]]></MediaId>`;
  return `<xml>${head}${content}<MsgId>${7_000_000_000_000_000_000n + BigInt(number)}</MsgId><AgentID>218</AgentID></xml>`;
}
