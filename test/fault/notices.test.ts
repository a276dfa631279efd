import { type AddressInfo, createServer } from 'node:net';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { everything, memoryStore, monitorOf, openTestRoom, worldOf } from '../../electron/monitor/test-monitors.ts';
import { createOutbox } from '../../electron/outbox/outbox.ts';
import { simulatedTiming } from '../../electron/simulated-timing.ts';
import type { SandboxAccount } from '../../electron/simulator/account.ts';
import { failure } from '../../shared/failures.ts';
import { NoticeRules } from '../../shared/monitor/notice-rule.ts';
import { err, ok } from '../../shared/result.ts';
import type { TemplateCard } from '../../shared/template-card.ts';
import { publishedKeys } from '../support/accounts.ts';
import { type HeadlessGateway, startHeadless, temporaryFolder } from '../support/headless-gateway.ts';
import { openPlatformApi } from '../support/impatient-platform.ts';

const minute = 60_000;

/** A platform that can be away, and that swallows what comes twice under one key, as WeCom does. */
function platformOf() {
  const taken: string[] = [];
  const keys = new Set<string>();
  const platform = { isAway: false, losesAnswers: false, taken };
  const send = async (text: string, key: string | undefined) => {
    if (platform.isAway) return err(failure('platform/unreachable', { address: 'qyapi.weixin.qq.com', reason: 'ECONNREFUSED' }));
    if (!key || !keys.has(key)) taken.push(text.split('\n')[0] ?? '');
    if (key) keys.add(key);
    return platform.losesAnswers ? err(failure('platform/unsure', { address: 'qyapi.weixin.qq.com', reason: 'ECONNRESET' })) : ok({});
  };
  const client = {
    swallowsRepeatsMs: 4 * 60 * minute,
    sendText: (_to: string, text: string, { dedupeKey }: { dedupeKey?: string }) => send(text, dedupeKey),
    sendPicture: () => Promise.reject(new Error('no pictures')),
    sendCard: (_to: string, card: TemplateCard, { dedupeKey }: { dedupeKey?: string }) => send(`■ ${card.main_title.title}`, dedupeKey),
    updateCard: async () => ok(null),
  };
  return { platform, client };
}

describe('While the platform is away for an hour', () => {
  test('notices stay in the outbox, and each is taken once and in order when it is back', async () => {
    const timing = simulatedTiming();
    const world = worldOf(timing);
    const store = memoryStore();
    const { platform, client } = platformOf();
    const bugs: unknown[] = [];
    const outbox = createOutbox({
      ...{ store, timing, client: async () => ok(client as never), onChanged: () => undefined },
      onBug: (error) => void bugs.push(error),
    });
    const { room } = await openTestRoom(timing, world, { store, onQueued: outbox.nudge, holdBack: outbox.holdBack });
    await room.notices.setRules(NoticeRules.parse([everything]));
    await room.addAll([monitorOf('web'), monitorOf('db')]);
    await timing.pass(2 * minute);
    platform.isAway = true;
    world.down.add('web');
    await timing.pass(10 * minute);
    world.down.clear();
    await timing.pass(20 * minute);
    world.down.add('db');
    await timing.pass(30 * minute);
    expect(platform.taken).toEqual([]);
    platform.isAway = false;
    await timing.pass(10 * minute);
    expect(platform.taken).toEqual(['● 已恢复 #1 web', '■ #2 db']);
    await timing.pass(60 * minute);
    expect(platform.taken).toHaveLength(2);
    expect(bugs).toEqual([]);
  });
  test('and answers get lost when it is back, nothing is taken twice', async () => {
    const timing = simulatedTiming();
    const world = worldOf(timing);
    const store = memoryStore();
    const { platform, client } = platformOf();
    const outbox = createOutbox({
      ...{ store, timing, client: async () => ok(client as never), onChanged: () => undefined },
      onBug: (error) => {
        throw error;
      },
    });
    const { room } = await openTestRoom(timing, world, { store, onQueued: outbox.nudge });
    await room.notices.setRules(NoticeRules.parse([everything]));
    await room.addAll([monitorOf('web')]);
    platform.losesAnswers = true;
    world.down.add('web');
    await timing.pass(30 * minute);
    platform.losesAnswers = false;
    await timing.pass(30 * minute);
    expect(platform.taken).toEqual(['■ #1 web']);
  });
});

describe('A program that is killed while servers go down', () => {
  const account: SandboxAccount = {
    ...{ id: 'corp', name: 'corp', platform: 'wecom', mode: 'safe', receiverId: publishedKeys.receiverId, agentId: '1000' },
    ...{ token: publishedKeys.token, encodingAesKey: publishedKeys.encodingAesKey, secret: 'secret-of-corp' },
    ...{ person: 'li', personName: 'Li', menu: [] },
  };
  const folder = temporaryFolder();
  let gateway: HeadlessGateway | undefined;
  afterAll(async () => {
    await gateway?.kill();
    folder.remove();
  });

  test('tells each of them once, whenever it was killed', async () => {
    const api = await openPlatformApi([account]);
    const configured = {
      ...{ id: account.id, platform: 'wecom', corpId: account.receiverId, agentId: Number(account.agentId), secret: account.secret },
      ...{ token: account.token, encodingAesKey: account.encodingAesKey, apiBase: api.url },
    };
    const closed = await closedPort();
    gateway = await startHeadless(folder.dir, [configured]);
    await gateway.call('operators.put', { operator: { account: 'corp', person: 'li', name: 'Li', role: 'operator' } });
    await gateway.call('notices.rules.set', { rules: [{ id: 'all', name: 'all', to: { roles: ['operator'] } }] });
    const names = Array.from({ length: 4 }, (_, index) => `s${index}`);
    for (const [index, id] of names.entries()) {
      const check = { kind: 'tcp' as const, host: '127.0.0.1', port: closed };
      await gateway.call('monitors.save', { monitor: { id, name: id, check, intervalSeconds: 10, retries: 0 }, isNew: true });
      // Now before the notice is written, now after it, now while it is sent.
      await new Promise((resolve) => setTimeout(resolve, 700 * index));
      await gateway.kill();
      gateway = await startHeadless(folder.dir, [configured]);
    }
    const running = gateway;
    const told = () => api.taken.flatMap(({ text }) => [...text.matchAll(/#\d+ (s\d)/g)].map(([, name]) => name));
    await vi.waitFor(() => expect(new Set(told()).size).toBe(names.length), { timeout: 25_000, interval: 200 });
    await vi.waitFor(async () => {
      const overview = await running.call('overview.get', {});
      expect(overview.ok && overview.value.outbox.queued).toBe(0);
    });
    expect(told().toSorted()).toEqual(names);
    await api.server.close();
  }, 90_000);
});

async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
