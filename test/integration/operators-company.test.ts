import { randomInt } from 'node:crypto';
import { afterAll, expect, test } from 'vitest';
import type { AccountDraft } from '../../shared/account-draft.ts';
import { publishedKeys, wecomAccount } from '../support/accounts.ts';
import { type HeadlessGateway, startHeadless, temporaryFolder } from '../support/headless-gateway.ts';
import { createSender, textMessage } from '../support/wechat-sender.ts';

const folder = temporaryFolder();
const env = { WEIGUAN_SECRETS_PASSPHRASE: 'passphrase-of-the-tests' };
const [own, other] = [publishedKeys.receiverId, 'ww0123456789abcdef'];
let gateway: HeadlessGateway | undefined;
afterAll(async () => {
  await gateway?.kill();
  folder.remove();
});

async function restart(corpId: string): Promise<HeadlessGateway> {
  await gateway?.stop();
  gateway = await startHeadless(folder.dir, [{ ...wecomAccount, corpId }], {}, { env });
  return gateway;
}
/** What zhangsan of a company reads who asks who they are. */
async function whoIsZhang(account: string, receiverId: string): Promise<string> {
  const sender = createSender(`${gateway?.listener}/callback/${account}`, { ...publishedKeys, receiverId });
  return (await sender.deliver(textMessage({ to: receiverId, text: '我是谁', id: randomInt(1_000_000_000), from: 'zhangsan' }))).text;
}

test('another company in the config file, or in the form, has none of the rights that were given in the first', async () => {
  let running = await restart(own);
  const shop: AccountDraft = {
    id: 'shop',
    platform: 'wecom',
    name: '门店',
    receiverId: own,
    agentId: '218',
    mode: 'safe',
    wayOut: { via: 'direct' },
  };
  const { token, encodingAesKey } = publishedKeys;
  expect(await running.call('accounts.add', { account: shop, secrets: { token, encodingAesKey } })).toMatchObject({ ok: true });
  for (const account of ['corp', 'shop']) {
    const operator = { account, person: 'ZhangSan', name: '', role: 'admin' };
    expect(await running.call('operators.put', { operator })).toMatchObject({ ok: true });
    expect(await whoIsZhang(account, own)).toContain('角色：管理员');
  }

  expect(await running.call('accounts.edit', { account: { ...shop, receiverId: other }, secrets: {} })).toMatchObject({ ok: true });
  expect(await whoIsZhang('shop', other)).toContain('没有使用权限');
  const listed = async () => (await running.call('operators.list', {})) as { value: { account: string }[] };
  expect((await listed()).value.map(({ account }) => account)).toEqual(['corp']);
  expect(await running.call('operators.former', {})).toMatchObject({ value: [{ account: 'shop', person: 'ZhangSan' }] });
  expect(await running.call('accounts.edit', { account: shop, secrets: {} })).toMatchObject({ ok: true });
  expect(await whoIsZhang('shop', own)).toContain('角色：管理员');

  running = await restart(other);
  expect(await whoIsZhang('corp', other)).toContain('没有使用权限');
  expect((await listed()).value.map(({ account }) => account)).toEqual(['shop']);
  running = await restart(own);
  expect(await whoIsZhang('corp', own)).toContain('角色：管理员');
}, 120_000);
