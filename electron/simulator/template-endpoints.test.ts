import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ApiServer, createApiServer } from './api-server.ts';
import type { SandboxAccount } from './platform.ts';
import { sandboxAccounts } from './sandbox.ts';
import { type SentTemplate, sandboxTemplates } from './template-endpoints.ts';

const [wecom, official] = sandboxAccounts(randomBytes) as [SandboxAccount, SandboxAccount];
const template_id = sandboxTemplates[1]?.template_id ?? '';
const data = { thing1: { value: 'web-01' }, phrase2: { value: '正常' }, time3: { value: '2026-11-21 18:40' } };

let api: ApiServer;
let url = '';
let now = 0;
let sent: SentTemplate[] = [];

beforeEach(async () => {
  now = 1_700_000_000_000;
  sent = [];
  const onBug = (error: unknown) => expect.unreachable(String(error));
  const onTemplate = (one: SentTemplate) => void sent.push(one);
  api = createApiServer({ accounts: [wecom, official], clock: () => now, random: randomBytes, onTemplate, onBug });
  ({ url } = await api.listen({ host: '127.0.0.1', port: 0 }));
});
afterEach(() => api.close());

async function call(name: string, body?: unknown): Promise<Record<string, unknown>> {
  const asked = { grant_type: 'client_credential', appid: official.receiverId, secret: official.secret };
  const token = await fetch(`${url}/cgi-bin/stable_token`, { method: 'POST', body: JSON.stringify(asked) });
  const { access_token } = (await token.json()) as { access_token: string };
  const target = `${url}/cgi-bin/${name}?access_token=${access_token}`;
  const response = await fetch(target, body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) });
  return (await response.json()) as Record<string, unknown>;
}
const send = (given: object = {}) => call('message/template/send', { touser: official.person, template_id, data, ...given });

test('An account sees its templates, and sends one to its follower', async () => {
  expect(await call('template/get_all_private_template')).toMatchObject({ template_list: [{ title: '服务器告警通知' }, { template_id }] });
  const answer = await send();
  expect(answer).toMatchObject({ errcode: 0 });
  expect(sent).toMatchObject([
    { messageId: String(answer.msgid), text: '设备状态提醒\n设备名称：web-01\n设备状态：正常\n更新时间：2026-11-21 18:40' },
  ]);
});

test('The same message arrives once within ten minutes', async () => {
  const first = await send({ client_msg_id: 'a' });
  now += 9 * 60_000;
  expect(await send({ client_msg_id: 'a' })).toEqual(first);
  await send({ client_msg_id: 'b' });
  now += 2 * 60_000;
  await send({ client_msg_id: 'a' });
  expect(sent).toHaveLength(3);
});

test.each([
  ['a template that the account does not have', { template_id: 'x' }, 40037],
  ['somebody who does not follow', { touser: 'oX' }, 40003],
  ['a field that is left out', { data: { thing1: data.thing1, phrase2: data.phrase2 } }, 47003],
  ['a state in letters', { data: { ...data, phrase2: { value: 'Down' } } }, 47003],
  ['more than a field holds', { data: { ...data, thing1: { value: 'x'.repeat(21) } } }, 47003],
])('It refuses %s', async (_, given, errcode) => {
  expect(await send(given)).toMatchObject({ errcode });
  expect(sent).toEqual([]);
});
