import { type AddressInfo, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Gateway } from '../../electron/gateway.ts';
import { Monitor } from '../../shared/monitor/monitor.ts';
import { NoticeRules } from '../../shared/monitor/notice-rule.ts';
import type { PhoneAction, PhoneBubble } from '../../shared/simulator.ts';
import { Target } from '../../shared/target.ts';
import { must } from '../../shared/test-result.ts';
import { temporaryFolder } from '../support/headless-gateway.ts';
import { startSandboxGateway } from '../support/sandbox-gateway.ts';

const folder = temporaryFolder();
const patience = { timeout: 20_000, interval: 50 };
const follower = 'o5a0db0c5-LiSi_0000000000004';
let gateway: Gateway;
let server: Server;
let port: number;

async function serve(at = 0): Promise<void> {
  server = createServer((socket) => socket.end());
  await new Promise<void>((resolve) => void server.listen(at, '127.0.0.1', resolve));
  ({ port } = server.address() as AddressInfo);
}
const act = async (action: PhoneAction, account = 'sandbox-wecom') => must(await gateway.calls['simulator.act']({ account, action }));
const bubbles = async (account = 'sandbox-wecom'): Promise<PhoneBubble[]> =>
  (must(await gateway.calls['simulator.phones']({})).find((phone) => phone.account === account)?.bubbles ?? []).filter(
    ({ side }) => side === 'account',
  );
const check = async () => must(await gateway.calls['monitors.check']({ ids: ['web'] }));
const incident = async (number: number) => must(await gateway.calls['incidents.get']({ number }));

beforeAll(async () => {
  await serve();
  gateway = await startSandboxGateway(join(folder.dir, 'data'));
  for (const [account, person, name] of [
    ['sandbox-wecom', 'zhangsan', '张三'],
    ['sandbox-oa', follower, '李四'],
  ] as const)
    must(await gateway.calls['operators.put']({ operator: { account, person, name, role: 'operator' } }));
  must(await gateway.calls['notices.rules.set']({ rules: NoticeRules.parse([{ id: 'all', name: 'all', to: { roles: ['operator'] } }]) }));
  // A port where nobody listens: the server is as dead as its site.
  const ssh = { host: '127.0.0.1', port: 9, user: 'root', auth: { by: 'password' } };
  must(
    await gateway.calls['targets.save']({
      target: Target.parse({ id: 'web-01', name: 'web-01', ssh }),
      secrets: { sshPassword: 'x' },
      isNew: true,
    }),
  );
  const spec = { kind: 'tcp', host: '127.0.0.1', port };
  const monitor = Monitor.parse({ id: 'web', name: '官网', target: 'web-01', check: spec, retries: 0, intervalSeconds: 3600 });
  must(await gateway.calls['monitors.save']({ monitor, isNew: true, secrets: {} }));
});
afterAll(async () => {
  await gateway.stop();
  server.close();
  folder.remove();
});

describe('A server that stops', () => {
  test('is a card on the phone, and is taken with a tap', async () => {
    await new Promise((resolve) => server.close(resolve));
    await check();
    const card = await vi.waitFor(async () => {
      const [first] = (await bubbles()).filter((bubble) => bubble.card);
      if (!first) throw new Error('no card yet');
      return first;
    }, patience);
    expect(card.card?.main_title.title).toBe('#1 官网');
    const [button, status] = card.card?.button_list ?? [];
    expect(button?.text).toBe('认领，我来处理');
    expect(status?.text).toBe('状态');
    await act({ kind: 'card', bubble: card.id, key: status?.key ?? '' });
    await vi.waitFor(
      async () => expect((await bubbles()).map(({ text }) => text ?? '')).toContainEqual(expect.stringMatching(/连不上/)),
      patience,
    );
    expect((await bubbles()).find(({ id }) => id === card.id)?.card?.replace_text).toBeUndefined();
    await act({ kind: 'card', bubble: card.id, key: button?.key ?? '' });
    await vi.waitFor(async () => {
      expect((await bubbles()).find(({ id }) => id === card.id)?.card?.replace_text).toMatch('已认领');
    }, patience);
    expect((await incident(1))?.incident.acknowledged?.by).toMatchObject({ origin: 'chat', person: 'zhangsan', name: '张三' });
  });
  test('is a template message to a follower who has written nothing for 48 hours, which the platform says has arrived', async () => {
    await vi.waitFor(async () => {
      const [first] = await bubbles('sandbox-oa');
      expect(first).toMatchObject({ kind: 'template', card: { main_title: { title: '服务器告警通知' } } });
      const log = must(await gateway.calls['messages.page']({ limit: 50 })).items;
      expect(log.map(({ event }) => event)).toContain('TEMPLATESENDJOBFINISH');
    }, patience);
    expect((await bubbles('sandbox-oa')).length).toBe(1);
    const notice = (await incident(1))?.notices.find(({ account }) => account === 'sandbox-oa');
    expect(notice).toMatchObject({ state: 'queued', message: { state: 'sent' } });
  });
  test('is told of to both when it is back', async () => {
    await act({ kind: 'text', text: '告警' }, 'sandbox-oa');
    await vi.waitFor(async () => expect((await bubbles('sandbox-oa'))[1]?.text).toMatch(/^■ 1 项故障/), patience);
    await serve(port);
    await check();
    const recovered = (account: string) =>
      vi.waitFor(
        async () =>
          expect((await bubbles(account)).map(({ text }) => text ?? '')).toContainEqual(expect.stringMatching(/^● 已恢复 #1 官网/)),
        patience,
      );
    await recovered('sandbox-wecom');
    await recovered('sandbox-oa');
  });
});
