import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ok } from '../../shared/result.ts';
import { must, mustFail } from '../../shared/test-result.ts';
import { createSimulator, type SandboxAccount, type Simulator } from '../simulator/platform.ts';
import { sandboxAccounts } from '../simulator/sandbox.ts';
import { type Bench, type HurriedTiming, hurriedTiming, openBench } from './test-bench.ts';

const official = sandboxAccounts(randomBytes)[1] as SandboxAccount;
const fail = { onLimit: 'fail' } as const;

let simulator: Simulator;
let timing: HurriedTiming;
let bench: Bench;
let url: string;

beforeEach(async () => {
  timing = hurriedTiming();
  const { now } = timing;
  simulator = createSimulator({ accounts: [official], callbackUrl: () => '', clock: now, random: randomBytes, onChange: () => {} });
  ({ url } = await simulator.start({ host: '127.0.0.1', port: 0 }));
  bench = await openBench(official, url, { timing });
});

afterEach(async () => {
  await bench.close();
  await simulator.close();
});

const received = () => simulator.phones()[0]?.bubbles.map(({ text }) => text);

test('a customer-service message appears on the phone, as often as it is sent', async () => {
  must(await bench.client.sendText(official.person, '磁盘已满', fail));
  must(await bench.client.sendText(official.person, '磁盘已满', fail));
  expect(received()).toEqual(['磁盘已满', '磁盘已满']);
});

test('a menu to choose from appears on the phone; what is too long, or goes to no one person, is not sent', async () => {
  const menu = { head_content: '哪台？', list: [{ id: 'a', content: '1. web-01' }], tail_content: '' };
  const send = (to: string, head: string) => bench.client.sendMenu?.(to, { ...menu, head_content: head }, fail) ?? ok({});
  must(await send(official.person, '哪台？'));
  expect(simulator.phones()[0]?.bubbles).toMatchObject([{ side: 'account', kind: 'menu', menu }]);
  mustFail(await send(official.person, 'x'.repeat(2048)), 'platform/45002');
  mustFail(await send('a|b', '哪台？'), 'platform/recipient');
  expect(simulator.api.calls('message/custom/send')).toBe(1);
});

test('an unverified subscription account may not write first, and is told so without a call', async () => {
  const { client, close } = await openBench({ ...official, kind: 'subscription', verified: false }, 'http://127.0.0.1:9', { timing });
  mustFail(await client.sendText(official.person, '磁盘已满', fail), 'platform/48001');
  await close();
});

test.each([
  [undefined, 500_000],
  [true, 50_000],
])('a test account (%s) has smaller quotas, and may write whatever its kind', async (sandboxAccount, limit) => {
  const account = {
    ...official,
    kind: 'subscription' as const,
    verified: true,
    ...(sandboxAccount && { sandboxAccount, verified: false }),
  };
  const { client, close } = await openBench(account, url, { timing });
  must(await client.sendText(official.person, '磁盘已满', fail));
  expect(client.state().gauges).toContainEqual({ name: 'message/custom/send', windowMs: 86_400_000, used: 1, limit });
  await close();
});

test('the same calls as of WeCom: app, addresses, state', async () => {
  expect(must(await bench.client.checkApp())).toEqual({ disabled: false });
  expect(must(await bench.client.callbackIps())).toContain('198.51.100.*');
  expect(bench.client.state()).toEqual({
    account: official.id,
    wayOut: 'direct',
    token: { state: 'valid', expiresAt: timing.now() + 7_200_000 },
    gauges: [
      { name: 'token', windowMs: 60_000, used: 1, limit: 10_000 },
      { name: 'token', windowMs: 86_400_000, used: 1, limit: 500_000 },
    ],
  });
});

test('a revoked access_token (40001) is renewed once, and the message sent once', async () => {
  must(await bench.client.checkApp());
  simulator.api.endTokens(official.id, 'revoked');
  must(await bench.client.sendText(official.person, 'x', fail));
  expect(received()).toEqual(['x']);
  expect(simulator.api.calls('stable_token')).toBe(2);
});

test('an address that is not on the allow-list is named in the hint', async () => {
  simulator.api.setFault('stable_token', { kind: 'errcode', errcode: 40164, ip: '203.0.113.7' }, 1);
  const { hint } = mustFail(await bench.client.sendText(official.person, 'x', fail), 'platform/40164');
  expect(hint).toContain('203.0.113.7');
  expect(bench.client.state().egress).toEqual({ ip: '203.0.113.7', since: timing.now() });
});

test('a wrong AppSecret is a failure of its own, and is remembered', async () => {
  await bench.secrets.set(`account/${official.id}/api-secret`, 'a-wrong-secret-of-the-tests');
  for (let n = 0; n < 3; n++) mustFail(await bench.client.checkApp(), 'platform/40125');
  expect(simulator.api.calls('stable_token')).toBe(1);
});

test('45009 lasts until midnight in China', async () => {
  // 1,700,000,000 s is 06:13:20 of the 15th there.
  simulator.api.setFault('getcallbackip', { kind: 'errcode', errcode: 45009 }, 1);
  mustFail(await bench.client.checkApp(), 'platform/45009-official-account');
  const { params } = mustFail(await bench.client.checkApp(), 'platform/penalty');
  expect(Number(params?.seconds)).toBe(17 * 3600 + 46 * 60 + 40);
});

test('to an OpenID of another account, to nobody, or too long', async () => {
  mustFail(await bench.client.sendText('o-somebody-else', 'x', fail), 'platform/40003-official-account');
  mustFail(await bench.client.sendText('', 'x', fail), 'platform/recipient');
  mustFail(await bench.client.sendText(official.person, 'x'.repeat(2049), fail), 'platform/45002');
});
