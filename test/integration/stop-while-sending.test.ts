import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type MenuBench, openMenuBench } from '../support/menu-bench.ts';

let bench: MenuBench;
beforeAll(async () => {
  bench = await openMenuBench();
});
afterAll(() => bench.close());

const rows = async (account: string) => (await bench.done('messages.page', { limit: 50 })).items.filter((row) => row.account === account);
const stateOf = async (account: string, id: string) => (await rows(account)).find((row) => row.id === id)?.state;

test('a follower gets a message once whose sending was under way when the gateway was stopped', async () => {
  const { oa } = bench.fresh();
  bench.platform.act(oa, { kind: 'text', text: 'help' });
  await expect.poll(async () => (await rows(oa)).find(({ direction }) => direction === 'in')?.state).toBe('done');
  const [asked] = (await rows(oa)).filter(({ direction }) => direction === 'in');
  bench.platform.api.setFault('message/custom/send', { kind: 'slow', ms: 700 }, 1);
  const reply = await bench.done('messages.reply', { id: asked?.id ?? '', text: 'on my way', key: randomUUID() });
  await expect.poll(() => bench.platform.api.calls('message/custom/send')).toBe(1);
  await bench.stop();
  await bench.start();
  await expect.poll(() => stateOf(oa, (reply.way === 'outbox' && reply.id) || '')).toBe('sent');
  const bubbles = bench.platform.phones().find(({ account }) => account === oa)?.bubbles ?? [];
  expect(bubbles.filter(({ text }) => text === 'on my way')).toHaveLength(1);
});
