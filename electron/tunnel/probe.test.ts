import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { systemClock } from '../clock.ts';
import { createProber } from './probe.ts';

const prober = createProber(systemClock, 20_000);
const hasty = createProber(systemClock, 300);
const off = new AbortController().signal;
let server: Server | undefined;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** What a probe says of a public URL that answers like this. */
async function probe(answer: RequestListener, by = prober) {
  server = createServer(answer);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  return by.probe(`http://127.0.0.1:${port}`, off);
}

const queryOf = (url = '') => Object.fromEntries(new URL(url, 'http://listener').searchParams);

describe('a probe', () => {
  test('that comes back as it was sent is fine', async () => {
    let agent: string | undefined;
    const outcome = await probe((request, response) => {
      agent = request.headers['user-agent'];
      response.end(prober.answer(queryOf(request.url)));
    });
    expect(outcome).toEqual({ at: expect.any(Number), ms: expect.any(Number) });
    expect(agent).toBe('Mozilla/4.0');
  });

  test('whose query a proxy has rewritten is told apart', async () => {
    const outcome = await probe((request, response) => {
      const query = queryOf(request.url);
      response.writeHead(404).end(prober.answer({ ...query, echo: query.echo?.replaceAll('+', ' ') ?? '' }));
    });
    expect(outcome.failure?.code).toBe('tunnel/probe-altered');
  });

  test('whose answer was changed is told apart', async () => {
    const outcome = await probe((request, response) => response.end(`${prober.answer(queryOf(request.url))}\n<!-- ad -->`));
    expect(outcome.failure?.code).toBe('tunnel/probe-altered');
  });

  test('whose answer got lost on the way back is told apart', async () => {
    const outcome = await probe((request) => {
      prober.answer(queryOf(request.url));
      request.socket.destroy();
    });
    expect(outcome.failure?.code).toBe('tunnel/probe-answer-lost');
  });

  test('that somebody else answers names him', async () => {
    const page = await probe((_, response) => response.end('<html><head><title>Welcome to nginx!</title></head></html>'));
    expect(page.failure).toMatchObject({ code: 'tunnel/probe-elsewhere', params: { status: '200', what: 'Welcome to nginx!' } });
    server?.close();
    const moved = await probe((_, response) => response.writeHead(301, { location: 'https://www.example.com/' }).end());
    expect(moved.failure?.params).toEqual({ status: '301', what: '→ https://www.example.com/' });
  });

  test('that gets a page of the tunnel’s own says so', async () => {
    const outcome = await probe((_, response) => response.writeHead(511).end('<html>send a bypass-tunnel-reminder header</html>'));
    expect(outcome.failure?.code).toBe('tunnel/probe-interstitial');
  });

  test('that is never answered ends in time', async () => {
    const outcome = await probe(() => undefined, hasty);
    expect(outcome.failure).toMatchObject({ code: 'tunnel/probe-timeout', params: { seconds: '0.3' } });
  });

  test('that reaches nobody says where it failed', async () => {
    expect((await prober.probe('http://127.0.0.1:9', off)).failure).toMatchObject({
      code: 'tunnel/probe-unreachable',
      params: { host: '127.0.0.1:9', reason: 'ECONNREFUSED' },
    });
    const unknown = await hasty.probe('http://no-such-name.invalid', off);
    expect(unknown.failure?.code).toMatch(/tunnel\/probe-(?:dns|timeout)/);
  });

  test('of somebody else gets no answer', () => {
    expect(prober.answer({})).toBeUndefined();
    expect(prober.answer({ nonce: 'a', echo: 'b', signature: 'c' })).toBeUndefined();
  });
});
