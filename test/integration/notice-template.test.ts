import { randomBytes } from 'node:crypto';
import { type AddressInfo, createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { SandboxAccount } from '../../electron/simulator/account.ts';
import { type ApiServer, createApiServer } from '../../electron/simulator/api-server.ts';
import { type SentTemplate, sandboxTemplates } from '../../electron/simulator/template-endpoints.ts';
import type { Notice } from '../../shared/monitor/incident.ts';
import { fieldsOfTemplate } from '../../shared/notice-template.ts';
import { must } from '../../shared/test-result.ts';
import { officialAccount, officialKeys } from '../support/accounts.ts';
import { type HeadlessGateway, startHeadless, temporaryFolder } from '../support/headless-gateway.ts';
import { createSender, textMessage } from '../support/wechat-sender.ts';

const [template] = sandboxTemplates;
const noticeTemplate = { id: template.template_id, title: template.title, fields: fieldsOfTemplate(template.content) };
const account: SandboxAccount = {
  ...{ id: 'oa', name: 'oa', platform: 'official-account', mode: 'safe', receiverId: officialKeys.receiverId },
  ...{ originalId: 'gh_1', token: officialKeys.token, encodingAesKey: officialKeys.encodingAesKey },
  ...{ secret: 'app-secret-of-the-tests', person: 'oLi', personName: 'Li', menu: [] },
};
const patience = { timeout: 20_000, interval: 100 };
const folder = temporaryFolder();
let gateway: HeadlessGateway;
let api: ApiServer;
let apiBase = '';
const sent: SentTemplate[] = [];
const texts: string[] = [];

const start = async (given: object) => {
  gateway = await startHeadless(folder.dir, [{ ...officialAccount('safe'), apiBase, ...given }]);
};
/** A server that has never answered is down as soon as it is asked. */
async function fail(id: string): Promise<void> {
  const check = { kind: 'tcp' as const, host: '127.0.0.1', port: await closedPort() };
  must(await gateway.call('monitors.save', { monitor: { id, name: id, check, intervalSeconds: 3600, retries: 0 }, isNew: true }));
}
async function noticeOf(id: string): Promise<Notice | undefined> {
  const [incident] = must(await gateway.call('incidents.page', { monitor: id }));
  return incident && must(await gateway.call('incidents.get', { number: incident.number }))?.notices[0];
}
/** The template messages that name it, among others that could not be told before. */
const told = (id: string) => sent.filter(({ text }) => new RegExp(`\\b${id}\\b`).test(text));
const deliver = (xml: string) => createSender(`${gateway.listener}/callback/oa`, officialKeys).deliver(xml);

beforeAll(async () => {
  api = createApiServer({
    ...{ accounts: [account], clock: Date.now, random: randomBytes },
    onTemplate: (one) => void sent.push(one),
    onMessage: ({ text }) => void texts.push(text),
    onBug: (error) => expect.unreachable(String(error)),
  });
  apiBase = (await api.listen({ host: '127.0.0.1', port: 0 })).url;
  await start({});
  must(await gateway.call('operators.put', { operator: { account: 'oa', person: 'oLi', name: 'Li', role: 'viewer', tags: ['夜班'] } }));
  must(await gateway.call('notices.rules.set', { rules: [{ id: 'night', name: 'night', to: { tags: ['夜班'] } }] }));
});
afterAll(async () => {
  await gateway.kill();
  await api.close();
  folder.remove();
});

describe('A follower who has not written for 48 hours', () => {
  test('without a template can be told nothing, and it is said at once what to do about it', async () => {
    await fail('web');
    await vi.waitFor(async () => {
      const notice = await noticeOf('web');
      expect(notice).toMatchObject({ state: 'unsendable', failure: { code: 'notices/no-template' } });
      expect(notice?.failure?.hint).toMatch(/模板/);
    }, patience);
    expect(sent).toEqual([]);
  });

  test('is told by the template that was chosen for the account', async () => {
    expect(must(await gateway.call('templates.list', { account: 'oa' }))[0]).toMatchObject({
      id: template.template_id,
      content: template.content,
    });
    await gateway.stop();
    await start({ noticeTemplate });
    await fail('db');
    await vi.waitFor(() => expect(told('db')).toHaveLength(1), patience);
    expect(told('db')[0]?.text).toMatch(/^服务器告警通知\n告警内容：.*db\n服务器：db\n当前状态：故障\n告警时间：[\d-]+ [\d:]+\n原因：./);
    await vi.waitFor(async () => expect(await noticeOf('db')).toMatchObject({ state: 'queued', message: { state: 'sent' } }), patience);
  });

  test('is told once where the answer gets lost and the program is killed', async () => {
    const end = api.setFault('message/template/send', { kind: 'cut', before: 'answer' });
    await fail('cache');
    await vi.waitFor(() => expect(told('cache')).toHaveLength(1), patience);
    await gateway.kill();
    end();
    await start({ noticeTemplate });
    await vi.waitFor(async () => expect(await noticeOf('cache')).toMatchObject({ message: { state: 'sent' } }), patience);
    expect(told('cache')).toHaveLength(1);
  });

  test('who blocks template messages is shown as not told, with the reason', async () => {
    await fail('mail');
    await vi.waitFor(async () => expect(await noticeOf('mail')).toMatchObject({ message: { state: 'sent' } }), patience);
    const event = `<MsgType>event</MsgType><Event>TEMPLATESENDJOBFINISH</Event><MsgID>${told('mail')[0]?.messageId}</MsgID><Status>failed:user block</Status>`;
    await deliver(`<xml><ToUserName>gh_1</ToUserName><FromUserName>oLi</FromUserName><CreateTime>1700000000</CreateTime>${event}</xml>`);
    const notice = await noticeOf('mail');
    expect(notice?.message).toMatchObject({ state: 'dead', failure: { code: 'templates/blocked', params: { person: 'oLi' } } });
    must(await gateway.call('messages.sendAgain', { ids: [notice?.message?.id ?? ''] }));
    await vi.waitFor(() => expect(told('mail')).toHaveLength(2), patience);
  });
});

describe('A follower who has just written', () => {
  test('is told by a customer message, and by the template where the platform takes none any more', async () => {
    await deliver(textMessage({ to: 'gh_1', from: 'oLi', text: 'hello', id: 77, at: Math.floor(Date.now() / 1000) }));
    await fail('shop');
    await vi.waitFor(() => expect(texts).toContainEqual(expect.stringContaining('shop')), patience);
    expect(told('shop')).toEqual([]);
    const end = api.setFault('message/custom/send', { kind: 'errcode', errcode: 45015 });
    await fail('pay');
    await vi.waitFor(() => expect(told('pay')).toHaveLength(1), patience);
    end();
    expect(await noticeOf('pay')).toMatchObject({ state: 'queued' });
  });
});

async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
