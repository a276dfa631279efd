import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { must, mustFail } from '../../shared/test-result.ts';
import { createSimulator, type SandboxAccount, type Simulator } from '../simulator/platform.ts';
import { sandboxAccounts } from '../simulator/sandbox.ts';
import { type Bench, hurriedTiming, openBench } from './test-bench.ts';

const [wecom, official] = sandboxAccounts(randomBytes) as [SandboxAccount, SandboxAccount];
const fail = { onLimit: 'fail' } as const;
const timeouts = { headersMs: 150, bodyMs: 150, totalMs: 400 };

let simulator: Simulator;
let url: string;
let app: Bench;
let account: Bench;

beforeEach(async () => {
  const timing = hurriedTiming();
  const { now } = timing;
  const accounts = [wecom, official];
  simulator = createSimulator({ accounts, callbackUrl: () => '', clock: now, random: randomBytes, onChange: () => {} });
  ({ url } = await simulator.start({ host: '127.0.0.1', port: 0 }));
  app = await openBench(wecom, url, { timing, timeouts });
  account = await openBench(official, url, { timing, timeouts });
});

afterEach(async () => {
  await Promise.all([app.close(), account.close()]);
  await simulator.close();
});

const received = () => simulator.phones().flatMap(({ bubbles }) => bubbles.map(({ text }) => text));
const calls = (name: string) => simulator.api.calls(name);

test('what never left uses up nothing of the limits: after an outage the alarms go out', async () => {
  const cut = await openBench(wecom, 'http://127.0.0.1:9', { timeouts });
  for (let time = 0; time < 40; time++) {
    mustFail(await cut.client.sendText(`person-${time % 5}`, 'x', { ...fail, dedupeKey: `k${time}` }), 'platform/unreachable');
    cut.timing.move(60_000);
  }
  expect(cut.client.state().gauges.filter(({ used }) => used > 0)).toEqual([]);
  await cut.close();
});

describe('a message whose answer is cut off after it was sent', () => {
  test('is not sent twice where the platform cannot tell', async () => {
    simulator.api.setFault('message/custom/send', { kind: 'cut', before: 'answer' });
    const { hint } = mustFail(await account.client.sendText(official.person, 'x', { ...fail, dedupeKey: 'a' }), 'platform/unsure');
    expect(hint).toContain('先在微信里确认');
    expect(received()).toEqual(['x']);
    expect(calls('message/custom/send')).toBe(1);
  });

  test('is not sent twice to WeCom without a key', async () => {
    simulator.api.setFault('message/send', { kind: 'cut', before: 'answer' });
    mustFail(await app.client.sendText(wecom.person, 'x', fail), 'platform/unsure');
    expect(received()).toEqual(['x']);
    expect(calls('message/send')).toBe(1);
  });

  test('is sent again with a key, and arrives once', async () => {
    simulator.api.setFault('message/send', { kind: 'cut', before: 'answer' }, 2);
    expect(must(await app.client.sendText(wecom.person, 'x', { ...fail, dedupeKey: 'a' }))).toEqual({ id: 'msg-1' });
    expect(received()).toEqual(['x']);
    expect(calls('message/send')).toBe(3);
    expect(app.timing.pauses.slice(-2)).toEqual([375, 750]);
  });

  test('stays unsure when what follows fails too', async () => {
    simulator.api.setFault('message/send', { kind: 'cut', before: 'answer' }, 1);
    simulator.api.setFault('message/send', { kind: 'errcode', errcode: 45009 }, 1);
    const { params } = mustFail(await app.client.sendText(wecom.person, 'x', { ...fail, dedupeKey: 'a' }), 'platform/unsure');
    expect(params).toEqual({ reason: 'platform/45009' });
  });
});

test.each([
  ['cut off', { kind: 'cut', before: 'work' }, 'platform/unsure'],
  ['answered with 500', { kind: 'status', status: 500 }, 'platform/unsure'],
  ['answered with broken JSON', { kind: 'broken-json' }, 'platform/unsure'],
  ['answered too late', { kind: 'slow', ms: 1500 }, 'platform/unsure'],
] as const)('a message that is %s is not sent again', async (_, fault, code) => {
  simulator.api.setFault('message/custom/send', fault);
  mustFail(await account.client.sendText(official.person, 'x', fail), code);
  expect(calls('message/custom/send')).toBe(1);
});

describe('a call that only reads', () => {
  test('is tried twice more when the connection is cut', async () => {
    simulator.api.setFault('agent/get', { kind: 'cut', before: 'work' }, 2);
    must(await app.client.checkApp());
    expect(calls('agent/get')).toBe(3);
  });

  test('fails after that with the reason', async () => {
    simulator.api.setFault('agent/get', { kind: 'cut', before: 'work' });
    expect(mustFail(await app.client.checkApp(), 'platform/unreachable').params).toEqual({
      host: new URL(url).host,
      reason: 'UND_ERR_SOCKET',
    });
    expect(calls('agent/get')).toBe(3);
  });

  test.each([
    ['500', { kind: 'status', status: 500 }, 'HTTP 500'],
    ['broken JSON', { kind: 'broken-json' }, 'JSON'],
  ] as const)('is not tried again after %s', async (_, fault, reason) => {
    simulator.api.setFault('agent/get', fault);
    expect(mustFail(await app.client.checkApp(), 'platform/bad-answer').params).toMatchObject({ reason });
    expect(calls('agent/get')).toBe(1);
  });

  test('gives up an answer beyond every bound', async () => {
    simulator.api.setFault('agent/get', { kind: 'endless' });
    mustFail(await app.client.checkApp(), 'platform/bad-answer');
    expect(calls('agent/get')).toBe(1);
  });

  test('does not wait longer than its time', async () => {
    simulator.api.setFault('agent/get', { kind: 'slow', ms: 5000 });
    const before = performance.now();
    mustFail(await app.client.checkApp(), 'platform/timeout');
    expect(calls('agent/get')).toBe(3);
    expect(performance.now() - before).toBeLessThan(3000);
  });
});

test('a message that provably never left is tried again, and fails as not sent', async () => {
  must(await account.client.checkApp());
  await simulator.close();
  // The kept connection has to be seen closed: what is written to it before that may have left.
  await new Promise((resolve) => setTimeout(resolve, 50));
  mustFail(await account.client.sendText(official.person, 'x', fail), 'platform/unreachable');
  expect(account.timing.pauses).toEqual(expect.arrayContaining([375, 750]));
});

test('a token fetch that finds no platform backs off, and comes again', async () => {
  simulator.api.setFault('stable_token', { kind: 'status', status: 502 }, 1);
  mustFail(await account.client.checkApp(), 'platform/bad-answer');
  mustFail(await account.client.checkApp(), 'platform/bad-answer');
  expect(calls('stable_token')).toBe(1);
  account.timing.move(1000);
  must(await account.client.checkApp());
});

test('a client that is closed lets go of calls under way', async () => {
  must(await app.client.checkApp());
  simulator.api.setFault('agent/get', { kind: 'slow', ms: 5000 });
  const reading = app.client.checkApp();
  await expect.poll(() => calls('agent/get')).toBe(2);
  await app.client.close();
  mustFail(await reading, 'platform/closed');
});
