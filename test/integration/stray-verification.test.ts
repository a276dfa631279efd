import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type MenuBench, openMenuBench } from '../support/menu-bench.ts';

let bench: MenuBench;
beforeAll(async () => {
  bench = await openMenuBench();
});
afterAll(() => bench.close());

test('what strangers send as verifications hurries no message that waits for its next attempt', async () => {
  const { corp } = bench.fresh();
  const rows = async () => (await bench.done('messages.page', { limit: 50 })).items.filter(({ account }) => account === corp);
  bench.platform.act(corp, { kind: 'text', text: 'help' });
  await expect.poll(async () => (await rows()).find(({ direction }) => direction === 'in')?.state).toBe('done');
  const asked = (await rows()).find(({ direction }) => direction === 'in');
  bench.platform.api.setFault('message/send', { kind: 'status', status: 502 });
  const reply = await bench.done('messages.reply', { id: asked?.id ?? '', text: 'on my way', key: randomUUID() });
  const record = async () => (await bench.done('messages.get', { id: (reply.way === 'outbox' && reply.id) || '' })).sending;
  const tries = async () => (await record())?.tries;
  await expect.poll(tries, { timeout: 10_000 }).toBe(2);
  const dueAt = (await record())?.nextAt;

  const { listener } = bench.gateway();
  const url = listener.ok ? `${listener.value.url}/callback/${corp}` : '';
  for (const query of ['echostr=x', 'echostr=x&msg_signature=00&timestamp=1&nonce=2'])
    for (let i = 0; i < 25; i++) expect((await fetch(`${url}?${query}`)).ok).toBe(false);
  const verifications = (await bench.done('accounts.list', {})).accounts.find(({ id }) => id === corp)?.verifications;
  expect(verifications?.map(({ failure }) => failure?.code)).toEqual(['verification/wrong-both']);
  await expect.poll(tries, { timeout: 10_000 }).toBe(3);
  const triedAt = (await record())?.attempts.map(({ at }) => at) ?? [];
  expect(Math.max(...triedAt)).toBeGreaterThanOrEqual(dueAt ?? Number.POSITIVE_INFINITY);
});

test('a URL that was pasted into the console of the other platform says so', async () => {
  const { corp } = bench.fresh();
  const { listener } = bench.gateway();
  const url = listener.ok ? `${listener.value.url}/callback/${corp}` : '';
  const noted = async () => (await bench.done('accounts.list', {})).accounts.find(({ id }) => id === corp)?.verifications[0]?.failure?.code;
  await fetch(`${url}?echostr=1&signature=00&timestamp=1&nonce=2`);
  await expect.poll(noted).toBe('verification/not-wecom');
  await fetch(`${url}?echostr=1&msg_signature=00&timestamp=1`);
  await expect.poll(noted).toBe('callback/missing-query');
});

test('what comes for an account that is disabled says so in the log; its sender learns only that there is no such account', async () => {
  const { corp } = bench.fresh();
  await bench.done('accounts.add', {
    account: { id: `${corp}-off`, platform: 'wecom', name: 'off', receiverId: 'ww1234567890abcdef', agentId: '7' },
    secrets: {},
  });
  const { listener } = bench.gateway();
  const post = async () =>
    (await fetch(`${listener.ok ? listener.value.url : ''}/callback/${corp}-off`, { method: 'POST', body: '<xml/>' })).text();
  const newest = async () => (await bench.done('messages.page', { limit: 1 })).items[0];
  expect(await post()).toBe('callback/unknown-account');
  expect(await newest()).toMatchObject({ account: `${corp}-off`, type: 'verification/incomplete' });
  await bench.done('accounts.enable', { id: `${corp}-off`, enabled: false });
  expect(await post()).toBe('callback/unknown-account');
  expect(await newest()).toMatchObject({ type: 'accounts/disabled' });
});
