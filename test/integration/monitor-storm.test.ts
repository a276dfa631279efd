import { type AddressInfo, createServer, type Server } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { SandboxAccount } from '../../electron/simulator/account.ts';
import { must } from '../../shared/test-result.ts';
import { publishedKeys } from '../support/accounts.ts';
import { type HeadlessGateway, startHeadless, temporaryFolder } from '../support/headless-gateway.ts';
import { openPlatformApi } from '../support/impatient-platform.ts';

const account: SandboxAccount = {
  ...{ id: 'corp', name: 'corp', platform: 'wecom', mode: 'safe', receiverId: publishedKeys.receiverId, agentId: '1000' },
  ...{ token: publishedKeys.token, encodingAesKey: publishedKeys.encodingAesKey, secret: 'secret-of-corp' },
  ...{ person: 'li', personName: 'Li', menu: [] },
};
let folder: ReturnType<typeof temporaryFolder>;
let api: Awaited<ReturnType<typeof openPlatformApi>>;
let gateway: HeadlessGateway;
let server: Server;

beforeEach(async () => {
  folder = temporaryFolder();
  api = await openPlatformApi([account]);
  server = createServer((socket) => socket.end());
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const configured = {
    ...{ id: account.id, platform: 'wecom', corpId: account.receiverId, agentId: Number(account.agentId), secret: account.secret },
    ...{ token: account.token, encodingAesKey: account.encodingAesKey, apiBase: api.url },
  };
  gateway = await startHeadless(folder.dir, [configured]);
  await gateway.call('operators.put', { operator: { account: 'corp', person: 'li', name: 'Li', role: 'operator' } });
  await gateway.call('notices.rules.set', { rules: [{ id: 'all', name: 'all', to: { roles: ['operator'] } }] });
});
afterEach(async () => {
  await gateway.kill();
  await api.server.close();
  server.close();
  folder.remove();
});

const count = 200;
const states = async () => {
  const listed = await gateway.call('monitors.list', {});
  return listed.ok ? listed.value.monitors.map(({ state }) => state) : [];
};

test(`${count} servers that fail at once are one message, with nothing lost and all in order`, async () => {
  const { port } = server.address() as AddressInfo;
  const check = { kind: 'tcp' as const, host: '127.0.0.1', port };
  const monitors = Array.from({ length: count }, (_, index) => ({
    id: `s${index}`,
    name: `s${index}`,
    check,
    intervalSeconds: 60,
    retries: 0,
  }));
  expect(await gateway.call('monitors.import', { monitors })).toEqual({ ok: true, value: { added: count } });
  await vi.waitFor(async () => expect(await states()).toEqual(Array(count).fill('up')), { timeout: 40_000, interval: 200 });
  await new Promise((resolve) => server.close(resolve));
  await vi.waitFor(() => expect(api.taken).not.toEqual([]), { timeout: 60_000, interval: 200 });
  const incidents = must(await gateway.call('incidents.page', { open: true, limit: 200 }));
  expect(incidents).toHaveLength(count);
  const inOrder = incidents.map(({ name }) => name).reverse();
  const [message] = api.taken;
  expect(message?.text).toMatch(new RegExp(`^■ ${count} 项故障`));
  const named = [...(message?.text ?? '').matchAll(/\bs\d+/g)].map(([name]) => name);
  expect(named).toEqual(inOrder.slice(0, named.length));
  // Nothing follows.
  await new Promise((resolve) => setTimeout(resolve, 5_000));
  expect(api.taken).toHaveLength(1);
  const details = await Promise.all(incidents.map(({ number }) => gateway.call('incidents.get', { number })));
  const told = new Set(details.map((detail) => detail.ok && detail.value?.notices[0]?.message?.id));
  expect(told.size).toBe(1);
}, 120_000);
