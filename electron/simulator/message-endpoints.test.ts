import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type ApiServer, createApiServer } from './api-server.ts';
import type { ActiveMessage } from './message-endpoints.ts';
import type { SandboxAccount } from './platform.ts';
import { sandboxAccounts } from './sandbox.ts';

const [wecom, official] = sandboxAccounts(randomBytes) as [SandboxAccount, SandboxAccount];
const agentid = Number(wecom.agentId);

let api: ApiServer;
let url = '';
let now = 0;
let messages: ActiveMessage[] = [];

beforeEach(async () => {
  now = 1_700_000_000_000;
  messages = [];
  const onBug = (error: unknown) => expect.unreachable(String(error));
  const onMessage = (message: ActiveMessage) => messages.push(message);
  api = createApiServer({ accounts: [wecom, official], clock: () => now, random: randomBytes, onMessage, onBug });
  ({ url } = await api.listen({ host: '127.0.0.1', port: 0 }));
});

afterEach(() => api.close());

type Answer = Record<string, unknown>;
const call = async (name: string, query: Record<string, unknown>, body?: unknown) => {
  const target = `${url}/cgi-bin/${name}?${new URLSearchParams(query as Record<string, string>)}`;
  const response = await fetch(target, body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) });
  return (await response.json()) as Answer;
};

const wecomToken = async () => (await call('gettoken', { corpid: wecom.receiverId, corpsecret: wecom.secret })).access_token;
const officialToken = async () =>
  (await call('stable_token', {}, { grant_type: 'client_credential', appid: official.receiverId, secret: official.secret })).access_token;

describe('message/send', () => {
  const send = async (message: Answer) =>
    call('message/send', { access_token: await wecomToken() }, { msgtype: 'text', agentid, ...message });
  const text = { content: 'x' };

  test('reaches the person, and names those whom it does not reach', async () => {
    expect(await send({ touser: `${wecom.person}|Nobody`, text })).toEqual({
      errcode: 0,
      errmsg: 'ok',
      invaliduser: 'nobody',
      msgid: 'msg-1',
    });
    expect(await send({ touser: '@all', text })).toMatchObject({ errcode: 0 });
    expect(messages).toEqual([
      { account: wecom.id, text: 'x' },
      { account: wecom.id, text: 'x' },
    ]);
  });

  test.each([
    ['nobody in range', { touser: 'nobody', text }, 81013],
    ['no recipient', { text }, 82001],
    ['another AgentID', { touser: wecom.person, text, agentid: 1 }, 301002],
    ['no AgentID', { touser: wecom.person, text, agentid: undefined }, 41011],
    ['no text', { touser: wecom.person, text: { content: '' } }, 44004],
    ['another type', { touser: wecom.person, msgtype: 'voice' }, 40008],
    ['what is no message', { touser: 1 }, 47001],
  ])('refuses %s', async (_, message, errcode) => {
    expect(await send(message)).toMatchObject({ errcode });
    expect(messages).toEqual([]);
  });

  test('cuts a text at 2,048 bytes, not within a character', async () => {
    await send({ touser: wecom.person, text: { content: '满'.repeat(700) } });
    expect(messages[0]?.text).toBe('满'.repeat(682));
  });

  test('swallows an identical body within the interval', async () => {
    const message = { touser: wecom.person, text, enable_duplicate_check: 1, duplicate_check_interval: 60 };
    const first = await send(message);
    expect(await send(message)).toEqual(first);
    now += 60_000;
    await send(message);
    expect(messages).toHaveLength(2);
  });
});

describe('message/custom/send', () => {
  const send = async (message: Answer) =>
    call('message/custom/send', { access_token: await officialToken() }, { msgtype: 'text', ...message });

  test('reaches the follower, and nobody else', async () => {
    expect(await send({ touser: official.person, text: { content: 'x' } })).toEqual({ errcode: 0, errmsg: 'ok' });
    expect(await send({ touser: 'o-other', text: { content: 'x' } })).toMatchObject({ errcode: 40003 });
    expect(await send({ touser: official.person, text: { content: 'x'.repeat(2049) } })).toMatchObject({ errcode: 45002 });
    expect(messages).toEqual([{ account: official.id, text: 'x' }]);
  });

  test('takes a menu to choose from, with at least one entry', async () => {
    const msgmenu = { head_content: '哪台？', list: [{ id: 'a', content: '1. web-01' }], tail_content: '' };
    const wish = { touser: official.person, msgtype: 'msgmenu' };
    expect(await send({ ...wish, msgmenu })).toMatchObject({ errcode: 0 });
    expect(await send({ ...wish, msgmenu: { ...msgmenu, list: [] } })).toMatchObject({ errcode: 47001 });
    expect(await send(wish)).toMatchObject({ errcode: 47001 });
    expect(await send({ ...wish, msgmenu: { ...msgmenu, head_content: 'x'.repeat(2048) } })).toMatchObject({ errcode: 45002 });
    expect(messages).toEqual([{ account: official.id, text: '', menu: msgmenu }]);
  });
});

describe('an access_token', () => {
  test('has to be there, to be known, and to hold', async () => {
    expect(await call('getcallbackip', {})).toMatchObject({ errcode: 41001 });
    expect(await call('getcallbackip', { access_token: 'x' })).toMatchObject({ errcode: 40014 });
    const [access_token, other] = [await wecomToken(), await officialToken()];
    expect(await call('getcallbackip', { access_token })).toMatchObject({ errcode: 0, ip_list: expect.any(Array) });
    expect(await call('getcallbackip', { access_token: other })).toEqual({ ip_list: expect.any(Array) });
    now += 7_200_000;
    expect(await call('getcallbackip', { access_token })).toMatchObject({ errcode: 42001 });
  });

  test('may be ended by the platform', async () => {
    const [access_token, other] = [await wecomToken(), await officialToken()];
    api.endTokens(wecom.id, 'revoked');
    api.endTokens(official.id, 'revoked');
    expect(await call('getcallbackip', { access_token })).toMatchObject({ errcode: 40014 });
    expect(await call('getcallbackip', { access_token: other })).toMatchObject({ errcode: 40001 });
    expect(await wecomToken()).not.toBe(access_token);
  });
});

test('agent/get tells of the app that the Secret is of, and of no other', async () => {
  const access_token = await wecomToken();
  expect(await call('agent/get', { access_token, agentid })).toMatchObject({ errcode: 0, name: wecom.name, close: 0 });
  expect(await call('agent/get', { access_token, agentid: 1 })).toMatchObject({ errcode: 301002 });
  expect(await call('agent/get', { access_token })).toMatchObject({ errcode: 41011 });
});

describe('a fault that a test sets', () => {
  test('happens as often as it should, to calls of its name', async () => {
    api.setFault('gettoken', { kind: 'errcode', errcode: 60020, ip: '203.0.113.7' }, 1);
    const query = { corpid: wecom.receiverId, corpsecret: wecom.secret };
    expect(await call('gettoken', query)).toEqual({ errcode: 60020, errmsg: expect.stringContaining('from ip: 203.0.113.7, ') });
    expect(await call('gettoken', query)).toMatchObject({ errcode: 0 });
    expect(api.calls('gettoken')).toBe(2);
  });

  test('may be taken back', async () => {
    const takeBack = api.setFault('*', { kind: 'status', status: 500 });
    expect((await fetch(`${url}/cgi-bin/gettoken`)).status).toBe(500);
    takeBack();
    expect((await fetch(`${url}/cgi-bin/gettoken`)).status).toBe(200);
  });

  test('cuts the connection before or after the message is sent', async () => {
    const send = async () =>
      call(
        'message/custom/send',
        { access_token: await officialToken() },
        { touser: official.person, msgtype: 'text', text: { content: 'x' } },
      );
    api.setFault('message/custom/send', { kind: 'cut', before: 'work' }, 1);
    await expect(send()).rejects.toThrow('fetch failed');
    expect(messages).toHaveLength(0);
    api.setFault('message/custom/send', { kind: 'cut', before: 'answer' }, 1);
    await expect(send()).rejects.toThrow('fetch failed');
    expect(messages).toHaveLength(1);
  });
});
