import { expect, test } from 'vitest';
import { publishedKeys, wecomAccount } from '../support/accounts.ts';
import { startHeadless, temporaryFolder } from '../support/headless-gateway.ts';
import { createSender, textMessage } from '../support/wechat-sender.ts';

test('after kill -9 in the middle of a load every message whose answer had left is in the log', { timeout: 120_000 }, async () => {
  const folder = temporaryFolder();
  const answered = new Map<string, string>();
  let id = 7_000_000;
  for (let round = 0; round < 4; round++) {
    const gateway = await startHeadless(folder.dir, [wecomAccount]);
    const sender = createSender(`${gateway.listener}/callback/corp`, publishedKeys);
    let alive = true;
    const person = async () => {
      while (alive) {
        const message = String(id++);
        const sealed = sender.seal(textMessage({ to: publishedKeys.receiverId, text: '帮助', id: message }));
        const reply = await sender.post(sealed).catch(() => undefined);
        if (reply?.status === 200) answered.set(message, reply.body);
      }
    };
    const load = Array.from({ length: 12 }, person);
    await new Promise((resolve) => setTimeout(resolve, 300 + Math.random() * 500));
    const killed = gateway.kill();
    alive = false;
    await killed;
    await Promise.all(load);
  }
  expect(answered.size).toBeGreaterThan(20);

  const gateway = await startHeadless(folder.dir, [wecomAccount]);
  const rows = await gateway.allMessages();
  const kept = new Set(rows.filter(({ direction }) => direction === 'in').map(({ xml }) => /<MsgId>(\d+)</.exec(xml)?.[1]));
  expect([...answered.keys()].filter((message) => !kept.has(message))).toEqual([]);
  expect(rows.filter(({ state }) => state === 'running' || state === 'received')).toEqual([]);

  const sender = createSender(`${gateway.listener}/callback/corp`, publishedKeys);
  for (const [message, body] of [...answered].slice(-5)) {
    const again = await sender.deliver(textMessage({ to: publishedKeys.receiverId, text: '帮助', id: message }));
    expect(again.body).toBe(body);
  }
  await gateway.stop();
  folder.remove();
});
