import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { limits } from '../../shared/limits.ts';
import { must } from '../../shared/test-result.ts';
import { publishedKeys, wecomAccount } from '../support/accounts.ts';
import { startHeadless, temporaryFolder } from '../support/headless-gateway.ts';
import { createSender, textMessage } from '../support/wechat-sender.ts';

const perSecond = 400;
/** More than there is room for, if all of them waited. */
const messages = 1500;

test('while an account is answered by hand a flood of its chatter loses no message, and no command waits behind it', async () => {
  const folder = temporaryFolder();
  const gateway = await startHeadless(folder.dir, [{ ...wecomAccount, operators: ['zhangsan'] }]);
  const corp = createSender(`${gateway.listener}/callback/corp`, publishedKeys);
  const now = Math.floor(Date.now() / 1000);
  const textOf = (text: string, id: number, from: string) => textMessage({ to: publishedKeys.receiverId, text, id, from, at: now });
  must(await gateway.call('messages.hold', { account: 'corp', on: true }));
  const agent = new Agent({ keepAlive: true, maxSockets: messages });
  const sealed = Array.from({ length: messages }, (_, id) =>
    corp.seal(textOf(`${id % 2 === 0 ? 'even' : 'odd'} chatter`, id + 1, `u${id % 500}`)),
  );

  const began = performance.now();
  const sent: Promise<number>[] = [];
  for (const [index, one] of sealed.entries()) {
    sent.push(statusOf(`${gateway.listener}/callback/corp`, one, agent));
    const early = (index * 1000) / perSecond - (performance.now() - began);
    if (early > 5) await sleep(early);
  }
  const holding = must(await gateway.call('messages.holding', {}));
  const askedAt = performance.now();
  const command = await corp.deliver(textOf('帮助', 1_000_000, 'zhangsan'));
  expect(command.text).not.toBe('');
  expect(performance.now() - askedAt).toBeLessThan(2000);

  expect([...new Set(await Promise.all(sent))]).toEqual([200]);
  const countOf = async (filter: string) => must(await gateway.call('messages.count', { filter })).count;
  expect(await Promise.all(['dir:in even', 'dir:in odd', 'dir:refused'].map(countOf))).toEqual([messages / 2, messages / 2, 0]);
  expect(holding.messages.length).toBeLessThanOrEqual(limits.messagesHeld);
  expect(holding.messages.length).toBeGreaterThan(0);
  expect(holding.passed).toBeGreaterThan(0);
  agent.destroy();
  await gateway.stop();
  folder.remove();
});

function statusOf(url: string, { query, body }: { query: Record<string, string>; body: string }, agent: Agent): Promise<number> {
  return new Promise((resolve, reject) => {
    const post = request(`${url}?${new URLSearchParams(query)}`, { method: 'POST', agent }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode ?? 0));
    });
    post.on('error', reject).end(body);
  });
}
