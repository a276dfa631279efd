import { randomUUID } from 'node:crypto';
import { type OracleKeys, open, seal, sign } from '../oracle/wxcrypt-oracle.ts';

/** Sends what WeChat would send, sealed by the oracle, and opens what comes back. */
export interface Sender {
  keys: OracleKeys;
  /** Delivers plain XML; `query` and `body` may be spoilt before they leave. */
  deliver(xml: string, spoil?: (sealed: Sealed) => void): Promise<Delivered>;
  /** The same sealed request again and again, as a redelivery is. */
  seal(xml: string): Sealed;
  post(sealed: Sealed, signal?: AbortSignal): Promise<Delivered>;
  verify(echo: string): Promise<Response>;
}

export interface Sealed {
  query: Record<string, string>;
  body: string;
}

export interface Delivered {
  status: number;
  /** The response's body as it is. */
  body: string;
  /** The reply's XML, decrypted; empty for no reply. */
  xml: string;
  /** The reply's `Content`. */
  text: string;
}

/** A sender for one encrypted account, which is reached at `url`. */
export function createSender(url: string, keys: OracleKeys): Sender {
  const sealMessage = (xml: string): Sealed => {
    const encrypted = seal(keys, xml);
    const timestamp = String(Math.floor(Date.now() / 1000));
    const nonce = randomUUID().slice(0, 10);
    return {
      query: {
        msg_signature: sign(keys.token, timestamp, nonce, encrypted),
        timestamp,
        nonce,
        encrypt_type: 'aes',
        signature: sign(keys.token, timestamp, nonce),
      },
      body: `<xml><ToUserName><![CDATA[${keys.receiverId}]]></ToUserName><Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`,
    };
  };
  const post = async ({ query, body }: Sealed, signal?: AbortSignal): Promise<Delivered> => {
    const response = await fetch(`${url}?${new URLSearchParams(query)}`, {
      ...{ method: 'POST', body, headers: { 'Content-Type': 'text/xml' } },
      ...(signal && { signal }),
    });
    const text = await response.text();
    const xml = response.ok && text.startsWith('<xml>') ? openReply(keys, text) : '';
    return { status: response.status, body: text, xml, text: element(xml, 'Content') };
  };
  return {
    keys,
    seal: sealMessage,
    post,
    deliver(xml, spoil) {
      const sealed = sealMessage(xml);
      spoil?.(sealed);
      return post(sealed);
    },
    verify(echo) {
      const timestamp = String(Math.floor(Date.now() / 1000));
      const nonce = randomUUID().slice(0, 10);
      const echostr = seal(keys, echo);
      return fetch(
        `${url}?${new URLSearchParams({ msg_signature: sign(keys.token, timestamp, nonce, echostr), timestamp, nonce, echostr })}`,
      );
    },
  };
}

/** Opens a reply's envelope, its signature checked. */
function openReply(keys: OracleKeys, envelope: string): string {
  const encrypted = element(envelope, 'Encrypt');
  const expected = sign(keys.token, element(envelope, 'TimeStamp'), element(envelope, 'Nonce'), encrypted);
  if (element(envelope, 'MsgSignature') !== expected) throw new Error('the reply’s signature is wrong');
  return open(keys, encrypted);
}

/** The text of an element, plain or CDATA; as simple as the messages of the tests. */
export function element(xml: string, name: string): string {
  return new RegExp(`<${name}>(?:<!\\[CDATA\\[)?([\\s\\S]*?)(?:\\]\\]>)?</${name}>`).exec(xml)?.[1] ?? '';
}

/** A text message. `agent`: the AgentID of the WeCom app that it was sent to, where that matters. */
export function textMessage({
  to,
  from = 'zhangsan',
  text,
  id,
  at = 1_700_000_000,
  agent,
}: {
  to: string;
  from?: string;
  text: string;
  id: string | number;
  at?: number;
  agent?: number;
}): string {
  const app = agent === undefined ? '' : `<AgentID>${agent}</AgentID>`;
  return `<xml><ToUserName><![CDATA[${to}]]></ToUserName><FromUserName><![CDATA[${from}]]></FromUserName><CreateTime>${at}</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[${text}]]></Content><MsgId>${id}</MsgId>${app}</xml>`;
}
