import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type ApiServer, createApiServer } from './api-server.ts';
import type { SandboxAccount } from './platform.ts';
import { sandboxAccounts } from './sandbox.ts';

const [wecom, official] = sandboxAccounts(randomBytes) as [SandboxAccount, SandboxAccount];

let api: ApiServer;
let url = '';
let now = 0;
let bugs: unknown[] = [];

beforeEach(async () => {
  now = 1_700_000_000_000;
  bugs = [];
  api = createApiServer({ accounts: [wecom, official], clock: () => now, random: randomBytes, onBug });
  ({ url } = await api.listen({ host: '127.0.0.1', port: 0 }));
});

afterEach(async () => {
  await api.close();
  expect(bugs).toEqual([]);
});

const onBug = (error: unknown) => bugs.push(error);

type Answer = Record<string, unknown>;
const json = async (response: Response) => (await response.json()) as Answer;
const get = async (path: string, query: Record<string, string> = {}) => json(await fetch(`${url}${path}?${new URLSearchParams(query)}`));
const post = async (path: string, body: unknown) =>
  json(await fetch(`${url}${path}`, { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) }));

const wecomKeys = { corpid: wecom.receiverId, corpsecret: wecom.secret };
const officialKeys = { grant_type: 'client_credential', appid: official.receiverId, secret: official.secret };

describe('gettoken of WeCom', () => {
  test('gives the right secret a token for two hours, and the same one again while it is good', async () => {
    const first = await get('/cgi-bin/gettoken', wecomKeys);
    expect(first).toEqual({ errcode: 0, errmsg: 'ok', access_token: expect.any(String), expires_in: 7200 });
    expect(String(first.access_token).length).toBeLessThanOrEqual(512);
    now += 600_000;
    expect(await get('/cgi-bin/gettoken', wecomKeys)).toMatchObject({ access_token: first.access_token, expires_in: 6600 });
    now += 7_200_000;
    expect((await get('/cgi-bin/gettoken', wecomKeys)).access_token).not.toBe(first.access_token);
  });

  test.each([
    ['a wrong secret', { ...wecomKeys, corpsecret: 'x' }, 40001],
    ['no secret', { corpid: wecom.receiverId }, 40001],
    ['another CorpID', { ...wecomKeys, corpid: 'ww0000000000000000' }, 40013],
    ['the AppID of an Official Account', { corpid: official.receiverId, corpsecret: official.secret }, 40013],
    ['no CorpID', { corpsecret: wecom.secret }, 41002],
  ])('refuses %s', async (_, query, errcode) => {
    const answer = await get('/cgi-bin/gettoken', query as Record<string, string>);
    expect(answer).toEqual({ errcode, errmsg: expect.stringMatching(/hint: \[\w+\], from ip: .*127\.0\.0\.1, more info at/) });
  });

  test('is a GET', async () => {
    expect(await post('/cgi-bin/gettoken', wecomKeys)).toMatchObject({ errcode: 40063 });
  });
});

describe('token of an Official Account', () => {
  test('gives a new token each time, without errcode', async () => {
    const first = await get('/cgi-bin/token', officialKeys);
    const second = await get('/cgi-bin/token', officialKeys);
    expect(first).toEqual({ access_token: expect.any(String), expires_in: 7200 });
    expect(second.access_token).not.toBe(first.access_token);
  });

  test.each([
    ['a wrong AppSecret', { ...officialKeys, secret: 'x' }, 40125],
    ['another AppID', { ...officialKeys, appid: 'wx0000000000000000' }, 40013],
    ['another grant_type', { ...officialKeys, grant_type: 'password' }, 40002],
    ['no AppID', { ...officialKeys, appid: '' }, 41002],
  ])('refuses %s', async (_, query, errcode) => {
    expect(await get('/cgi-bin/token', query)).toEqual({ errcode, errmsg: expect.stringContaining(' rid: ') });
  });

  test('is a GET', async () => {
    expect(await post('/cgi-bin/token', officialKeys)).toMatchObject({ errcode: 43001 });
  });
});

describe('stable_token of an Official Account', () => {
  test('gives the same token with its remaining time, and renews it in its last five minutes', async () => {
    const first = await post('/cgi-bin/stable_token', officialKeys);
    now += 6_800_000;
    expect(await post('/cgi-bin/stable_token', officialKeys)).toEqual({ access_token: first.access_token, expires_in: 400 });
    now += 200_000;
    const renewed = await post('/cgi-bin/stable_token', officialKeys);
    expect(renewed).toMatchObject({ expires_in: 7200 });
    expect(renewed.access_token).not.toBe(first.access_token);
  });

  test('is independent of token, and can be forced to renew', async () => {
    const first = await post('/cgi-bin/stable_token', officialKeys);
    await get('/cgi-bin/token', officialKeys);
    expect((await post('/cgi-bin/stable_token', officialKeys)).access_token).toBe(first.access_token);
    expect((await post('/cgi-bin/stable_token', { ...officialKeys, force_refresh: true })).access_token).not.toBe(first.access_token);
  });

  test('refuses a wrong AppSecret, what is not JSON, and a GET', async () => {
    expect(await post('/cgi-bin/stable_token', { ...officialKeys, secret: 'x' })).toMatchObject({ errcode: 40125 });
    expect(await post('/cgi-bin/stable_token', '{')).toMatchObject({ errcode: 47001 });
    expect(await get('/cgi-bin/stable_token', officialKeys)).toMatchObject({ errcode: 43002 });
  });
});

describe('the API', () => {
  test('knows no other path', async () => {
    expect((await fetch(`${url}/cgi-bin/constructor`)).status).toBe(404);
    expect((await fetch(`${url}/`)).status).toBe(404);
  });

  test('serves the sample picture at every PicUrl', async () => {
    const response = await fetch(`${url}/media/any`);
    expect(response.headers.get('content-type')).toBe('image/png');
    expect(
      Buffer.from(await response.arrayBuffer())
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG');
  });

  test('refuses a body beyond every bound', async () => {
    const response = await fetch(`${url}/cgi-bin/stable_token`, { method: 'POST', body: 'x'.repeat(1024 * 1024 + 1) });
    expect(response.status).toBe(413);
  });

  test('bears a path that is no path, and a caller who hangs up', async () => {
    const { port } = new URL(url);
    const socket = connect(Number(port), '127.0.0.1');
    socket.write('GET //[ HTTP/1.1\r\nHost: x\r\n\r\n');
    const [head] = await once(socket, 'data');
    expect(String(head)).toContain('404');
    socket.write('POST /cgi-bin/stable_token HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n\r\n{');
    socket.destroy();
    await once(socket, 'close');
    expect((await fetch(`${url}/media/any`)).status).toBe(200);
  });

  test('rejects an address that is taken', async () => {
    const second = createApiServer({ accounts: [], clock: () => now, random: randomBytes, onBug });
    await expect(second.listen({ host: '127.0.0.1', port: Number(new URL(url).port) })).rejects.toThrow('EADDRINUSE');
    await second.close();
  });
});
