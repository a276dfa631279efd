import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { must } from '../../shared/test-result.ts';
import { answerBytes, createHttpClient, defaultTimeouts, type HttpRequest, type HttpTimeouts } from './http.ts';
import { createDispatcher, type WayOutOptions } from './way-out.ts';

let base: string;
let seen: { url: string; headers: IncomingMessage['headers']; body: string }[];
let respond: (response: ServerResponse) => void;
const closing: (() => Promise<unknown>)[] = [];

beforeEach(async () => {
  seen = [];
  respond = (response) => response.end('{}');
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    seen.push({ url: request.url ?? '', headers: request.headers, body });
    respond(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  closing.push(async () => {
    server.closeAllConnections();
    server.close();
  });
});

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

function open(prefix = '', timeouts: Partial<HttpTimeouts> = {}, way: Partial<WayOutOptions> = {}) {
  const dispatcher = must(createDispatcher({ wayOut: { via: 'direct' }, ...way }));
  closing.push(() => dispatcher.destroy());
  return createHttpClient({ base: base + prefix, dispatcher, timeouts: { ...defaultTimeouts, ...timeouts } });
}

const get: HttpRequest = { method: 'GET', path: '/cgi-bin/x', query: {} };
const never = new AbortController().signal;

test('a POST carries JSON in UTF-8 and its query escaped, below the path of the base URL', async () => {
  const request: HttpRequest = { method: 'POST', path: '/cgi-bin/x', query: { access_token: 'a+b/c=' }, json: '{"text":"满"}' };
  expect(await open('/proxy/').send(request, never)).toEqual({ kind: 'answered', status: 200, body: '{}' });
  expect(seen).toMatchObject([
    {
      url: '/proxy/cgi-bin/x?access_token=a%2Bb%2Fc%3D',
      body: '{"text":"满"}',
      headers: { 'content-type': 'application/json', 'content-length': '14' },
    },
  ]);
});

test('a redirect is not followed: it would carry the access_token somewhere else', async () => {
  respond = (response) => response.writeHead(302, { location: `${base}/elsewhere` }).end();
  expect(await open().send(get, never)).toMatchObject({ kind: 'answered', status: 302 });
  expect(seen).toHaveLength(1);
});

test('an answer is read up to its bound', async () => {
  respond = (response) => response.end('x'.repeat(answerBytes));
  expect(await open().send(get, never)).toMatchObject({ kind: 'answered' });
  respond = (response) => response.end('x'.repeat(answerBytes + 1));
  expect(await open().send(get, never)).toMatchObject({ kind: 'failed', trouble: 'too-large' });
});

describe('an answer that does not come', () => {
  const reason = (text: string) => ({ kind: 'failed', trouble: 'timeout', reason: text, left: true });

  test('is given up when its headers are late, or its body stops, or it drips for ever', async () => {
    respond = () => undefined;
    expect(await open('', { headersMs: 300 }).send(get, never)).toEqual(reason('UND_ERR_HEADERS_TIMEOUT'));
    respond = (response) => response.write('x');
    expect(await open('', { bodyMs: 300 }).send(get, never)).toEqual(reason('UND_ERR_BODY_TIMEOUT'));
    respond = (response) => {
      const drip = setInterval(() => response.write('x'), 50);
      response.on('close', () => clearInterval(drip));
    };
    expect(await open('', { totalMs: 300 }).send(get, never)).toEqual(reason('total'));
  });

  test('is given up when the client closes', async () => {
    respond = () => undefined;
    const closer = new AbortController();
    const sending = open().send(get, closer.signal);
    await expect.poll(() => seen.length).toBe(1);
    closer.abort();
    expect(await sending).toEqual({ kind: 'failed', trouble: 'closed', reason: 'closed', left: true });
    expect(await open().send(get, closer.signal)).toMatchObject({ trouble: 'closed', left: false });
  });
});

test('what was given up before there was a connection does not leave when there is one', async () => {
  const { port } = new URL(base);
  let letIn = () => {};
  const dial = () =>
    new Promise<ReturnType<typeof connect>>((resolve) => {
      letIn = () => resolve(connect({ host: '127.0.0.1', port: Number(port) }));
    });
  const http = open('', { totalMs: 100 }, { wayOut: { via: 'ssh' }, dial });
  expect(await http.send(get, never)).toEqual({ kind: 'failed', trouble: 'timeout', reason: 'total', left: false });
  letIn();
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(seen).toEqual([]);
});
