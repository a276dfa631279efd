import { expect, test } from 'vitest';
import { readyRules } from '../../shared/redaction.ts';
import { seal, sign } from '../oracle/wxcrypt-oracle.ts';
import { officialAccount, officialKeys, publishedKeys, wecomAccount } from '../support/accounts.ts';
import { startHeadless, temporaryFolder } from '../support/headless-gateway.ts';
import { textMessage } from '../support/wechat-sender.ts';

const text = (id: number) => textMessage({ to: publishedKeys.receiverId, text: '帮助', id });
const seconds = () => Math.floor(Date.now() / 1000);

/** Delivers a message as WeCom does, with this nonce and time. */
async function deliver(listener: string, xml: string, nonce: string, timestamp = String(seconds())): Promise<number> {
  const encrypted = seal(publishedKeys, xml);
  const query = new URLSearchParams({ msg_signature: sign(publishedKeys.token, timestamp, nonce, encrypted), timestamp, nonce });
  const body = `<xml><Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`;
  return (await fetch(`${listener}/callback/corp?${query}`, { method: 'POST', body })).status;
}

test('a nonce that comes again with another message is refused and recorded, even after a restart', async () => {
  const folder = temporaryFolder();
  const first = await startHeadless(folder.dir, [wecomAccount], { replayWindowSeconds: 600 });
  expect(await deliver(first.listener, text(1), '4711')).toBe(200);
  expect(await deliver(first.listener, text(1), '4711')).toBe(200);
  expect(await deliver(first.listener, text(2), '4711')).toBe(403);
  await first.kill();
  const second = await startHeadless(folder.dir, [wecomAccount], { replayWindowSeconds: 600 });
  expect(await deliver(second.listener, text(1), '4711')).toBe(200);
  expect(await deliver(second.listener, text(3), '4711')).toBe(403);
  expect(await deliver(second.listener, text(3), '4712')).toBe(200);
  const rows = await second.allMessages();
  expect(rows.filter(({ direction }) => direction === 'refused').map(({ type }) => type)).toEqual(Array(2).fill('callback/nonce-reused'));
  expect(rows.filter(({ direction }) => direction === 'in')).toHaveLength(2);
  expect(await second.stop()).toBe(0);
  folder.remove();
});

test.each([600, 0])(
  'a recorded signature does not carry another plain message, nor after a restart, with a window of %d s',
  async (replayWindowSeconds) => {
    const folder = temporaryFolder();
    const start = () => startHeadless(folder.dir, [officialAccount('plaintext')], { replayWindowSeconds });
    let gateway = await start();
    const [timestamp, nonce] = [String(seconds()), '4711'];
    const query = new URLSearchParams({ signature: sign(officialKeys.token, timestamp, nonce), timestamp, nonce });
    const post = async (body: string) => (await fetch(`${gateway.listener}/callback/oa?${query}`, { method: 'POST', body })).status;
    expect(await post(text(1))).toBe(200);
    expect(await post(text(1))).toBe(200);
    expect(await post(text(1).replace('帮助', '状态'))).toBe(403);
    expect(await post(text(2))).toBe(403);
    await gateway.kill();
    gateway = await start();
    expect(await post(text(1).replace('帮助', '状态'))).toBe(403);
    expect(await post(text(1))).toBe(200);
    expect(await gateway.stop()).toBe(0);
    folder.remove();
  },
);

test('a redacted plain message comes again after a restart, and with nothing else in it', async () => {
  const folder = temporaryFolder();
  const start = () => startHeadless(folder.dir, [officialAccount('plaintext')], { replayWindowSeconds: 600 });
  const first = await start();
  const rule = { id: 'r1', name: '手机号', ...readyRules.mobile, account: null, on: true };
  expect(await first.call('redaction.set', { rules: [rule] })).toMatchObject({ ok: true });
  const [timestamp, nonce] = [String(seconds()), '4711'];
  const query = new URLSearchParams({ signature: sign(officialKeys.token, timestamp, nonce), timestamp, nonce });
  const post = async (listener: string, body: string) => (await fetch(`${listener}/callback/oa?${query}`, { method: 'POST', body })).status;
  const [genuine, forged] = ['13812345678', '13812345679'].map((number) => text(1).replace('帮助', number)) as [string, string];
  expect(await post(first.listener, genuine)).toBe(200);
  expect((await first.allMessages())[0]?.redacted).toBe(true);
  await first.kill();
  const second = await start();
  expect(await post(second.listener, genuine)).toBe(200);
  expect(await post(second.listener, forged)).toBe(403);
  expect(await second.stop()).toBe(0);
  folder.remove();
});

test.each([600, 0])('the signature of a URL verification carries no message, with a window of %d s', async (replayWindowSeconds) => {
  const folder = temporaryFolder();
  const start = () => startHeadless(folder.dir, [officialAccount('plaintext')], { replayWindowSeconds });
  const [timestamp, nonce] = [String(seconds()), '4711'];
  const signed = { signature: sign(officialKeys.token, timestamp, nonce), timestamp, nonce };
  const verify = (listener: string) => fetch(`${listener}/callback/oa?${new URLSearchParams({ ...signed, echostr: '12345' })}`);
  const forge = (listener: string) => fetch(`${listener}/callback/oa?${new URLSearchParams(signed)}`, { method: 'POST', body: text(1) });
  const first = await start();
  for (const _ of [1, 2]) expect(await (await verify(first.listener)).text()).toBe('12345');
  expect((await forge(first.listener)).status).toBe(403);
  expect(await first.stop()).toBe(0);
  const second = await start();
  expect((await forge(second.listener)).status).toBe(403);
  expect((await verify(second.listener)).status).toBe(200);
  const rows = await second.allMessages();
  expect(rows.map(({ type }) => type)).toEqual(['callback/nonce-reused', 'callback/nonce-reused']);
  expect(await second.stop()).toBe(0);
  folder.remove();
});

test('a recording of long ago is not good again with its nonce and its timestamp swapped', async () => {
  const folder = temporaryFolder();
  const gateway = await startHeadless(folder.dir, [wecomAccount], { replayWindowSeconds: 600 });
  // Of then, with what was the nonce as its time: the signature is the same for both.
  const yearAgo = seconds() - 365 * 86_400;
  const sentAt = (at: number, id: number) => textMessage({ to: publishedKeys.receiverId, text: '帮助', id, at });
  expect(await deliver(gateway.listener, sentAt(yearAgo, 1), String(yearAgo))).toBe(403);
  expect((await gateway.allMessages()).map(({ type }) => type)).toEqual(['callback/replayed']);
  expect(await deliver(gateway.listener, sentAt(seconds(), 2), String(yearAgo))).toBe(200);
  expect(await gateway.stop()).toBe(0);
  folder.remove();
});

test('a timestamp from far in the future is refused; with the window at 0 it may be signed at any time', async () => {
  const folder = temporaryFolder();
  const guarded = await startHeadless(folder.dir, [wecomAccount], { replayWindowSeconds: 60 });
  expect(await deliver(guarded.listener, text(1), '1', String(seconds() + 3_600))).toBe(403);
  expect(await deliver(guarded.listener, text(1), '1', String(seconds() - 3_600))).toBe(403);
  const refusals = (await guarded.allMessages()).map(({ type }) => type);
  expect(refusals).toEqual(['callback/replayed', 'callback/from-future']);
  expect(await guarded.stop()).toBe(0);
  const open = await startHeadless(folder.dir, [wecomAccount], { replayWindowSeconds: 0 });
  expect(await deliver(open.listener, text(1), '1', String(seconds() + 3_600))).toBe(200);
  expect(await deliver(open.listener, text(2), '2', '1')).toBe(200);
  expect(await deliver(open.listener, text(2), '2', '1')).toBe(200);
  expect(await deliver(open.listener, text(3), '2', '1')).toBe(403);
  expect(await open.stop()).toBe(0);
  folder.remove();
});
