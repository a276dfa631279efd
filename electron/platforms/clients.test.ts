import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Account } from '../../shared/account.ts';
import type { PlatformState } from '../../shared/platform.ts';
import { ok, type Result } from '../../shared/result.ts';
import { must, mustFail } from '../../shared/test-result.ts';
import { createMemoryStore } from '../secrets/memory.ts';
import type { SecretStore } from '../secrets/secret-store.ts';
import { type SimulatedTiming, simulatedTiming } from '../simulated-timing.ts';
import { createSimulator, type SandboxAccount, type Simulator } from '../simulator/platform.ts';
import { sandboxAccounts } from '../simulator/sandbox.ts';
import { createPlatformClients, type PlatformClients } from './clients.ts';
import { memoryLog } from './test-bench.ts';

const fail = { onLimit: 'fail' } as const;
const [wecom] = sandboxAccounts(randomBytes) as [SandboxAccount];

let simulator: Simulator;
let timing: SimulatedTiming;
let accounts: Account[];
let secrets: SecretStore;
let disk: Record<'egress' | 'usage', Record<string, unknown>>;
let told: PlatformState[][];
/** How the accounts' secrets are got; a test may lock those of one. */
let secretsOf: (account: Account) => Promise<Result<SecretStore>>;
let clients: PlatformClients;

beforeEach(async () => {
  timing = simulatedTiming();
  simulator = createSimulator({ accounts: [wecom], callbackUrl: () => '', clock: timing.now, random: randomBytes, onChange: () => {} });
  const { url: apiBase } = await simulator.start({ host: '127.0.0.1', port: 0 });
  const { id, platform, name, receiverId, mode, agentId = '' } = wecom;
  const one: Account = {
    ...{ id, platform, name, receiverId, mode, agentId, apiBase },
    ...{ wayOut: { via: 'direct' }, enabled: true, origin: 'console' },
  };
  accounts = [one, { ...one, id: 'other' }];
  secrets = createMemoryStore(timing);
  for (const account of accounts) await secrets.set(`account/${account.id}/api-secret`, wecom.secret);
  disk = { egress: {}, usage: {} };
  told = [];
  secretsOf = async () => ok(secrets);
  start();
});

afterEach(async () => {
  await clients.close();
  await simulator.close();
});

function start(): void {
  clients = createPlatformClients({
    accounts: () => accounts,
    secretsMark: () => '',
    secrets: (account) => secretsOf(account),
    timing,
    log: memoryLog().log,
    dial: () => Promise.reject(new Error('no ssh server')),
    sshServer: () => undefined,
    kept: disk,
    sent: [],
    keep: async (name, value) => {
      disk = { ...disk, [name]: JSON.parse(JSON.stringify(value)) };
    },
    onChange: (states) => told.push(states),
    onBug(error) {
      throw error;
    },
  });
}

async function edit(change: Partial<Account>): Promise<void> {
  accounts = accounts.map((account) => (account.id === wecom.id ? { ...account, ...change } : account));
  await clients.refresh();
}

async function restart(): Promise<void> {
  await clients.close();
  timing.restart();
  start();
}

const client = async (id = wecom.id) => must(await clients.client(id));
const state = (id = wecom.id) => clients.states().find(({ account }) => account === id);
const fetches = () => simulator.api.calls('gettoken');
const refuseAddress = (ip: string) => simulator.api.setFault('message/send', { kind: 'errcode', errcode: 60020, ip }, 1);

describe.each([
  ['an edit that makes its client anew', () => edit({ wayOut: { via: 'proxy', url: 'http://127.0.0.1:9' } })],
  ['a restart', restart],
])('over %s an account', (_, change) => {
  test('keeps what it has used of its limits, and shows it before the next call', async () => {
    for (let n = 0; n < 30; n++) must(await (await client()).sendText(wecom.person, String(n), fail));
    await change();
    expect(state()?.gauges).toContainEqual({ name: 'member', windowMs: 60_000, used: 30, limit: 30 });
    mustFail(await (await client()).sendText(wecom.person, '30', fail), 'platform/rate-limited');
    expect(state('other')?.gauges).toEqual([]);
  });

  test('stays out of what the platform has closed', async () => {
    simulator.api.setFault('agent/get', { kind: 'errcode', errcode: 45009 }, 1);
    mustFail(await (await client()).checkApp(), 'platform/45009');
    await change();
    mustFail(await (await client()).checkApp(), 'platform/penalty');
    expect(simulator.api.calls('agent/get')).toBe(1);
  });

  test('does not try a wrong Secret again within its minute', async () => {
    await secrets.set(`account/${wecom.id}/api-secret`, 'a-wrong-secret-of-the-tests');
    mustFail(await (await client()).checkApp(), 'platform/40001');
    await change();
    mustFail(await (await client()).checkApp(), 'platform/40001');
    expect(fetches()).toBe(1);
  });
});

describe.each([
  ['its account is edited', () => edit({ seats: 7 })],
  ['the program ends', () => clients.close()],
])('while %s', (_, end) => {
  const answered = () => simulator.phones().flatMap(({ bubbles }) => bubbles.map(({ text }) => text));

  test('a message that the platform has taken still gets its answer, and what waits is not sent', async () => {
    must(await (await client()).checkApp());
    simulator.api.setFault('message/send', { kind: 'slow', ms: 300 });
    const there = await client();
    const sending = there.sendText(wecom.person, 'x', fail);
    await expect.poll(() => simulator.api.calls('message/send')).toBe(1);
    const ending = end();
    mustFail(await there.sendText(wecom.person, 'y', fail), 'platform/closed');
    must(await sending);
    await ending;
    expect(answered()).toEqual(['x']);
  });

  test('one that is not answered holds it up for a moment only', async () => {
    must(await (await client()).checkApp());
    simulator.api.setFault('message/send', { kind: 'slow', ms: 60_000 });
    const sending = (await client()).sendText(wecom.person, 'x', fail);
    await expect.poll(() => simulator.api.calls('message/send')).toBe(1);
    const before = performance.now();
    await end();
    expect(performance.now() - before).toBeLessThan(8_000);
    expect(mustFail(await sending, 'platform/unsure').params).toEqual({ reason: 'closed' });
  });
});

test('a corrected Secret is tried at once, and the counts stay', async () => {
  await secrets.set(`account/${wecom.id}/api-secret`, 'a-wrong-secret-of-the-tests');
  mustFail(await (await client()).checkApp(), 'platform/40001');
  await secrets.set(`account/${wecom.id}/api-secret`, wecom.secret);
  await restart();
  must(await (await client()).checkApp());
  expect(state()?.gauges).toContainEqual({ name: 'token', windowMs: 3_600_000, used: 2, limit: 300 });
});

test('a deleted account takes all with it: the next of its id starts at nothing', async () => {
  refuseAddress('203.0.113.7');
  mustFail(await (await client()).sendText(wecom.person, 'x', fail), 'platform/60020');
  const before = accounts;
  accounts = accounts.slice(1);
  await clients.refresh();
  accounts = before;
  expect(state()).toEqual({ account: wecom.id, token: { state: 'none' }, gauges: [], wayOut: 'direct' });
  await clients.close();
  expect(disk).toEqual({ egress: {}, usage: {} });
});

test('a way out that was changed does not show the address of the one before', async () => {
  refuseAddress('203.0.113.7');
  mustFail(await (await client()).sendText(wecom.person, 'x', fail), 'platform/60020');
  expect(told.at(-1)?.[0]?.egress?.ip).toBe('203.0.113.7');
  await edit({ wayOut: { via: 'proxy', url: 'http://127.0.0.1:9' } });
  expect(told.at(-1)?.[0]).toMatchObject({ wayOut: 'proxy' });
  expect(told.at(-1)?.[0]?.egress).toBeUndefined();
  expect((await client()).state().egress).toBeUndefined();
  await edit({ wayOut: { via: 'direct' } });
  expect((await client()).state().egress?.ip).toBe('203.0.113.7');
  await restart();
  expect(state()?.egress?.ip).toBe('203.0.113.7');
});

describe('seats', () => {
  const roomLeft = () => accounts[0] && clients.room(accounts[0])?.left;

  test('decide how many messages a day brings, from the next message on', async () => {
    await edit({ seats: 5 });
    must(await (await client()).sendText(wecom.person, 'x', fail));
    const gauge = { name: 'messages', windowMs: 86_400_000, used: 1, limit: 1000 };
    expect(state()?.gauges).toContainEqual(gauge);
    await edit({ seats: 6 });
    expect(state()?.gauges).toContainEqual({ ...gauge, limit: 1200 });
  });

  test('tell how many messages are left, before the first one as well', async () => {
    await edit({ seats: 5 });
    expect(roomLeft()).toBe(1000);
    must(await (await client()).sendText(wecom.person, 'x', fail));
    expect(roomLeft()).toBe(999);
  });

  test('that nobody has given leave the day to the platform', async () => {
    must(await (await client()).sendText(wecom.person, 'x', fail));
    expect(state()?.gauges.map(({ name }) => name)).not.toContain('messages');
    expect(roomLeft()).toBeUndefined();
  });
});

describe('an account whose secrets keep everybody waiting', () => {
  let unlock: (store: Result<SecretStore>) => void;
  beforeEach(() => {
    const locked = new Promise<Result<SecretStore>>((resolve) => {
      unlock = resolve;
    });
    secretsOf = async (account) => (account.id === wecom.id ? locked : ok(secrets));
  });

  test('holds up no other, nor what is told of them', async () => {
    const waiting = clients.client(wecom.id);
    must(await (await client('other')).checkApp());
    await clients.refresh();
    expect(told.at(-1)?.map(({ token }) => token.state)).toEqual(['none', 'valid']);
    unlock(ok(secrets));
    must(await must(await waiting).checkApp());
  });

  test('does not hold up the end, and is closed if it comes after it', async () => {
    const waiting = clients.client(wecom.id);
    await clients.close();
    unlock(ok(secrets));
    mustFail(await waiting, 'platform/closed');
    mustFail(await clients.client('other'), 'platform/closed');
  });

  test('is opened once, however many ask', async () => {
    const asked = [clients.client(wecom.id), clients.client(wecom.id)];
    unlock(ok(secrets));
    const [first, second] = await Promise.all(asked.map(async (one) => must(await one)));
    expect(first).toBe(second);
  });
});
