import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { officialAccount, officialKeys, publishedKeys, wecomAccount } from '../support/accounts.ts';
import { consoleToken, type HeadlessGateway, startHeadless, temporaryFolder } from '../support/headless-gateway.ts';
import { createSender, textMessage } from '../support/wechat-sender.ts';

const folder = temporaryFolder();
let gateway: HeadlessGateway;

/** Every secret of the test accounts, in each form that it could leak in. */
const secrets = [
  wecomAccount.secret,
  officialAccount('safe').appSecret,
  consoleToken,
  ...[publishedKeys, officialKeys].flatMap(({ token, encodingAesKey }) => [token, encodingAesKey]),
].flatMap((secret) => [secret, Buffer.from(secret).toString('base64').replace(/=+$/, ''), Buffer.from(secret).toString('hex')]);
const keyBytes = [publishedKeys, officialKeys].map(({ encodingAesKey }) => Buffer.from(`${encodingAesKey}=`, 'base64'));

/** Which of the secrets stand in these bytes. */
function found(bytes: Buffer): string[] {
  const text = bytes.toString('latin1');
  const keys = keyBytes.filter((key) => bytes.includes(key) || text.includes(key.toString('hex')));
  return [...secrets.filter((secret) => text.includes(secret)), ...keys.map(() => 'the bytes of an AES key')];
}

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
  expect(found(Buffer.from(JSON.stringify([rows, answers])))).toEqual([]);
});

test('no secret is in the data folder, in a log, or in what was printed', async () => {
  await gateway.stop();
  const data = join(folder.dir, 'data');
  const files = readdirSync(data, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  expect(files.map(({ name }) => name)).toContain('weiguan.db');
  expect(files.some(({ name }) => name.endsWith('.log'))).toBe(true);
  for (const { parentPath, name } of files) expect(found(readFileSync(join(parentPath, name))), name).toEqual([]);
  expect(found(Buffer.from(gateway.output()))).toEqual([]);
});

test('the search would find one', () => {
  expect(found(Buffer.from(`token ${publishedKeys.token}`))).toEqual([publishedKeys.token]);
  expect(found(Buffer.concat([Buffer.from('x'), ...keyBytes.slice(0, 1)]))).toEqual(['the bytes of an AES key']);
});
