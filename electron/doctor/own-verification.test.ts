import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { must } from '../../shared/test-result.ts';
import { systemClock } from '../clock.ts';
import { type CallbackCredentials, readEncodingAesKey } from '../wechat/credentials.ts';
import { verifyUrl } from '../wechat/crypt.ts';
import { createOwnRequests } from './own-requests.ts';
import { verifyOwnUrl } from './own-verification.ts';

const aesKey = must(readEncodingAesKey('jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C'));
const wecom: CallbackCredentials = { platform: 'wecom', mode: 'safe', receiverId: 'ww1', token: 'QDG6eK', aesKey };
const official: CallbackCredentials = { ...wecom, platform: 'official-account' };
const path = '/callback/corp';

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** What our own verification says of a public URL that answers like this; `listener` is what stands behind it. */
async function verify(answer: (listener: RequestListener) => RequestListener, credentials = wecom, deadlineMs = 400) {
  const own = createOwnRequests();
  const listener: RequestListener = (request, response) => {
    const url = new URL(request.url ?? '/', 'http://listener');
    const query = Object.fromEntries(url.searchParams);
    expect(own.isOwn({ path: url.pathname, query })).toBe(true);
    const verified = verifyUrl(credentials, query);
    response.statusCode = verified.ok ? 200 : 403;
    response.end(verified.ok ? verified.value.echo : verified.error.code);
  };
  server = createServer(answer(listener));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  return verifyOwnUrl({ publicUrl: `http://127.0.0.1:${port}`, path, credentials, own, clock: systemClock, deadlineMs });
}
const codeOf = async (result: ReturnType<typeof verify>) => {
  const verified = await result;
  return verified.ok ? 'ok' : verified.error.code;
};

describe('our own verification', () => {
  test('comes back through the public URL, sealed for WeCom and plain for an Official Account', async () => {
    expect(await verify((listener) => listener)).toEqual({ ok: true, value: { ms: expect.any(Number) } });
    server?.close();
    expect(await codeOf(verify((listener) => listener, official))).toBe('ok');
  });

  const others: [string, (listener: RequestListener) => RequestListener, string][] = [
    ['another server’s 404', () => (_, response) => response.writeHead(404).end('<title>nginx</title>'), 'tunnel/probe-elsewhere'],
    ['a redirect', () => (_, response) => response.writeHead(301, { location: 'https://x' }).end(), 'tunnel/probe-elsewhere'],
    [
      'a page of the tunnel’s own',
      () => (_, response) => response.writeHead(200).end('<html>Friendly reminder: bypass-tunnel-reminder</html>'),
      'tunnel/probe-interstitial',
    ],
    ['no answer in time', () => () => undefined, 'tunnel/probe-timeout'],
    ['a cut connection', () => (request) => request.socket.destroy(), 'tunnel/probe-unreachable'],
    [
      'an answer that is lost on its way back',
      (listener) => (request, response) => {
        response.end = () => response.destroy() as never;
        listener(request, response);
      },
      'tunnel/probe-answer-lost',
    ],
    [
      'an echo with something added',
      (listener) => (request, response) => {
        response.write('\uFEFF');
        listener(request, response);
      },
      'tunnel/probe-altered',
    ],
    [
      'a query with its plus signs turned into spaces and its end cut',
      (listener) => (request, response) => {
        request.url = request.url?.replace(/(echostr=.{20})[^&]*/, '$1');
        listener(request, response);
      },
      'tunnel/probe-altered',
    ],
    [
      'another path',
      (listener) => (request, response) => {
        request.url = request.url?.replace('/callback', '');
        listener(request, response);
      },
      'verification/other-path',
    ],
    [
      'the right echo from elsewhere',
      () => (request, response) => {
        const verified = verifyUrl(wecom, Object.fromEntries(new URL(request.url ?? '', 'http://x').searchParams));
        response.end(verified.ok ? verified.value.echo : '');
      },
      'doctor/public-url-twin',
    ],
  ];
  test.each(others)('tells %s', async (_, answer, code) => {
    expect(await codeOf(verify(answer))).toBe(code);
  });

  test('that took long is right all the same', async () => {
    const late =
      (listener: RequestListener): RequestListener =>
      (request, response) => {
        setTimeout(() => listener(request, response), 1_100);
      };
    const verified = await verify(late, wecom, 5_000);
    expect(verified.ok && verified.value.ms).toBeGreaterThan(1_000);
  });

  test('tells that nobody listens', async () => {
    const own = createOwnRequests();
    const verified = await verifyOwnUrl({ publicUrl: 'http://127.0.0.1:1', path, credentials: wecom, own, clock: systemClock });
    expect(verified).toMatchObject({ error: { code: 'tunnel/probe-unreachable' } });
  });
});

test('only the last hundred of our own are remembered, and others are not ours', () => {
  const own = createOwnRequests();
  const first = own.begin();
  const others = Array.from({ length: 100 }, () => own.begin());
  expect(own.isOwn({ path, query: { nonce: first.nonce } })).toBe(false);
  expect(own.isOwn({ path, query: { nonce: others[0]?.nonce ?? '' } })).toBe(true);
  expect(others.map((each) => each.arrivedAt())).toEqual([path, ...Array.from({ length: 99 })]);
  expect(own.isOwn({ path, query: {} })).toBe(false);
});
