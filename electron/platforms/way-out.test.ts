import { createServer } from 'node:https';
import { type AddressInfo, connect, createServer as createTcpServer, type Socket } from 'node:net';
import { type Duplex, duplexPair } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { failure } from '../../shared/failures.ts';
import type { WayOut } from '../../shared/platform.ts';
import { must, mustFail } from '../../shared/test-result.ts';
import { createHttpClient, defaultTimeouts, type HttpOutcome } from './http.ts';
import { NoWayOut } from './no-way-out.ts';
import { testCertificate } from './test-certificate.ts';
import { type HangUp, openBrokenProxy, openHttpProxy, openSocksProxy, type TestProxy } from './test-proxies.ts';
import { createDispatcher, type WayOutOptions } from './way-out.ts';

/** Both of a platform's schemes: the real ones speak https, a private deployment behind ssh may not. */
let bases: Record<'http' | 'https', string>;
let port: number;
const closing: (() => Promise<unknown> | unknown)[] = [];

beforeEach(async () => {
  const secure = createServer(testCertificate, (request, response) => void response.end(`https ${request.url}`));
  const plain = createTcpServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 4\r\nConnection: close\r\n\r\nhttp'));
  });
  const [securePort, plainPort] = await Promise.all([secure, plain].map(listen));
  port = securePort as number;
  bases = { https: `https://localhost:${port}`, http: `http://127.0.0.1:${plainPort}` };
});

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

function listen(server: ReturnType<typeof createTcpServer> | ReturnType<typeof createServer>): Promise<number> {
  closing.push(() => void server.close());
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)));
}

function opened(proxy: TestProxy): TestProxy {
  closing.push(proxy.close);
  return proxy;
}

/** The socket behind a stream that is no socket, as a channel of ssh is none. */
function plainStream(socket: Socket): Duplex {
  const [near, far] = duplexPair();
  socket.on('error', (error) => near.destroy(error));
  far.on('error', () => socket.destroy());
  far.pipe(socket).pipe(far);
  near.on('close', () => socket.destroy());
  return near;
}

async function ask(wayOut: WayOut, base: string, more: Partial<WayOutOptions> = {}): Promise<HttpOutcome> {
  const dispatcher = must(createDispatcher({ wayOut, ca: testCertificate.cert, connectMs: 500, ...more }));
  const http = createHttpClient({ base, dispatcher, timeouts: defaultTimeouts });
  try {
    return await http.send({ method: 'GET', path: '/x', query: { access_token: 't' } }, new AbortController().signal);
  } finally {
    await dispatcher.destroy();
  }
}

const login = { username: 'wang', password: 'p@ss:wörd' };

describe.each(['http', 'https'] as const)('to %s', (scheme) => {
  const answered = { kind: 'answered', status: 200, body: expect.stringMatching(`^${scheme}`) };
  const target = () => new URL(bases[scheme]).host;

  test('directly', async () => {
    expect(await ask({ via: 'direct' }, bases[scheme])).toEqual(answered);
  });

  test('through an HTTP proxy, with a login', async () => {
    const proxy = opened(await openHttpProxy({ login }));
    const url = `http://wang@${proxy.address}`;
    expect(await ask({ via: 'proxy', url }, bases[scheme], { proxyPassword: login.password })).toEqual(answered);
    expect(proxy.asked).toEqual([target()]);
  });

  test('through a SOCKS5 proxy, with a login and without', async () => {
    const guarded = opened(await openSocksProxy({ login }));
    const free = opened(await openSocksProxy());
    const url = `socks5://wang@${guarded.address}`;
    expect(await ask({ via: 'proxy', url }, bases[scheme], { proxyPassword: login.password })).toEqual(answered);
    expect(await ask({ via: 'proxy', url: `socks5://${free.address}` }, bases[scheme])).toEqual(answered);
    // Names are looked up by the proxy, as an office without DNS of the outside needs it.
    expect([guarded.asked, free.asked]).toEqual([[target()], [target()]]);
  });

  test('through ssh, whose server dials', async () => {
    const dialled: string[] = [];
    const dial = async (host: string, at: number) => {
      dialled.push(`${host}:${at}`);
      return plainStream(connect({ host, port: at }));
    };
    expect(await ask({ via: 'ssh' }, bases[scheme], { dial })).toEqual(answered);
    expect(dialled).toEqual([target()]);
  });
});

describe('a way out that fails says why, and that nothing left', () => {
  const failed = (trouble: string, reason: string) => ({ kind: 'failed', trouble, reason, left: false });

  const ofProxy = (code: string, params: object) => ({ kind: 'failed', left: false, failure: { code, params } });

  test('a proxy that wants another password', async () => {
    const http = opened(await openHttpProxy({ login }));
    const socks = opened(await openSocksProxy({ login }));
    const wrong = { proxyPassword: 'wrong' };
    const refused = await ask({ via: 'proxy', url: `http://wang@${http.address}` }, bases.https, wrong);
    expect(refused).toMatchObject({ trouble: 'no-way-out', ...ofProxy('platform/proxy', { host: 'localhost', reason: 'HTTP 407' }) });
    const socksRefused = await ask({ via: 'proxy', url: `socks5://wang@${socks.address}` }, bases.https, wrong);
    expect(socksRefused).toMatchObject({ trouble: 'no-way-out', ...ofProxy('platform/proxy', { reason: 'SOCKS5 login' }) });
    expect(JSON.stringify([refused, socksRefused])).not.toContain('wrong');
  });

  test('a proxy that is not there, one that is none, and one that is silent', async () => {
    const proxy = await openHttpProxy();
    await proxy.close();
    for (const scheme of ['http', 'https', 'socks5']) {
      expect(await ask({ via: 'proxy', url: `${scheme}://${proxy.address}` }, bases.https)).toMatchObject({
        ...{ trouble: 'network', ...ofProxy('platform/proxy-away', { proxy: proxy.address, reason: 'ECONNREFUSED' }) },
      });
    }
    const plain = opened(await openHttpProxy());
    expect(await ask({ via: 'proxy', url: `https://${plain.address}` }, bases.https)).toMatchObject({
      ...ofProxy('platform/proxy-away', { proxy: plain.address, reason: expect.stringMatching(/SSL/) }),
    });
    const silent = opened(await openHttpProxy({ silent: true }));
    expect(await ask({ via: 'proxy', url: `http://${silent.address}` }, bases.https)).toMatchObject({
      ...ofProxy('platform/way-out-silent', { way: silent.address, host: 'localhost', seconds: '0.5' }),
    });
  });

  test.each<[HangUp, 'http' | 'socks5']>([
    ['at once', 'http'],
    ['when asked', 'http'],
    ['after a yes', 'http'],
    ['after a yes with rubbish', 'http'],
    ['at once', 'socks5'],
    ['when asked', 'socks5'],
  ])('a proxy that hangs up %s (%s) is called once, not thousands of times', async (hangUp, scheme) => {
    for (const base of [bases.http, bases.https]) {
      const proxy = await openBrokenProxy(hangUp);
      const outcome = await ask({ via: 'proxy', url: `${scheme}://${proxy.address}` }, base);
      await setTimeout(200);
      expect({ kind: outcome.kind, calls: proxy.calls() }).toEqual({ kind: 'failed', calls: 1 });
      await proxy.close();
    }
  });

  test('a certificate that nobody vouches for', async () => {
    const proxy = opened(await openHttpProxy());
    const dial = async () => plainStream(connect({ host: '127.0.0.1', port }));
    const ways: [WayOut, Partial<WayOutOptions>][] = [
      [{ via: 'direct' }, {}],
      [{ via: 'proxy', url: `http://${proxy.address}` }, {}],
      [{ via: 'ssh' }, { dial }],
    ];
    for (const [wayOut, more] of ways)
      expect(await ask(wayOut, bases.https, { ca: undefined, ...more })).toMatchObject({ trouble: 'certificate', left: false });
  });

  test('ssh that refuses the channel, one that has a reason of its own, and one that never answers', async () => {
    const refuse = () => Promise.reject(Object.assign(new Error('(SSH) Channel open failure'), { code: 'ECONNREFUSED' }));
    expect(await ask({ via: 'ssh' }, bases.https, { dial: refuse })).toEqual(failed('network', 'ECONNREFUSED'));
    const off = failure('tunnel/off');
    for (const [isPassing, trouble] of [
      [true, 'network'],
      [false, 'no-way-out'],
    ] as const) {
      const dial = () => Promise.reject(new NoWayOut(off, isPassing));
      expect(await ask({ via: 'ssh' }, bases.https, { dial })).toEqual({ ...failed(trouble, 'tunnel/off'), failure: off });
    }
    const never = () => new Promise<never>(() => {});
    expect(await ask({ via: 'ssh' }, bases.https, { dial: never })).toMatchObject(ofProxy('platform/way-out-silent', { way: 'SSH' }));
  });
});

test('a way out that makes no sense is refused', () => {
  for (const url of ['x', 'ftp://proxy', 'file:///etc/passwd'])
    mustFail(createDispatcher({ wayOut: { via: 'proxy', url } }), 'platform/way-out');
  mustFail(createDispatcher({ wayOut: { via: 'ssh' } }), 'platform/way-out');
});
