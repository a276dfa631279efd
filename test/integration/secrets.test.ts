import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { officialAccount, officialKeys, publishedKeys, wecomAccount } from '../support/accounts.ts';
import { consoleToken, type HeadlessGateway, startHeadless, temporaryFolder } from '../support/headless-gateway.ts';
import { createSecretSearch, searchFolder } from '../support/secret-search.ts';
import { createSender, textMessage } from '../support/wechat-sender.ts';

const folder = temporaryFolder();
let gateway: HeadlessGateway;

const aesKeys = [publishedKeys, officialKeys].map(({ encodingAesKey }) => encodingAesKey);
const found = createSecretSearch(
  [wecomAccount.secret, officialAccount('safe').appSecret, consoleToken, publishedKeys.token, officialKeys.token],
  aesKeys,
);

beforeAll(async () => {
  gateway = await startHeadless(folder.dir, [wecomAccount, officialAccount('safe')]);
  const to = publishedKeys.receiverId;
  const corp = createSender(`${gateway.listener}/callback/corp`, publishedKeys);
  const official = createSender(`${gateway.listener}/callback/oa`, officialKeys);
  await corp.verify('123');
  await corp.deliver(textMessage({ to, text: '状态', id: 1 }));
  await official.deliver(textMessage({ to: officialKeys.receiverId, text: 'help', id: 2 }));
  await corp.deliver(textMessage({ to, text: 'wrong', id: 3 }), (sealed) => {
    sealed.query.msg_signature = '0'.repeat(40);
  });
  await createSender(`${gateway.listener}/callback/corp`, officialKeys).deliver(textMessage({ to, text: 'foreign', id: 4 }));
  await fetch(`${gateway.console}/api/overview.get`, { method: 'POST', headers: { Authorization: 'Bearer wrong' } });
});
afterAll(() => folder.remove());

test('no secret of an account is in any answer of the contract', async () => {
  const rows = await gateway.allMessages();
  expect(rows.length).toBeGreaterThan(5);
  const answers = await Promise.all([
    gateway.call('overview.get', {}),
    gateway.call('settings.get', {}),
    gateway.call('simulator.phones', {}),
    ...rows.map(({ id }) => gateway.call('messages.get', { id })),
  ]);
  expect(found(JSON.stringify([rows, answers]))).toEqual([]);
});

test('no secret is in the data folder, in a log, or in what was printed', async () => {
  await gateway.stop();
  const { names, leaks } = searchFolder(join(folder.dir, 'data'), found);
  expect(names).toContain('weiguan.db');
  expect(names.some((name) => name.endsWith('.log'))).toBe(true);
  expect(leaks).toEqual({});
  expect(found(gateway.output())).toEqual([]);
});

test('the search would find one', () => {
  expect(found(`token ${publishedKeys.token}`)).toEqual([publishedKeys.token]);
  expect(found(Buffer.concat([Buffer.from('x'), Buffer.from(`${publishedKeys.encodingAesKey}=`, 'base64')]))).toEqual([
    'the bytes of an AES key',
  ]);
});
