import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type CheckId, checkIds, type DoctorReport } from '../../shared/doctor.ts';
import { must } from '../../shared/test-result.ts';
import { accountSecrets, type DoctorBench, inShort, startDoctorBench } from '../support/doctor-bench.ts';
import { temporaryFolder } from '../support/headless-gateway.ts';

const folder = temporaryFolder();
/** Everything that the doctor ever said. */
const reports: DoctorReport[] = [];
let bench: DoctorBench;
let server: Server | undefined;

beforeAll(async () => {
  bench = await startDoctorBench(folder.dir, {
    stranger: { secret: 'a wrong secret' },
    'other-agent': { agentId: 999 },
    ...Object.fromEntries(['barred', 'spent', 'slow', 'broken', ...checkIds].map((id) => [id, {}])),
    down: { apiBase: 'http://127.0.0.1:1' },
  });
});
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});
afterAll(async () => {
  await bench.gateway.stop();
  await bench.simulator.close();
  folder.remove();
});

async function examine(account: string, only?: CheckId[]): Promise<DoctorReport> {
  const report = must(await bench.gateway.call('doctor.run', { account, ...(only && { only }) }));
  reports.push(report);
  return report;
}

const allWell = { ...Object.fromEntries(checkIds.map((id) => [id, 'ok'])), certificate: 'skipped doctor/plain-http' };

/** The log tells of a message a moment after it was answered. */
async function lastMessageAt(): Promise<number> {
  const overview = await bench.gateway.call('overview.get', {});
  return (overview.ok && overview.value.accounts.find(({ id }) => id === 'corp')?.lastMessageAt) || 0;
}

test('where all is well every check is green, or says what it has no use for', async () => {
  expect(inShort(await examine('corp'))).toEqual({ ...allWell, 'last-message': 'warning doctor/no-message' });
  await bench.simulator.deliver('corp', { MsgType: 'text', Content: '帮助', MsgId: '1' });
  await expect.poll(lastMessageAt).toBeGreaterThan(0);
  const report = await examine('corp');
  expect(inShort(report)).toEqual(allWell);
  const found = Object.fromEntries(report.checks.map((check) => [check.id, check.found]));
  expect(found).toMatchObject({ keychain: 'file', app: '机房', 'callback-ips': '192.0.2.10 +2', tunnel: bench.gateway.listener });
  expect(inShort(await examine('oa'))).toEqual({ ...allWell, 'last-message': 'warning doctor/no-message' });
});

test('its own verifications are not taken for WeChat’s, whose are', async () => {
  const verifications = async () => {
    const listed = await bench.gateway.call('accounts.list', {});
    return listed.ok ? listed.value.accounts.find(({ id }) => id === 'corp')?.verifications : undefined;
  };
  await examine('corp', ['public-url', 'latency']);
  expect(await verifications()).toEqual([]);
  expect(await bench.simulator.verifyUrl('corp')).toMatchObject({ ok: true });
  await expect.poll(verifications).toMatchObject([{ matched: 'present' }]);
});

describe('each check can be run alone, on an account that nobody has looked at yet:', () => {
  test.each(checkIds)('%s', async (id) => {
    const expected = { 'last-message': 'warning doctor/no-message', certificate: 'skipped doctor/plain-http' }[id as string] ?? 'ok';
    expect(inShort(await examine(id, [id]))).toEqual({ [id]: expected });
  });
});

describe('a fault of the platform shows at the check that it belongs to:', () => {
  const waiting = (check: string) => `skipped doctor/needs ${check}`;

  test('a wrong Secret', async () => {
    expect(inShort(await examine('stranger'))).toMatchObject({
      ...{ network: 'ok', token: 'failed platform/40001', 'allow-list': waiting('token'), app: waiting('token') },
      ...{ 'callback-ips': waiting('token'), 'public-url': 'ok' },
    });
  });
  test('the Secret of another app', async () => {
    expect(inShort(await examine('other-agent'))).toMatchObject({
      token: 'ok',
      'allow-list': waiting('app'),
      app: 'failed platform/301002',
    });
  });
  test('an address that is not allowed, with the address to allow', async () => {
    const clear = bench.simulator.api.setFault('agent/get', { kind: 'errcode', errcode: 60020, ip: '203.0.113.9' });
    const report = await examine('barred');
    clear();
    const allowList = report.checks.find(({ id }) => id === 'allow-list');
    expect(allowList).toMatchObject({ state: 'failed', found: '203.0.113.9', failure: { code: 'platform/60020' } });
    expect(allowList?.failure?.hint).toContain('203.0.113.9');
    expect(inShort(report)).toMatchObject({ token: 'ok', app: waiting('allow-list'), 'callback-ips': waiting('allow-list') });
  });
  test('an Official Account’s address that is not allowed any more, while its token is still good', async () => {
    expect(inShort(await examine('oa', ['token', 'allow-list']))).toEqual({ token: 'ok', 'allow-list': 'ok' });
    const bar = bench.simulator.api.setFault('stable_token', { kind: 'errcode', errcode: 40164, ip: '203.0.113.8' });
    const report = await examine('oa', ['token', 'allow-list', 'app']);
    bar();
    expect(inShort(report)).toEqual({ token: waiting('allow-list'), 'allow-list': 'failed platform/40164', app: waiting('allow-list') });
    expect(report.checks[1]).toMatchObject({ found: '203.0.113.8' });
  });
  test('a quota that is used up', async () => {
    const clear = bench.simulator.api.setFault('agent/get', { kind: 'errcode', errcode: 45009 });
    expect(inShort(await examine('spent'))).toMatchObject({
      ...{ token: 'ok', 'allow-list': waiting('app'), app: 'failed platform/45009', 'callback-ips': 'ok' },
    });
    clear();
  });
  test('a platform that does not answer, told in time', async () => {
    const clear = bench.simulator.api.setFault('gettoken', { kind: 'slow', ms: 60_000 });
    const startedAt = performance.now();
    expect(inShort(await examine('slow', ['network', 'token', 'app']))).toEqual({
      ...{ network: 'ok', token: 'failed platform/timeout', app: waiting('token') },
    });
    expect(performance.now() - startedAt).toBeLessThan(15_000);
    clear();
  });
  test('a proxy’s error page', async () => {
    const clear = bench.simulator.api.setFault('agent/get', { kind: 'status', status: 502 });
    expect(inShort(await examine('broken'))).toMatchObject({ token: 'ok', app: 'failed platform/bad-answer' });
    clear();
  });
  test('no platform at all, while the way in is fine', async () => {
    const network = waiting('network');
    expect(inShort(await examine('down'))).toMatchObject({
      ...{ clock: network, network: 'failed platform/unreachable', token: network, 'allow-list': network, app: network },
      ...{ 'callback-ips': network, tunnel: 'ok', 'public-url': 'ok' },
    });
  });
});

describe('a fault on the way in shows too:', () => {
  const wayIn: CheckId[] = ['tunnel', 'public-url', 'certificate', 'latency'];

  /** What stands before the listener, as a reverse proxy does. */
  async function through(change: (answer: { status: number; text: string }, path: string) => Promise<{ status: number; text: string }>) {
    server = createServer(async (request, response) => {
      const answered = await fetch(`${bench.gateway.listener}${request.url}`);
      const { status, text } = await change({ status: answered.status, text: await answered.text() }, request.url ?? '');
      response.writeHead(status).end(text);
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    await bench.lead(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    const report = await examine('corp', wayIn);
    await bench.lead(bench.gateway.listener);
    return inShort(report);
  }

  test('a slow one', async () => {
    const slow = await through(async (answer) => {
      await pause(1_050);
      return answer;
    });
    expect(slow).toMatchObject({ 'public-url': 'ok', latency: 'failed doctor/slow' });
  });
  test('one that rewrites what passes', async () => {
    const altered = await through(async ({ status, text }) => ({ status, text: `${text}<!-- hello -->` }));
    expect(altered).toMatchObject({ tunnel: 'failed tunnel/probe-altered', 'public-url': 'failed tunnel/probe-altered' });
  });
  test('one that lets some paths through only', async () => {
    const partly = await through(async (answer, path) => (path.startsWith('/callback/probe') ? answer : { status: 404, text: 'no' }));
    // It did arrive, and the answer was another.
    expect(partly).toMatchObject({ tunnel: expect.stringMatching(/^(ok|warning)/), 'public-url': 'failed tunnel/probe-altered' });
  });
  test('nobody there', async () => {
    await bench.lead('http://127.0.0.1:1');
    const { tunnel, 'public-url': publicUrl, latency } = inShort(await examine('corp', wayIn));
    expect([tunnel, publicUrl, latency]).toEqual([
      'failed tunnel/probe-unreachable',
      'failed tunnel/probe-unreachable',
      'skipped doctor/needs public-url',
    ]);
    await bench.lead(bench.gateway.listener);
  });
});

test('no report holds a secret', () => {
  expect(reports.length).toBeGreaterThan(20);
  expect(accountSecrets(JSON.stringify(reports))).toEqual([]);
});
