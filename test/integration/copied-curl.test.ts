import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { must } from '../../shared/test-result.ts';
import { publishedKeys, wecomAccount } from '../support/accounts.ts';
import { startHeadless, temporaryFolder } from '../support/headless-gateway.ts';
import { createSender, textMessage } from '../support/wechat-sender.ts';

/** A proxy as many shells have one; nobody listens there. */
const env = { ...process.env, http_proxy: 'http://127.0.0.1:9', all_proxy: 'http://127.0.0.1:9' };

// why: on Windows the copy is one for PowerShell
test.skipIf(process.platform === 'win32')(
  'the curl of a replay in another name delivers that replay again: nothing runs twice, and nothing as theirs',
  async () => {
    const folder = temporaryFolder();
    const gateway = await startHeadless(folder.dir, [{ ...wecomAccount, operators: ['zhangsan', 'lisi'] }]);
    const corp = createSender(`${gateway.listener}/callback/corp`, publishedKeys);
    const xmlFrom = (from: string) =>
      textMessage({ to: publishedKeys.receiverId, text: '帮助', id: 7, from, at: Math.floor(Date.now() / 1000) });
    const messages = async () => must(await gateway.call('messages.page', { limit: 20, filter: 'dir:in' })).items;
    const curl = async (id: string) => promisify(execFile)('sh', ['-c', must(await gateway.call('messages.curl', { id })).text], { env });
    const deliveriesOf = async (id: string) => must(await gateway.call('messages.get', { id })).deliveries;

    await corp.deliver(xmlFrom('zhangsan'));
    const [original] = await messages();
    const id = original?.id ?? '';
    const replayed = must(await gateway.call('messages.replay', { id, xml: xmlFrom('lisi'), key: crypto.randomUUID() }));
    const runs = () =>
      gateway.call('runs.page', { limit: 20 }).then((page) => must(page).map(({ person, isReplay }) => [person, isReplay]));
    const asked = [
      ['lisi', true],
      ['zhangsan', undefined],
    ];
    await expect.poll(runs).toEqual(asked);

    await curl(id);
    await curl(replayed.id);
    expect(await messages()).toHaveLength(2);
    expect([await deliveriesOf(id), await deliveriesOf(replayed.id)]).toEqual([2, 2]);
    expect(await runs()).toEqual(asked);
    await gateway.stop();
    folder.remove();
  },
);
