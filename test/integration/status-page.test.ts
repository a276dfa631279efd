import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { StatusPageState } from '../../shared/monitor/status-page-api.ts';
import { must } from '../../shared/test-result.ts';
import { wecomAccount } from '../support/accounts.ts';
import { type HeadlessGateway, startHeadless, temporaryFolder } from '../support/headless-gateway.ts';

const folder = temporaryFolder();
const env = { WEIGUAN_SECRETS_PASSPHRASE: 'of the status page' };
const hostileName = `<script>alert(1)</script>"'&`;
let gateway: HeadlessGateway;
let server: Server;
let port: number;

const start = async () => {
  gateway = await startHeadless(folder.dir, [wecomAccount], {}, { env });
};
const set = async (change: Parameters<typeof gateway.call<'statusPage.set'>>[1]) => must(await gateway.call('statusPage.set', change));
const linkOf = ({ url }: StatusPageState): string => url ?? 'http://no-link.invalid';
const open = (url: string, headers: Record<string, string> = {}, method = 'GET') => fetch(url, { method, headers });
/** All that a stranger can tell two answers by, but for the time they were given at. */
async function seen(response: Response) {
  const headers = [...response.headers].filter(([name]) => name !== 'date');
  return { status: response.status, headers, body: await response.text() };
}
const unknownPath = async () => seen(await open(`${gateway.listener}/no-such-path`));
const kept = () =>
  readdirSync(folder.dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name)).toString('latin1'))
    .join('\n');

beforeAll(async () => {
  server = createServer((_, response) => response.end('fine'));
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  ({ port } = server.address() as AddressInfo);
  await start();
  const check = { kind: 'http' as const, url: `http://127.0.0.1:${port}/`, statuses: ['200-299'] };
  const down = { kind: 'http' as const, url: `http://127.0.0.1:${port}/`, statuses: ['500'] };
  for (const monitor of [
    { id: 'shop', name: hostileName, check, tags: ['public'] },
    { id: 'inner', name: 'inner-db', check: down, retries: 0, tags: ['private'] },
  ])
    must(await gateway.call('monitors.save', { monitor, isNew: true }));
  await vi.waitFor(
    async () => {
      const { monitors } = must(await gateway.call('monitors.list', {}));
      expect(monitors.map(({ state }) => state)).toEqual(['up', 'down']);
    },
    { timeout: 20_000, interval: 100 },
  );
});
afterAll(async () => {
  await gateway.stop();
  server.close();
  folder.remove();
});

describe('The status page', () => {
  let link: string;

  test('is off until somebody switches it on, and its path is one like any other', async () => {
    expect(must(await gateway.call('statusPage.get', {}))).toEqual({ on: false, tags: [], url: null, isPublic: false });
    expect(await seen(await open(`${gateway.listener}/status/${'a'.repeat(32)}`))).toEqual(await unknownPath());
  });
  test('gets a link that nobody can guess, and shows what is monitored', async () => {
    const state = await set({ on: true });
    link = linkOf(state);
    expect(link).toMatch(new RegExp(`^${gateway.listener}/status/[A-Za-z0-9_-]{32}$`));
    const response = await open(link, { 'Accept-Language': 'en' });
    const html = await response.text();
    expect(response.status).toBe(200);
    expect(html).toContain('1 of 2 down');
    expect(html).toContain('inner-db');
  });
  test('speaks the language that the phone asks for', async () => {
    expect(await (await open(link, { 'Accept-Language': 'zh-CN' })).text()).toContain('1 项故障，共 2 项');
    expect((await open(link, { 'Accept-Language': 'en-US' })).headers.get('content-language')).toBe('en');
  });
  test('takes a hostile name for a text, and names no host, address or reason', async () => {
    const html = await (await open(link)).text();
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;');
    expect(html).not.toMatch(/<script|127\.0\.0\.1|HTTP/);
  });
  test('runs nothing, is kept nowhere, and tells no other site its link', async () => {
    const { headers } = await open(link);
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'; /);
    expect(Object.fromEntries(headers)).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'x-robots-tag': 'noindex, nofollow, noarchive',
      'content-type': 'text/html; charset=utf-8',
    });
  });
  test.each(['POST', 'PUT', 'DELETE'])('can only be looked at: %s is answered like any unknown path', async (method) => {
    const unknown = await seen(await open(`${gateway.listener}/no-such-path`, {}, method));
    expect(await seen(await open(link, {}, method))).toEqual(unknown);
  });
  test.each([
    ['another one', () => `${gateway.listener}/status/${'b'.repeat(32)}`],
    ['a part of it', () => link.slice(0, -1)],
    ['none', () => `${gateway.listener}/status/`],
    ['a longer one', () => `${link}x`],
    ['a folder below', () => `${link}/x`],
  ])('answers a wrong link like any unknown path: %s', async (_, wrong) => {
    expect(await seen(await open(wrong()))).toEqual(await unknownPath());
  });
  test('shows only what has one of the tags', async () => {
    await set({ tags: ['public'] });
    const html = await (await open(link, { 'Accept-Language': 'en' })).text();
    expect(html).toContain('All is well');
    expect(html).not.toContain('inner-db');
  });
  test('has the same link after a restart', async () => {
    await gateway.stop();
    await start();
    const again = linkOf(must(await gateway.call('statusPage.get', {})));
    expect(new URL(again).pathname).toBe(new URL(link).pathname);
    link = again;
    expect((await open(link)).status).toBe(200);
  });
  test('gets another link on demand, and the old one ends at once', async () => {
    const renewed = linkOf(await set({ renew: true }));
    expect(renewed).not.toBe(link);
    expect((await open(renewed)).status).toBe(200);
    expect(await seen(await open(link))).toEqual(await unknownPath());
    link = renewed;
  });
  test('answers nobody when it is off, and has its link again when it is on', async () => {
    expect(await set({ on: false })).toMatchObject({ on: false, url: null });
    expect(await seen(await open(link))).toEqual(await unknownPath());
    expect(linkOf(await set({ on: true }))).toBe(link);
  });
  test('has its link in the secret store only: no file and no log tells it', async () => {
    const token = new URL(link).pathname.split('/').at(-1) ?? '';
    await open(link, {}, 'POST');
    expect(token).toHaveLength(32);
    expect(JSON.stringify(await gateway.allMessages())).not.toContain(token);
    expect(kept()).not.toContain(token);
    expect(gateway.output()).not.toContain(token);
  });
});
