import { randomUUID } from 'node:crypto';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { SandboxAccount } from '../../electron/simulator/account.ts';
import type { MonitorState, MonitorView } from '../../shared/monitor/monitor.ts';
import { must } from '../../shared/test-result.ts';
import { publishedKeys, wecomAccount } from '../support/accounts.ts';
import { type HeadlessGateway, startHeadless, temporaryFolder } from '../support/headless-gateway.ts';
import { openPlatformApi } from '../support/impatient-platform.ts';
import { createSender, textMessage } from '../support/wechat-sender.ts';

const account: SandboxAccount = {
  ...{ id: 'corp', name: 'corp', platform: 'wecom', mode: 'safe', receiverId: publishedKeys.receiverId, agentId: '1000' },
  ...{ token: publishedKeys.token, encodingAesKey: publishedKeys.encodingAesKey, secret: 'secret-of-corp' },
  ...{ person: 'li', personName: 'Li', menu: [] },
};
const folder = temporaryFolder();
let api: Awaited<ReturnType<typeof openPlatformApi>>;
let gateway: HeadlessGateway;
let server: Server;
let port: number;

async function serve(at = 0): Promise<void> {
  server = createServer((socket) => socket.end());
  await new Promise<void>((resolve) => void server.listen(at, '127.0.0.1', resolve));
  ({ port } = server.address() as AddressInfo);
}
const stop = () => new Promise((resolve) => server.close(resolve));

async function start(): Promise<void> {
  const configured = {
    ...{ id: account.id, platform: 'wecom', corpId: account.receiverId, agentId: Number(account.agentId), secret: account.secret },
    ...{ token: account.token, encodingAesKey: account.encodingAesKey, apiBase: api.url },
  };
  gateway = await startHeadless(folder.dir, [configured]);
}
const viewAt = async (from: HeadlessGateway, id: string): Promise<MonitorView | undefined> =>
  must(await from.call('monitors.list', {})).monitors.find((monitor) => monitor.id === id);
const view = (id: string) => viewAt(gateway, id);
const untilAt = (from: HeadlessGateway, id: string, state: MonitorState) =>
  vi.waitFor(async () => expect((await viewAt(from, id))?.state).toBe(state), { timeout: 20_000, interval: 100 });
const lines = () => api.taken.map(({ text }) => text.split('\n')[0]);
const told = (...wanted: string[]) => vi.waitFor(() => expect(lines()).toEqual(wanted), { timeout: 20_000, interval: 100 });
let count = 0;
async function say(text: string): Promise<string> {
  const sender = createSender(`${gateway.listener}/callback/corp`, { ...publishedKeys });
  const reply = await sender.deliver(textMessage({ to: account.receiverId, from: 'li', text, id: String(9_000_000 + count++) }));
  return reply.text;
}

beforeAll(async () => {
  api = await openPlatformApi([account]);
  await serve();
  await start();
  must(await gateway.call('operators.put', { operator: { account: 'corp', person: 'li', name: '李四', role: 'operator' } }));
  must(await gateway.call('notices.rules.set', { rules: [{ id: 'all', name: 'all', to: { roles: ['operator'] } }] }));
});
afterAll(async () => {
  await gateway.kill();
  await api.server.close();
  server.close();
  folder.remove();
});

// why at once: each of them waits for a check that is due
describe.concurrent('A server that is monitored', () => {
  const web = () => ({
    id: 'web',
    name: '官网',
    check: { kind: 'tcp' as const, host: '127.0.0.1', port },
    intervalSeconds: 10,
    retries: 0,
  });

  test.sequential('is tried by the form, saved, and up', async () => {
    expect(must(await gateway.call('monitors.test', { monitor: web() }))).toMatchObject({ state: 'up' });
    expect(must(await gateway.call('monitors.save', { monitor: web(), isNew: true }))).toMatchObject({ id: 'web', state: 'pending' });
    await untilAt(gateway, 'web', 'up');
  });
  test.sequential('is changed together with others, and keeps what is not changed', async () => {
    const asked = { ids: ['web'], change: { severity: 'warning' as const }, addTags: ['shop'] };
    must(await gateway.call('monitors.edit', asked));
    expect(await view('web')).toMatchObject({ intervalSeconds: 10, retries: 0, severity: 'warning', tags: ['shop'], state: 'up' });
    must(await gateway.call('monitors.edit', { ids: ['web'], change: {}, removeTags: ['shop'] }));
    expect(await view('web')).toMatchObject({ intervalSeconds: 10, severity: 'warning', tags: [] });
  });
  test.sequential('is told of when it stops, without anybody asking', async () => {
    await stop();
    await told('#1 官网');
    expect(must(await gateway.call('incidents.page', { open: true }))).toMatchObject([{ number: 1, monitor: 'web' }]);
  });
  test.sequential('stands in the chat, where its incident can be acknowledged', async () => {
    expect(await say('告警')).toMatch(/^■ 1 项故障\n#1 官网 /);
    expect(await say('确认 1')).toBe('已认领 #1 官网，由你处理。');
    expect(await say('alerts')).toContain('acknowledged by 李四');
    expect(await say('ack 7')).toContain('There is no incident 7');
    expect(must(await gateway.call('incidents.get', { number: 1 }))).toMatchObject({
      incident: { acknowledged: { by: { origin: 'chat', person: 'li', name: '李四' } } },
    });
  });
  test.sequential('is not told of again after the program was killed', async () => {
    await gateway.kill();
    await start();
    expect((await view('web'))?.state).toBe('down');
    must(await gateway.call('monitors.check', { ids: ['web'] }));
    await vi.waitFor(async () => expect((await view('web'))?.last?.at).toBeGreaterThan(0), { timeout: 20_000 });
    expect(lines()).toEqual(['#1 官网']);
  });
  test.sequential('is told of when it is back, with its history', async () => {
    await serve(port);
    await told('#1 官网', '● 已恢复 #1 官网');
    const detail = must(await gateway.call('incidents.get', { number: 1 }));
    expect(detail?.events.map(({ kind }) => kind)).toEqual(['failed', 'opened', 'acknowledged', 'recovered']);
    await vi.waitFor(async () => {
      const notices = must(await gateway.call('incidents.get', { number: 1 }))?.notices;
      expect(notices?.map(({ message }) => message?.state)).toEqual(['sent', 'sent']);
    });
    const strips = must(await gateway.call('beats.strip', {}));
    expect(strips.web?.map(({ state }) => state)).toEqual(expect.arrayContaining(['up', 'down']));
    const [first, last] = [strips.web?.[0]?.at ?? 0, Date.now()];
    const chart = must(await gateway.call('beats.chart', { monitor: 'web', from: first, to: last }));
    expect(chart).toMatchObject({ resolution: 'beat', points: expect.arrayContaining([expect.objectContaining({ up: 1 })]) });
    const { web: uptime } = must(await gateway.call('beats.uptime', {}));
    expect(uptime?.day).toBeGreaterThan(0);
    expect(uptime?.day).toBeLessThan(1);
  });
  test.sequential('is muted and unmuted in the chat', async () => {
    expect(await say('静音 官网 2h')).toBe('2 小时内不再通知：官网。');
    expect((await view('web'))?.mutedUntil).toBeGreaterThan(Date.now() + 7_100_000);
    expect(await say('静音 官网 关')).toBe('已恢复通知：官网。');
    expect(await say('静音 nobody')).toContain('没有与“nobody”相符的监控项');
    expect(await say('值班')).toContain('现在没有人值班');
  });
});

describe.concurrent('A job that reports', () => {
  const own = temporaryFolder();
  let jobs: HeadlessGateway;
  beforeAll(async () => {
    jobs = await startHeadless(own.dir, [wecomAccount]);
  });
  afterAll(async () => {
    await jobs.kill();
    own.remove();
  });

  test.sequential('at its address is up, and down where it says that it failed', async () => {
    const { token } = must(await jobs.call('monitors.newToken', {}));
    const monitor = {
      id: 'backup',
      name: '备份',
      check: { kind: 'push' as const, token, graceSeconds: 0 },
      intervalSeconds: 10,
      retries: 0,
    };
    must(await jobs.call('monitors.save', { monitor, isNew: true }));
    const { pushUrl } = must(await jobs.call('monitors.list', {}));
    expect(pushUrl).toBe(`${jobs.listener}/push`);
    const push = async (query = '') => (await fetch(`${pushUrl}/${token}${query}`)).json();
    expect(await push('?ping=12&msg=fine')).toEqual({ ok: true });
    await untilAt(jobs, 'backup', 'up');
    expect((await viewAt(jobs, 'backup'))?.last).toMatchObject({ ms: 12 });
    await push('?status=down&msg=disk+full');
    await untilAt(jobs, 'backup', 'down');
    expect((await viewAt(jobs, 'backup'))?.last?.reason).toMatchObject({ code: 'monitor/push-down', params: { text: 'disk full' } });
    await push();
    await untilAt(jobs, 'backup', 'up');
  });
  test.sequential('no more is late, and down', async () => {
    await untilAt(jobs, 'backup', 'down');
    expect((await viewAt(jobs, 'backup'))?.last?.reason?.code).toBe('monitor/push-late');
  });
  test.sequential('under a wrong token is refused like any stranger', async () => {
    const answer = await fetch(`${jobs.listener}/push/${randomUUID()}`);
    expect(answer.status).toBe(404);
  });
});
