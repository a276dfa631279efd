import { expect, test } from 'vitest';
import { publishedKeys, wecomAccount } from '../support/accounts.ts';
import { startHeadless, temporaryFolder } from '../support/headless-gateway.ts';
import { createSender, textMessage } from '../support/wechat-sender.ts';

test('1,000 messages, each delivered three times at once: 1,000 rows, 1,000 runs, the same answer to each delivery', {
  timeout: 120_000,
}, async () => {
  const folder = temporaryFolder();
  const gateway = await startHeadless(folder.dir, [wecomAccount]);
  const sender = createSender(`${gateway.listener}/callback/corp`, publishedKeys);
  const count = 1000;
  const atOnce = 25;
  for (let first = 0; first < count; first += atOnce) {
    await Promise.all(
      Array.from({ length: atOnce }, async (_, offset) => {
        const sealed = sender.seal(textMessage({ to: publishedKeys.receiverId, text: '帮助', id: 5_000_000 + first + offset }));
        const answers = await Promise.all([sender.post(sealed), sender.post(sealed), sender.post(sealed)]);
        expect(answers[0]?.text).toContain('可用命令');
        expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
      }),
    );
  }
  const rows = await gateway.allMessages();
  const arrivals = rows.filter(({ direction }) => direction === 'in');
  expect(arrivals).toHaveLength(count);
  expect(arrivals.every(({ command, state, deliveries }) => command === 'help' && state === 'done' && deliveries === 3)).toBe(true);
  expect(rows.filter(({ direction }) => direction === 'out')).toHaveLength(count);
  const overview = await gateway.call('overview.get', {});
  expect(overview.ok && overview.value.today).toEqual({ in: count, out: count, refused: 0, commands: count });
  expect(await gateway.stop()).toBe(0);
  folder.remove();
});
