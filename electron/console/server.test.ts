import { type ClientRequest, type IncomingHttpHeaders, request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SessionOpened, sessionHeader } from '../../shared/console-session.ts';
import { createEventHub } from '../events.ts';
import { createConsoleAccess } from './access.ts';
import { type ConsoleServer, type ConsoleServerOptions, openConsole, urlAt } from './server.ts';

const token = 'console-token-of-the-tests';
const bugs: unknown[] = [];
let served: ConsoleServer;

const options = (): ConsoleServerOptions => ({
  host: '127.0.0.1',
  port: 0,
  access: createConsoleAccess({ token, oneTime: false, now: () => performance.now() }),
  calls: {} as never,
  events: createEventHub(),
  download: () => undefined,
  pageDir: join(tmpdir(), 'weiguan-no-page'),
  language: () => 'en',
  onBug: (error) => bugs.push(error),
});

async function open(changes: Partial<ConsoleServerOptions> = {}): Promise<ConsoleServer> {
  const opened = await openConsole({ ...options(), ...changes });
  if (!opened.ok) throw new Error(opened.error.message);
  return opened.value;
}

beforeAll(async () => {
  served = await open();
});
afterAll(async () => {
  await served.close();
  expect(bugs).toEqual([]);
});

interface Answered {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
}

/** `fetch` strikes out what only a browser may say (Origin, Sec-Fetch-Site), so the request is made by hand. */
function ask(method: string, path: string, body: string, headers: Record<string, string>): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const asked: ClientRequest = request(new URL(path, served.url), { method, headers }, async (response) => {
      const heads = { status: response.statusCode ?? 0, headers: response.headers };
      if (response.headers['content-type']?.startsWith('text/event-stream')) {
        resolve({ ...heads, text: '' });
        return void response.destroy();
      }
      resolve({ ...heads, text: Buffer.concat(await response.toArray()).toString() });
    });
    asked.once('error', reject).end(body);
  });
}
const post = (path: string, body: string, headers: Record<string, string> = {}) => ask('POST', path, body, headers);
const get = (path: string, headers: Record<string, string> = {}) => ask('GET', path, '', headers);
const json = { 'Content-Type': 'application/json' };
const login = (given: string) => JSON.stringify({ token: given });
const call = () => post('/api/no.such', '{}', { Authorization: `Bearer ${token}` });

describe('the console over HTTP', () => {
  test('opens a session for the right token, and takes it in its header only: a cookie would go to every port', async () => {
    const own = { Origin: served.url, 'Sec-Fetch-Site': 'same-origin' };
    const { status, headers, text } = await post('/session', login(token), { ...json, ...own });
    expect([status, headers['set-cookie'], headers['cache-control']]).toEqual([200, undefined, 'no-store']);
    const { session } = SessionOpened.parse(JSON.parse(text)).value;
    expect((await post('/api/no.such', '{}', { ...own, [sessionHeader]: session })).status).toBe(404);
    expect((await get('/events', { ...own, [sessionHeader]: session })).status).toBe(200);

    const { port } = new URL(served.url);
    const cookie = { ...own, Cookie: `weiguan_session_${port}=${session}; weiguan_session=${session}; ${sessionHeader}=${session}` };
    expect((await post('/api/no.such', '{}', cookie)).status).toBe(401);
    expect((await get('/events', cookie)).status).toBe(401);
    expect((await get(`/events?session=${session}`, own)).status).toBe(401);
    expect((await post('/session', '{}', { ...json, ...cookie })).status).toBe(401);
    expect((await get('/exports/guess', cookie)).status).toBe(404);
  });
  test('reads a login as JSON only, so that no form of another page can send one', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])
      expect((await post('/session', login(token), { 'Content-Type': type })).status).toBe(415);
    expect((await post('/session', login(token))).status).toBe(415);
    expect((await post('/session', login(token), { 'Content-Type': 'application/json; charset=utf-8' })).status).toBe(200);
  });
  test('is not locked by what another page sends: the token still opens it', async () => {
    for (let index = 0; index < 25; index++) {
      const foreign = { ...json, Origin: 'http://evil.example', 'Sec-Fetch-Site': 'cross-site' };
      expect((await post('/session', login(`guess ${index}`), foreign)).status).toBe(401);
    }
    expect((await post('/session', login('wrong'), json)).status).toBe(401);
    expect((await call()).status).toBe(404);
  });
  test('says 429 after too many wrong logins, and still takes the right token', async () => {
    for (let index = 0; index < 20; index++) await post('/session', login(`guess ${index}`), json);
    expect((await post('/session', login('wrong'), json)).status).toBe(429);
    expect((await post('/session', login(token), json)).status).toBe(200);
    expect((await call()).status).toBe(404);
  });
  test('lets go of a client that never finishes its headers', async () => {
    const { hostname, port } = new URL(served.url);
    const from = performance.now();
    const socket = connect(Number(port), hostname, () => socket.write('GET / HTTP/1.1\r\nHost: slow\r\nX-Slow: '));
    await new Promise((resolve) => socket.once('close', resolve).resume());
    expect(performance.now() - from).toBeLessThan(8_000);
  });
  test('gives the address that it listens on, since a name may lead a browser to another one', async () => {
    const named = await open({ host: 'localhost' });
    expect(named.url).toMatch(/^http:\/\/(127\.0\.0\.1|\[::1\]):\d+$/);
    expect((await fetch(named.url)).status).toBe(503);
    await named.close();
    expect(urlAt({ address: '0.0.0.0', family: 'IPv4', port: 80 })).toBe('http://127.0.0.1:80');
    expect(urlAt({ address: '::', family: 'IPv6', port: 80 })).toBe('http://[::1]:80');
    expect(urlAt({ address: '192.0.2.1', family: 'IPv4', port: 80 })).toBe('http://192.0.2.1:80');
  });
  test('says why it cannot be opened', async () => {
    const taken = await openConsole({ ...options(), port: Number(new URL(served.url).port) });
    expect(taken).toMatchObject({ ok: false, error: { code: 'listener/port-taken' } });
    const elsewhere = await openConsole({ ...options(), host: '192.0.2.1' });
    expect(elsewhere).toMatchObject({ ok: false, error: { code: 'listener/address' } });
  });
});
