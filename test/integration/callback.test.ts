import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { open, sign } from '../oracle/wxcrypt-oracle.ts';
import { officialAccount, officialKeys, publishedKeys, wecomAccount } from '../support/accounts.ts';
import { type HeadlessGateway, startHeadless, temporaryFolder } from '../support/headless-gateway.ts';
import { createSender, element, type Sender, textMessage } from '../support/wechat-sender.ts';

const folder = temporaryFolder();
let gateway: HeadlessGateway;
let corp: Sender;

beforeAll(async () => {
  gateway = await startHeadless(folder.dir, [
    wecomAccount,
    officialAccount('safe'),
    officialAccount('compatible', 'oa-compatible'),
    officialAccount('plaintext', 'oa-plain'),
  ]);
  corp = createSender(`${gateway.listener}/callback/corp`, publishedKeys);
});
afterAll(async () => {
  await gateway.stop();
  folder.remove();
});

const newest = async () => (await gateway.allMessages())[0];
const to = publishedKeys.receiverId;

describe('the published WeCom sample', () => {
  const encrypted =
    /Encrypt \| `([^`]+)`/.exec(readFileSync(new URL('../fixtures/published-sample.md', import.meta.url), 'utf8'))?.[1] ?? '';
  const query = new URLSearchParams({
    msg_signature: '477715d11cdb4164915debcba66cb864d751f3e6',
    timestamp: '1409659813',
    nonce: '1372623149',
  });

  test('is decrypted into the log', async () => {
    const body = `<xml><ToUserName><![CDATA[${to}]]></ToUserName><AgentID><![CDATA[218]]></AgentID><Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`;
    const response = await fetch(`${gateway.listener}/callback/corp?${query}`, { method: 'POST', body });
    expect(response.status).toBe(200);
    const answer = await response.text();
    expect(element(open(publishedKeys, element(answer, 'Encrypt')), 'ToUserName')).toBe('mycreate');
    const row = (await gateway.allMessages()).find(({ direction }) => direction === 'in');
    expect(row).toMatchObject({ account: 'corp', type: 'text', person: 'mycreate', summary: 'hello' });
    expect(row?.xml).toContain('<MsgId>4561255354251345929</MsgId>');
  });
});

describe('URL verification', () => {
  test('WeCom: answers the decrypted echo and nothing else', async () => {
    const response = await corp.verify('1234567890123456789');
    expect([response.status, await response.text()]).toEqual([200, '1234567890123456789']);
  });
  test('Official Account: the published check is answered with its echo', async () => {
    const query = 'signature=f464b24fc39322e44b38aa78f5edd27bd1441696&echostr=4375120948345356249&timestamp=1714036504&nonce=1514711492';
    const response = await fetch(`${gateway.listener}/callback/oa?${query}`);
    expect([response.status, await response.text()]).toEqual([200, '4375120948345356249']);
  });
  test('a wrong signature is refused', async () => {
    const response = await fetch(`${gateway.listener}/callback/corp?msg_signature=00&timestamp=1&nonce=2&echostr=abc`);
    expect(response.status).toBe(403);
    expect(await newest()).toMatchObject({ direction: 'refused', type: 'wechat/-40001' });
  });
});

describe('a person sends a command', () => {
  test('and gets the answer in the response', async () => {
    const { text } = await corp.deliver(textMessage({ to, text: '帮助', id: 1001 }));
    expect(text).toContain('可用命令');
    const [answer, question] = await gateway.allMessages();
    expect(question).toMatchObject({ direction: 'in', state: 'done', command: 'help', person: 'zhangsan' });
    expect(answer).toMatchObject({ direction: 'out', state: 'sent', person: 'zhangsan' });
    const detail = await gateway.call('messages.get', { id: question?.id ?? '' });
    expect(detail).toMatchObject({ ok: true, value: { signature: { matches: true }, related: answer?.id } });
    expect(detail.ok && detail.value.timing.map(({ step }) => step)).toEqual([
      'received',
      'verified',
      'decrypted',
      'parsed',
      'stored',
      'run',
      'answered',
    ]);
  });
  test('by the status command, and reads this computer’s state', async () => {
    expect((await corp.deliver(textMessage({ to, text: '状态', id: 1002 }))).text).toMatch(/运行中[\s\S]*CPU {2}\d+%[\s\S]*内存/);
  });
  test('by a menu tap', async () => {
    const tap = `<xml><ToUserName><![CDATA[${to}]]></ToUserName><FromUserName><![CDATA[lisi]]></FromUserName><CreateTime>1700000000</CreateTime><MsgType><![CDATA[event]]></MsgType><Event><![CDATA[click]]></Event><EventKey><![CDATA[cmd:help]]></EventKey><AgentID>218</AgentID></xml>`;
    expect((await corp.deliver(tap)).text).toContain('可用命令');
    expect((await gateway.allMessages())[1]).toMatchObject({ type: 'event', event: 'click', command: 'help' });
  });
  test('that is none, and gets no answer to a picture', async () => {
    const image = picture(1003);
    expect(await corp.deliver(image)).toMatchObject({ status: 200, body: '' });
    expect(await newest()).toMatchObject({ type: 'image', state: 'done' });
  });
  test('and an answer that is empty says so, and how long the connection may be used again', async () => {
    const { query, body } = corp.seal(picture(1090));
    const { headers } = await fetch(`${gateway.listener}/callback/corp?${new URLSearchParams(query)}`, { method: 'POST', body });
    const { date: _date, ...others } = Object.fromEntries(headers);
    expect(others).toEqual({ 'content-length': '0', connection: 'keep-alive', 'keep-alive': 'timeout=14' });
  });
  const picture = (id: number) =>
    `<xml><ToUserName><![CDATA[${to}]]></ToUserName><FromUserName><![CDATA[lisi]]></FromUserName><CreateTime>1700000000</CreateTime><MsgType><![CDATA[image]]></MsgType><PicUrl><![CDATA[http://p/1]]></PicUrl><MediaId><![CDATA[m1]]></MediaId><MsgId>${id}</MsgId><AgentID>218</AgentID></xml>`;
  test('of a kind that nobody knows, and it is kept whole', async () => {
    const odd = `<xml><ToUserName><![CDATA[${to}]]></ToUserName><FromUserName><![CDATA[lisi]]></FromUserName><CreateTime>1700000000</CreateTime><MsgType><![CDATA[hologram]]></MsgType><Depth>00123</Depth><MsgId>1004</MsgId></xml>`;
    expect((await corp.deliver(odd)).status).toBe(200);
    const row = await newest();
    expect(row).toMatchObject({ type: 'unknown' });
    expect(await gateway.call('messages.get', { id: row?.id ?? '' })).toMatchObject({
      value: { message: { msgType: 'hologram', fields: { Depth: '00123' } } },
    });
  });
});

describe('an Official Account', () => {
  const message = (id: number) => textMessage({ to: 'gh_1', from: 'openid1', text: '帮助', id });

  test('in safe mode gets an encrypted answer', async () => {
    const { xml } = await createSender(`${gateway.listener}/callback/oa`, officialKeys).deliver(message(2001));
    expect([element(xml, 'ToUserName'), element(xml, 'FromUserName')]).toEqual(['openid1', 'gh_1']);
  });
  test('in compatible mode too', async () => {
    const { text } = await createSender(`${gateway.listener}/callback/oa-compatible`, officialKeys).deliver(message(2002), (sealed) => {
      sealed.body = sealed.body.replace('</xml>', '<Content><![CDATA[unsigned]]></Content></xml>');
    });
    expect(text).toContain('可用命令');
  });
  test('in plaintext mode gets a plain one', async () => {
    const query = new URLSearchParams({ signature: sign(officialKeys.token, '1', '2'), timestamp: '1', nonce: '2', openid: 'openid1' });
    const response = await fetch(`${gateway.listener}/callback/oa-plain?${query}`, { method: 'POST', body: message(2003) });
    expect(element(await response.text(), 'Content')).toContain('可用命令');
  });
  test.each(['oa', 'oa-compatible'])(
    'in an encrypted mode does not take a plain message (%s): nobody has signed what it says',
    async (id) => {
      const query = new URLSearchParams({ signature: sign(officialKeys.token, '1', '2'), timestamp: '1', nonce: '2', openid: 'openid1' });
      const response = await fetch(`${gateway.listener}/callback/${id}?${query}`, { method: 'POST', body: message(2004) });
      expect(response.status).toBe(400);
      expect(await newest()).toMatchObject({ direction: 'refused', type: 'callback/not-encrypted' });
    },
  );
});

describe('refused, recorded, and the listener lives on:', () => {
  const cases: { name: string; code: string; status: number; send(): Promise<{ status: number }> }[] = [
    {
      name: 'a wrong signature',
      code: 'wechat/-40001',
      status: 403,
      send: () => corp.deliver(textMessage({ to, text: 'x', id: 1 }), ({ query }) => (query.msg_signature = 'f'.repeat(40))),
    },
    {
      name: 'a wrong key',
      code: 'wechat/-40008',
      status: 400,
      send: () =>
        createSender(`${gateway.listener}/callback/corp`, { ...publishedKeys, encodingAesKey: officialKeys.encodingAesKey }).deliver(
          textMessage({ to, text: 'x', id: 1 }),
        ),
    },
    {
      name: 'a foreign corp id',
      code: 'wechat/-40005',
      status: 403,
      send: () =>
        createSender(`${gateway.listener}/callback/corp`, { ...publishedKeys, receiverId: 'wwforeign' }).deliver(
          textMessage({ to, text: 'x', id: 1 }),
        ),
    },
    {
      name: 'a message for another app of the company that has the same Token and key',
      code: 'callback/other-app',
      status: 403,
      send: () => corp.deliver(textMessage({ to, text: 'x', id: 1, agent: 219 })),
    },
    {
      name: 'a cut body',
      code: 'wechat/-40002',
      status: 400,
      send: () => corp.deliver(textMessage({ to, text: 'x', id: 1 }), (sealed) => (sealed.body = sealed.body.slice(0, -30))),
    },
    {
      name: 'a body with a DTD',
      code: 'wechat/-40002',
      status: 400,
      send: () =>
        corp.deliver(textMessage({ to, text: 'x', id: 1 }), (sealed) => (sealed.body = `<!DOCTYPE xml [<!ENTITY a "b">]>${sealed.body}`)),
    },
    {
      name: 'a DTD inside the encrypted message',
      code: 'wechat/-40002',
      status: 400,
      send: () => corp.deliver(`<!DOCTYPE xml [<!ENTITY a "b">]>${textMessage({ to, text: '&a;', id: 1 })}`),
    },
    {
      name: 'a body of 10 MB',
      code: 'callback/too-large',
      status: 413,
      send: () => corp.deliver('', (sealed) => (sealed.body = 'x'.repeat(10 * 1024 * 1024))),
    },
    { name: 'an empty body', code: 'wechat/-40002', status: 400, send: () => corp.deliver('', (sealed) => (sealed.body = '')) },
    {
      name: 'a query without signature',
      code: 'callback/missing-query',
      status: 400,
      send: () => corp.deliver('', ({ query }) => delete query.msg_signature),
    },
    {
      name: 'an account that there is not',
      code: 'callback/unknown-account',
      status: 404,
      send: () => createSender(`${gateway.listener}/callback/nobody`, publishedKeys).deliver('<xml/>'),
    },
    { name: 'another path', code: 'callback/wrong-path', status: 404, send: () => fetch(`${gateway.listener}/wp-login.php`) },
    {
      name: 'another method',
      code: 'callback/wrong-method',
      status: 405,
      send: () => fetch(`${gateway.listener}/callback/corp`, { method: 'DELETE' }),
    },
  ];
  test.each(cases)('$name', async ({ code, status, send }) => {
    expect((await send()).status).toBe(status);
    expect(await newest()).toMatchObject({ direction: 'refused', state: 'refused', type: code });
    expect((await fetch(`${gateway.listener}/healthz`)).status).toBe(200);
  });

  test('and no answer tells a stranger more than a code', async () => {
    const { body } = await corp.deliver('', (sealed) => (sealed.body = '<xml>'));
    expect(body).toBe('wechat/-40002');
  });

  test('a request that is no HTTP', async () => {
    const { port } = new URL(gateway.listener);
    await new Promise((resolve) => {
      const socket = connect(Number(port), '127.0.0.1', () => socket.end('GET http://[ HTTP/1.1\r\nHost: x\r\n\r\n'));
      socket.on('error', resolve);
      socket.on('close', resolve);
      socket.resume();
    });
    expect((await fetch(`${gateway.listener}/healthz`)).status).toBe(200);
  });
});

describe('a message that is delivered again', () => {
  test('gets the same answer and runs nothing', async () => {
    const sealed = corp.seal(textMessage({ to, text: '帮助', id: 3001 }));
    const first = await corp.post(sealed);
    const second = await corp.post(corp.seal(textMessage({ to, text: '帮助', id: 3001 })));
    expect(second.body).toBe(first.body);
    expect((await gateway.allMessages())[1]).toMatchObject({ command: 'help', deliveries: 2 });
  });
  test('by another person with the same MsgId is another message', async () => {
    await corp.deliver(textMessage({ to, from: 'wangwu', text: '帮助', id: 3001 }));
    expect((await gateway.allMessages())[1]).toMatchObject({ person: 'wangwu', deliveries: 1 });
  });
});

test('a stranger who sends a megabyte leaves a few kilobytes behind', async () => {
  const body = `<xml><Encrypt>${'A'.repeat(1_000_000)}</Encrypt></xml>`;
  const response = await fetch(`${gateway.listener}/callback/corp?msg_signature=00&timestamp=1&nonce=2`, { method: 'POST', body });
  expect(response.status).toBe(403);
  const row = await newest();
  const detail = await gateway.call('messages.get', { id: row?.id ?? '' });
  expect(JSON.stringify(detail).length).toBeLessThan(16_000);
  expect(detail).toMatchObject({ ok: true, value: { type: 'wechat/-40001', signature: { matches: false } } });
});

test('an event that names no sender is kept, and nobody is answered', async () => {
  const event = `<xml><ToUserName><![CDATA[${to}]]></ToUserName><CreateTime>1700000000</CreateTime><MsgType><![CDATA[event]]></MsgType><Event><![CDATA[kf_msg_or_event]]></Event><Token><![CDATA[t]]></Token></xml>`;
  expect(await corp.deliver(event)).toMatchObject({ status: 200, body: '' });
  expect(await newest()).toMatchObject({ direction: 'in', type: 'event', event: 'kf_msg_or_event', person: '' });
});
