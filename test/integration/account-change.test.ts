import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AccountView } from '../../shared/account-view.ts';
import type { OracleKeys } from '../oracle/wxcrypt-oracle.ts';
import { publishedKeys, wecomAccount } from '../support/accounts.ts';
import { type HeadlessGateway, startHeadless, temporaryFolder } from '../support/headless-gateway.ts';
import { createSecretSearch, searchFolder } from '../support/secret-search.ts';
import { createSender, type Sealed, textMessage } from '../support/wechat-sender.ts';

const passphrase = 'passphrase-of-the-tests';
const receiverId = 'ww1234567890abcdef';
const draft = { id: 'ops', platform: 'wecom', name: '运维', receiverId, agentId: '218' } as const;
const apiSecret = 'Zk3'.repeat(14);

/** What the account was made with, what it gets next, and what it gets after that. */
const first: OracleKeys = { token: 'firstToken7', encodingAesKey: `${'firstKey'.repeat(5)}abg`, receiverId };
const second: OracleKeys = { token: 'secondToken8', encodingAesKey: `${'2ndKey78'.repeat(5)}abg`, receiverId };
const third: OracleKeys = { token: 'thirdToken9', encodingAesKey: `${'3rdKey78'.repeat(5)}abg`, receiverId };
const strange: OracleKeys = { token: 'strangeToken', encodingAesKey: `${'strange8'.repeat(5)}abg`, receiverId };

const search = createSecretSearch(
  [passphrase, apiSecret, first.token, second.token, third.token],
  [first, second, third].map(({ encodingAesKey }) => encodingAesKey),
);

const folder = temporaryFolder();
let gateway: HeadlessGateway;
/** All answers of the contract, and all that was printed. */
let said = '';
let messageId = 1000;

beforeAll(start);
afterAll(async () => {
  await gateway.kill();
  folder.remove();
});

async function start(): Promise<void> {
  gateway = await startHeadless(folder.dir, [wecomAccount], {}, { env: { WEIGUAN_SECRETS_PASSPHRASE: passphrase } });
}
/** As a power cut, at any moment. */
async function cutPower(): Promise<void> {
  await gateway.kill();
  said += gateway.output();
  await start();
}

const from = (keys: OracleKeys, id = 'ops') => createSender(`${gateway.listener}/callback/${id}`, keys);
const sealed = (keys: OracleKeys): Sealed => {
  messageId += 1;
  return from(keys).seal(textMessage({ to: receiverId, text: '帮助', id: messageId }));
};
/** Whether a message sealed with these is answered, in words sealed with the same. */
async function answers(keys: OracleKeys, message = sealed(keys)): Promise<boolean> {
  const { status, text } = await from(keys).post(message);
  return status === 200 && text !== '';
}
const verify = async (keys: OracleKeys, id = 'ops') => {
  const response = await from(keys, id).verify('8023474219');
  return response.ok ? response.text() : `HTTP ${response.status}`;
};
async function view(): Promise<AccountView | undefined> {
  const listed = await gateway.call('accounts.list', {});
  said += JSON.stringify(listed);
  return listed.ok ? listed.value.accounts.find(({ id }) => id === 'ops') : undefined;
}
const pendingNow = async () => Object.keys((await view())?.pending ?? {});
async function edit({ token, encodingAesKey }: OracleKeys): Promise<void> {
  const edited = await gateway.call('accounts.edit', { account: draft, secrets: { token, encodingAesKey } });
  said += JSON.stringify(edited);
  expect(edited).toMatchObject({ ok: true, value: { pending: { token: {}, encodingAesKey: {} }, missing: [] } });
}
/** Why the latest verification failed. */
const lastFailure = async () => (await view())?.verifications[0]?.failure;

test('an account that is added in the console is answered at once, its secrets in the encrypted file', async () => {
  const { token, encodingAesKey } = first;
  const added = await gateway.call('accounts.add', { account: draft, secrets: { apiSecret, token, encodingAesKey } });
  said += JSON.stringify(added);
  expect(added).toMatchObject({ ok: true, value: { callbackPath: '/callback/ops', missing: [] } });
  expect(await gateway.call('accounts.list', {})).toMatchObject({ value: { secrets: { kind: 'file' }, clipboard: false } });
  expect(await answers(first)).toBe(true);
  await cutPower();
  expect(await answers(first)).toBe(true);
});

describe('while a new Token and key wait', () => {
  test('messages with the old ones are answered, after a power cut too', async () => {
    await edit(second);
    expect(await pendingNow()).toEqual(['token', 'encodingAesKey']);
    expect([await answers(first), await answers(strange)]).toEqual([true, false]);
    await cutPower();
    expect(await pendingNow()).toEqual(['token', 'encodingAesKey']);
    expect([await answers(first), await answers(strange)]).toEqual([true, false]);
  });

  const wrong: [string, OracleKeys, string][] = [
    ['another Token', { ...second, token: strange.token }, 'verification/wrong-token'],
    ['another key', { ...second, encodingAesKey: strange.encodingAesKey }, 'verification/wrong-key'],
    ['another Token and key', strange, 'verification/wrong-both'],
    ['another corp', { ...second, receiverId: 'ww0000000000000000' }, 'verification/foreign-receiver'],
    ['the Token of another account', publishedKeys, 'verification/other-account'],
  ];
  test.each(wrong)('a verification with %s is refused, and told why', async (_, keys, code) => {
    expect(await verify(keys)).toMatch(/^HTTP 40\d$/);
    expect((await lastFailure())?.code).toBe(code);
    expect(await pendingNow()).toEqual(['token', 'encodingAesKey']);
  });
  test('one that went to another path is told with that path', async () => {
    expect(await verify(second, 'opps')).toBe('HTTP 404');
    expect(await lastFailure()).toMatchObject({ code: 'verification/other-path', params: { path: '/callback/opps' } });
  });
  test('the doctor looks at both without putting anything in use', async () => {
    await gateway.call('tunnel.set', { config: { provider: 'none', publicUrl: gateway.listener } });
    const report = await gateway.call('doctor.run', { account: 'ops', only: ['public-url'] });
    said += JSON.stringify(report);
    expect(report).toMatchObject({ value: { checks: [{ state: 'ok' }] } });
    expect(await pendingNow()).toEqual(['token', 'encodingAesKey']);
  });
  test('those in use may be verified all the same, and stay in use', async () => {
    expect(await verify(first)).toBe('8023474219');
    expect((await view())?.verifications[0]).toMatchObject({ matched: 'present' });
    expect(await pendingNow()).toEqual(['token', 'encodingAesKey']);
  });
});

describe('the moment WeChat verifies the new ones', () => {
  let underWay: Sealed;

  test('they are in use', async () => {
    underWay = sealed(first);
    expect(await answers(first, underWay)).toBe(true);
    expect(await verify(second)).toBe('8023474219');
    await expect.poll(pendingNow).toEqual([]);
    expect((await view())?.verifications[0]).toMatchObject({ matched: 'pending' });
    expect(await answers(second)).toBe(true);
  });
  test('a verification that goes to another path later is told to the account whose Token it has', async () => {
    expect(await verify(strange, 'opps')).toBe('HTTP 404');
    expect(await lastFailure()).toBeUndefined();
    expect(await verify(second, 'opps')).toBe('HTTP 404');
    expect(await lastFailure()).toMatchObject({ code: 'verification/other-path', params: { path: '/callback/opps' } });
  });
  test('what is redelivered with the old ones is still answered, after a power cut too, and done once', async () => {
    const came = async () => (await gateway.allMessages()).filter(({ direction }) => direction === 'in').length;
    const before = await came();
    expect(await answers(first, underWay)).toBe(true);
    await cutPower();
    expect(await answers(first, underWay)).toBe(true);
    expect(await answers(second)).toBe(true);
    expect(await came()).toBe(before + 1);
  });
  test('a verification with the old ones is refused: they would soon be good for nothing', async () => {
    expect(await verify(first)).toMatch(/^HTTP 40\d$/);
    expect((await lastFailure())?.code).toBe('verification/wrong-both');
  });
  test('and the power fails in that moment, neither is lost', async () => {
    await edit(third);
    expect(await verify(third)).toBe('8023474219');
    await cutPower();
    expect([await answers(second), await answers(third)]).toEqual([true, true]);
    expect(await verify(third)).toBe('8023474219');
    await expect.poll(pendingNow).toEqual([]);
    await cutPower();
    expect(await answers(third)).toBe(true);
  });
});

test('a message with the new ones is answered, and puts them in use: WeChat has them', async () => {
  await edit(second);
  expect(await answers(second)).toBe(true);
  await expect.poll(pendingNow).toEqual([]);
  expect(await answers(third)).toBe(true);
});

test('no secret is in the data folder, in a log, in an answer, or in what was printed', async () => {
  await gateway.stop();
  said += gateway.output();
  const { names, leaks } = searchFolder(join(folder.dir, 'data'), search);
  expect(names).toEqual(expect.arrayContaining(['weiguan.db', 'secrets.enc', 'weiguan.log']));
  expect(leaks).toEqual({});
  expect(said).toContain('运维');
  expect(search(said)).toEqual([]);
});
