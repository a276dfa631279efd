import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SandboxAccount } from '../../electron/simulator/account.ts';
import { type OracleKeys, open, seal, sign } from '../oracle/wxcrypt-oracle.ts';

/** What the simulator sent, opened by the oracle alone. */
export interface Received {
  method: string;
  query: Record<string, string>;
  headers: IncomingMessage['headers'];
  body: string;
  /** The plain XML; of a GET the plain echostr. */
  plain: string;
  /** Whether each signature of the query is right. */
  signatures: Record<string, boolean>;
}

/** How the callback answers; `hang` is never. */
export type Responder = (received: Received, number: number) => { status?: number; body?: string | Buffer } | 'hang' | 'cut';

export interface TestCallback {
  url: string;
  received: Received[];
  /** Decides the answers from now on; an empty 200 until then. */
  respond(responder: Responder): void;
  /** Connections that are open at this moment. */
  connections(): Promise<number>;
  close(): Promise<void>;
}

/** A callback URL behind a real socket that knows the account's keys and shares no code with the simulator. */
export async function openCallback(account: SandboxAccount): Promise<TestCallback> {
  const received: Received[] = [];
  let responder: Responder = () => ({});
  const server = createServer(async (request, response) => {
    received.push(await read(request, account));
    answer(response, responder(received.at(-1) as Received, received.length));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/callback/${account.id}`,
    received,
    respond: (next) => {
      responder = next;
    },
    connections: () => new Promise((resolve, reject) => server.getConnections((error, count) => (error ? reject(error) : resolve(count)))),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function answer(response: ServerResponse, decided: ReturnType<Responder>): void {
  if (decided === 'hang') return;
  if (decided === 'cut') return void response.destroy();
  response.writeHead(decided.status ?? 200, { 'content-type': 'text/xml' }).end(decided.body ?? '');
}

async function read(request: IncomingMessage, account: SandboxAccount): Promise<Received> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks).toString('utf8');
  const query = Object.fromEntries(new URL(request.url ?? '', 'http://callback').searchParams);
  const encrypted = query.echostr ?? field(body, 'Encrypt');
  const { token } = account;
  const { timestamp = '', nonce = '' } = query;
  const plain = /^\d*$/.test(encrypted) ? encrypted || body : open(keysOf(account), encrypted);
  return {
    method: request.method ?? '',
    query,
    headers: request.headers,
    body,
    plain,
    signatures: {
      ...('signature' in query && { signature: query.signature === sign(token, timestamp, nonce) }),
      ...('msg_signature' in query && { msg_signature: query.msg_signature === sign(token, timestamp, nonce, encrypted) }),
    },
  };
}

export const keysOf = ({ token, encodingAesKey, receiverId }: SandboxAccount): OracleKeys => ({ token, encodingAesKey, receiverId });

/** The text of an element, by its name; empty where there is none. */
export function field(xml: string, name: string): string {
  const match = new RegExp(`<${name}>(?:<!\\[CDATA\\[([\\s\\S]*?)\\]\\]>|([^<]*))</${name}>`).exec(xml);
  return match?.[1] ?? match?.[2] ?? '';
}

/** A plain passive reply to a message; `payload` is what follows CreateTime. */
export function replyXml(message: string, payload: string): string {
  const [to, from] = [field(message, 'FromUserName'), field(message, 'ToUserName')];
  return `<xml><ToUserName><![CDATA[${to}]]></ToUserName><FromUserName><![CDATA[${from}]]></FromUserName><CreateTime>1409659813</CreateTime>${payload}</xml>`;
}

export const textPayload = (text: string) => `<MsgType><![CDATA[text]]></MsgType><Content><![CDATA[${text}]]></Content>`;

/** A reply in its envelope, sealed by the oracle. */
export function sealedReply(account: SandboxAccount, plain: string, signature?: string): string {
  const keys = keysOf(account);
  const encrypted = seal(keys, plain);
  const msgSignature = signature ?? sign(keys.token, '1409659813', '1372623149', encrypted);
  return `<xml><Encrypt><![CDATA[${encrypted}]]></Encrypt><MsgSignature><![CDATA[${msgSignature}]]></MsgSignature><TimeStamp>1409659813</TimeStamp><Nonce><![CDATA[1372623149]]></Nonce></xml>`;
}
