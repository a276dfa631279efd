import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TunnelConfig } from '../../shared/tunnel.ts';
import { publishedKeys, wecomAccount } from '../support/accounts.ts';
import { type HeadlessGateway, startHeadless, temporaryFolder } from '../support/headless-gateway.ts';
import { type MenuBench, openMenuBench } from '../support/menu-bench.ts';
import { createSender, textMessage } from '../support/wechat-sender.ts';

/** Nobody answers there, as long as these tests last. */
const dead: TunnelConfig = { provider: 'none', publicUrl: 'http://127.0.0.1:1' };

let sandbox: MenuBench;
let gateway: HeadlessGateway;
const folder = temporaryFolder();
beforeAll(async () => {
  sandbox = await openMenuBench();
  gateway = await startHeadless(folder.dir, [wecomAccount]);
});
afterAll(async () => {
  await sandbox.close();
  await gateway.stop();
  folder.remove();
});

test('a message of the simulator, which uses no tunnel, does not say that the tunnel works', async () => {
  const { corp } = sandbox.fresh();
  await sandbox.done('tunnel.set', { config: dead });
  sandbox.platform.act(corp, { kind: 'text', text: 'help' });
  await expect.poll(async () => (await sandbox.done('messages.page', { limit: 5 })).items.at(-1)?.state).toBe('done');
  expect((await sandbox.done('tunnel.get', {})).state).toMatchObject({ state: 'starting', requests: 0 });
});

test("WeChat's own message says so; one that is forged does not", async () => {
  await gateway.call('tunnel.set', { config: dead });
  const send = (keys: typeof publishedKeys, id: number) => {
    const sender = createSender(`${gateway.listener}/callback/corp`, keys);
    return sender.post(sender.seal(textMessage({ to: publishedKeys.receiverId, text: 'help', id })));
  };
  const state = async () => {
    const answer = await gateway.call('tunnel.get', {});
    return answer.ok ? answer.value.state : answer.error;
  };
  expect((await send({ ...publishedKeys, token: 'forged' }, 1)).status).not.toBe(200);
  expect(await state()).toMatchObject({ state: 'starting', requests: 0 });
  expect((await send(publishedKeys, 2)).status).toBe(200);
  expect(await state()).toMatchObject({ state: 'up', requests: 1 });
});
