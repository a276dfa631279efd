import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PlatformState } from '../../shared/platform.ts';
import { must, mustFail } from '../../shared/test-result.ts';
import { createSimulator, type SandboxAccount, type Simulator } from '../simulator/platform.ts';
import { sandboxAccounts } from '../simulator/sandbox.ts';
import { type Bench, type HurriedTiming, hurriedTiming, openBench } from './test-bench.ts';

const [wecom] = sandboxAccounts(randomBytes) as [SandboxAccount];
const wait = { onLimit: 'wait' } as const;
const fail = { onLimit: 'fail' } as const;

let simulator: Simulator;
let url: string;
let timing: HurriedTiming;
let bench: Bench;

beforeEach(async () => {
  timing = hurriedTiming();
  const { now } = timing;
  simulator = createSimulator({ accounts: [wecom], callbackUrl: () => '', clock: now, random: randomBytes, onChange: () => {} });
  ({ url } = await simulator.start({ host: '127.0.0.1', port: 0 }));
  bench = await openBench(wecom, url, { timing });
});

afterEach(async () => {
  await bench.close();
  await simulator.close();
});

const received = () => simulator.phones()[0]?.bubbles.map(({ text }) => text);
const calls = (name: string) => simulator.api.calls(name);

/** A client of a platform that says "ok" to every call, and this. */
async function openAnswering(answer: Record<string, string | string[]>): Promise<Pick<Bench, 'client' | 'close'>> {
  const server = createServer((request, response) => {
    const token = { access_token: 't', expires_in: 7200 };
    response.end(JSON.stringify({ errcode: 0, errmsg: 'ok', ...(request.url?.includes('gettoken') ? token : answer) }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { client, close } = await openBench(wecom, `http://127.0.0.1:${(server.address() as AddressInfo).port}`, { timing });
  return {
    client,
    close: async () => {
      await close();
      server.close();
    },
  };
}

describe('an active message', () => {
  test('appears on the phone, and has the id that the platform gave it', async () => {
    expect(must(await bench.client.sendText(wecom.person, '磁盘已满', wait))).toEqual({ id: 'msg-1' });
    expect(received()).toEqual(['磁盘已满']);
  });

  test('under one key arrives once; the same words under another key, or none, arrive again', async () => {
    for (const more of [{ dedupeKey: 'a' }, { dedupeKey: 'a' }, { dedupeKey: 'b' }, {}, {}]) {
      must(await bench.client.sendText(wecom.person, '好', { ...wait, ...more }));
    }
    expect(received()).toEqual(['好', '好', '好', '好']);
  });

  test('under one key arrives once even after a crash and hours, and again when four of them are over', async () => {
    const send = async () => must(await (await bench.again()).sendText(wecom.person, '好', { ...wait, dedupeKey: 'a' }));
    const first = await send();
    timing.move(4 * 3_600_000 - 1000);
    expect(await send()).toEqual(first);
    expect(received()).toEqual(['好']);
    timing.move(1000);
    await send();
    expect(received()).toEqual(['好', '好']);
  });

  test('never goes to everybody, nor to several', async () => {
    for (const to of ['@all', '@ALL', 'a|b', '', ' ']) mustFail(await bench.client.sendText(to, 'x', wait), 'platform/recipient');
    expect(calls('message/send')).toBe(0);
  });

  test('that WeCom would cut is refused before it leaves', async () => {
    mustFail(await bench.client.sendText(wecom.person, '满'.repeat(683), wait), 'platform/45002');
    must(await bench.client.sendText(wecom.person, '满'.repeat(682), wait));
  });

  test('to somebody outside the visible range fails with the reason', async () => {
    const { hint } = mustFail(await bench.client.sendText('nobody', 'x', wait), 'platform/81013');
    expect(hint).toContain('可见范围');
  });

  test.each([
    ['is out of range', { invaliduser: 'wang' }, 'platform/81013', '可见范围'],
    ['has no licence', { invaliduser: '', unlicenseduser: 'wang' }, 'platform/unlicensed', '许可'],
  ])('has failed where WeCom says "ok" and that its one recipient %s', async (_, answer, code, hint) => {
    const other = await openAnswering({ msgid: 'msg-1', ...answer });
    expect(mustFail(await other.client.sendText('Wang', 'x', { ...wait, dedupeKey: 'a' }), code).hint).toContain(hint);
    await other.close();
  });

  test('beyond 30 a minute to one person waits, or fails at once and says until when', async () => {
    for (let n = 0; n < 30; n++) must(await bench.client.sendText(wecom.person, String(n), fail));
    const { params } = mustFail(await bench.client.sendText(wecom.person, '30', fail), 'platform/rate-limited');
    expect(params).toMatchObject({ name: 'member', limit: '30', seconds: expect.stringMatching(/^(60|61)$/) });
    const before = timing.now();
    must(await bench.client.sendText(wecom.person, '30', wait));
    expect(timing.now() - before).toBeGreaterThanOrEqual(60_000);
    expect(received()).toHaveLength(31);
    expect(bench.client.state().gauges).toContainEqual({ name: 'member', windowMs: 3_600_000, used: 31, limit: 1000 });
  });
});

test.each([
  ['is out of range', { invaliduser: 'wang' }, 'platform/81013'],
  ['is out of range, in a list', { invaliduser: ['wang'] }, 'platform/81013'],
  ['has no licence', { unlicenseduser: 'wang' }, 'platform/unlicensed'],
])('a card whose change WeCom answers with "ok" and that its one recipient %s is not changed', async (_, answer, code) => {
  const other = await openAnswering(answer);
  mustFail(await other.client.updateCard(['Wang'], 'code', { button: { replace_name: 'x' } }, wait), code);
  await other.close();
});

test('a card that WeCom has changed for one of two people is changed', async () => {
  const other = await openAnswering({ invaliduser: 'wang' });
  must(await other.client.updateCard(['Wang', 'Li'], 'code', { button: { replace_name: 'x' } }, wait));
  await other.close();
});

describe('the access_token', () => {
  test('is fetched once for 200 calls at a time that find it expired', async () => {
    must(await bench.client.checkApp());
    timing.move(7_200_001);
    const results = await Promise.all(Array.from({ length: 200 }, () => bench.client.callbackIps()));
    for (const result of results) expect(must(result)).toHaveLength(3);
    expect(calls('gettoken')).toBe(2);
    expect(calls('getcallbackip')).toBe(200);
  });

  test.each(['expired', 'revoked'] as const)('%s in mid-flight is renewed once for 200 calls, and each is done once', async (how) => {
    must(await bench.client.checkApp());
    simulator.api.endTokens(wecom.id, how);
    const texts = Array.from({ length: 200 }, (_, n) => String(n)).slice(0, 20);
    const sends = texts.map((text) => bench.client.sendText(wecom.person, text, fail));
    const reads = Array.from({ length: 180 }, () => bench.client.callbackIps());
    for (const result of await Promise.all<{ ok: boolean }>([...sends, ...reads])) expect(result.ok).toBe(true);
    expect(calls('gettoken')).toBe(2);
    expect(received()?.toSorted()).toEqual(texts.toSorted());
  });

  test('that is refused again and again is given up after one renewal', async () => {
    simulator.api.setFault('message/send', { kind: 'errcode', errcode: 42001 });
    mustFail(await bench.client.sendText(wecom.person, 'x', fail), 'platform/42001');
    expect(calls('gettoken')).toBe(2);
    expect(calls('message/send')).toBe(2);
  });

  test('survives a restart, unless the Secret was changed meanwhile', async () => {
    must(await bench.client.checkApp());
    must(await (await bench.again()).checkApp());
    expect(calls('gettoken')).toBe(1);
    await bench.secrets.set(`account/${wecom.id}/api-secret`, 'another-secret-of-the-tests');
    mustFail(await (await bench.again()).checkApp(), 'platform/40001');
  });

  test('is not asked for again with a wrong Secret for a minute, or until the Secret is another one', async () => {
    await bench.secrets.set(`account/${wecom.id}/api-secret`, 'a-wrong-secret-of-the-tests');
    for (let n = 0; n < 5; n++) mustFail(await bench.client.checkApp(), 'platform/40001');
    expect(calls('gettoken')).toBe(1);
    expect(bench.client.state().token).toMatchObject({ state: 'failed', failure: { code: 'platform/40001' } });
    timing.move(60_001);
    mustFail(await bench.client.checkApp(), 'platform/40001');
    expect(calls('gettoken')).toBe(2);
    await bench.secrets.set(`account/${wecom.id}/api-secret`, wecom.secret);
    await bench.client.credentialsChanged();
    expect(must(await bench.client.checkApp())).toEqual({ name: wecom.name, disabled: false });
    expect(bench.client.state().token.state).toBe('valid');
  });

  test('needs a Secret', async () => {
    await bench.secrets.delete(`account/${wecom.id}/api-secret`);
    expect(mustFail(await bench.client.checkApp(), 'platform/no-secret').message).toContain('Secret');
  });
});

describe('the address that the platform sees', () => {
  test('is filled into the hint of 60020, and told when it changes', async () => {
    const changes: PlatformState['egress'][] = [];
    bench.client.onChange((change, state) => change === 'egress' && changes.push(state.egress));
    simulator.api.setFault('message/send', { kind: 'errcode', errcode: 60020, ip: '203.0.113.7' }, 2);
    const { hint } = mustFail(await bench.client.sendText(wecom.person, 'x', fail), 'platform/60020');
    expect(hint).toContain('“企业可信IP”中添加 203.0.113.7');
    mustFail(await bench.client.sendText(wecom.person, 'x', fail), 'platform/60020');
    timing.move(1000);
    simulator.api.setFault('message/send', { kind: 'errcode', errcode: 60020, ip: '203.0.113.8' }, 1);
    mustFail(await bench.client.sendText(wecom.person, 'x', fail), 'platform/60020');
    const since = timing.now();
    expect(changes).toEqual([
      { ip: '203.0.113.7', since: since - 1000 },
      { ip: '203.0.113.8', since, before: '203.0.113.7' },
    ]);
    expect(received()).toEqual([]);
  });

  test('is none to be allowed where it was seen before and something else was refused', async () => {
    const sendFrom = async (ip: string, errcode: number) => {
      simulator.api.setFault('message/send', { kind: 'errcode', errcode, ip }, 1);
      await bench.client.sendText(wecom.person, 'x', fail);
      return bench.client.state().egress;
    };
    for (const ip of ['203.0.113.7', '203.0.113.8']) await sendFrom(ip, 60020);
    expect((await sendFrom('203.0.113.7', 81013))?.before).toBeUndefined();
    expect((await sendFrom('203.0.113.8', 60020))?.before).toBe('203.0.113.7');
  });
});

describe('45009', () => {
  test('shuts the gate of that call for a minute, then for an hour', async () => {
    simulator.api.setFault('agent/get', { kind: 'errcode', errcode: 45009 }, 2);
    mustFail(await bench.client.checkApp(), 'platform/45009');
    expect(mustFail(await bench.client.checkApp(), 'platform/penalty').params).toEqual({ name: 'agent/get', seconds: '60' });
    must(await bench.client.callbackIps());
    timing.move(60_000);
    mustFail(await bench.client.checkApp(), 'platform/45009');
    expect(mustFail(await bench.client.checkApp(), 'platform/penalty').params).toMatchObject({ seconds: '3600' });
    timing.move(3_600_000);
    must(await bench.client.checkApp());
    expect(calls('agent/get')).toBe(3);
  });

  test('makes a call that may wait come again when the gate reopens', async () => {
    simulator.api.setFault('message/send', { kind: 'errcode', errcode: 45009 }, 1);
    must(await bench.client.sendText(wecom.person, 'x', wait));
    expect(timing.pauses).toContain(60_000);
    expect(received()).toEqual(['x']);
  });
});

test('-1 is tried three times more where nobody gets anything twice', async () => {
  simulator.api.setFault('agent/get', { kind: 'errcode', errcode: -1 }, 3);
  must(await bench.client.checkApp());
  simulator.api.setFault('message/send', { kind: 'errcode', errcode: -1 });
  mustFail(await bench.client.sendText(wecom.person, 'x', fail), 'platform/-1');
  expect(calls('message/send')).toBe(1);
  mustFail(await bench.client.sendText(wecom.person, 'x', { ...fail, dedupeKey: 'a' }), 'platform/-1');
  expect(calls('message/send')).toBe(5);
});

test('a closed client makes no call any more', async () => {
  await bench.client.close();
  mustFail(await bench.client.checkApp(), 'platform/closed');
});
