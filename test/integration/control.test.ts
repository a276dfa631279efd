import { execFile } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Run } from '../../shared/run.ts';
import { must } from '../../shared/test-result.ts';
import { publishedKeys, wecomAccount } from '../support/accounts.ts';
import { type HeadlessGateway, startHeadless, temporaryFolder } from '../support/headless-gateway.ts';
import { prepareSshd, type Sshd, sshdMissing } from '../support/sshd.ts';
import { createSender, textMessage } from '../support/wechat-sender.ts';

const auditProgram = fileURLToPath(new URL('../../out/electron/audit-cli.js', import.meta.url));
const folder = temporaryFolder();
let sshd: Sshd;
let gateway: HeadlessGateway;

if (sshdMissing) console.log(`servers are not controlled over ssh here: ${sshdMissing}`);

beforeAll(async () => {
  if (sshdMissing) return;
  sshd = await prepareSshd();
  await sshd.start();
  gateway = await startHeadless(folder.dir, [wecomAccount], {}, { env: { WEIGUAN_SECRETS_PASSPHRASE: 'passphrase-of-the-tests' } });
  await gateway.call('operators.put', { operator: { account: 'corp', person: 'zhangsan', name: '张三', role: 'operator' } });
  const target = {
    ...{ id: 'web-01', name: '官网一号', aliases: ['官网'], group: '上海', tags: ['staging'] },
    ssh: { host: '127.0.0.1', port: sshd.port, user: sshd.user, auth: { by: 'key' as const, file: sshd.keys.good } },
  };
  expect(await gateway.call('targets.save', { target, isNew: true })).toMatchObject({ ok: true });
}, 60_000);
afterAll(async () => {
  await gateway?.kill();
  await sshd?.remove();
  folder.remove();
});

/** What somebody reads who writes this in the chat; '' where no answer came in the response. */
async function say(text: string, from = 'zhangsan'): Promise<string> {
  const sender = createSender(`${gateway.listener}/callback/corp`, publishedKeys);
  const xml = textMessage({ to: publishedKeys.receiverId, text, id: randomInt(1_000_000_000), from });
  return (await sender.deliver(xml)).text;
}
/** The same of something that may take longer than WeChat waits: then the answer is read from the record. */
async function learn(text: string, from?: string): Promise<string> {
  const known = new Set((await runs()).map(({ id }) => id));
  const answer = await say(text, from);
  if (answer !== '') return answer;
  return vi.waitFor(
    async () => {
      const run = (await runs()).find(({ id, state }) => !known.has(id) && state !== 'running');
      if (!run) throw new Error('it still runs');
      return run.answer ?? '';
    },
    { timeout: 20_000, interval: 200 },
  );
}
async function runs(): Promise<Run[]> {
  return must(await gateway.call('runs.page', {}));
}

describe.skipIf(sshdMissing)('a server that is reached by ssh', () => {
  test('tells how it is doing, by its name, its alias or its tag', async () => {
    for (const line of ['status WEB-01', '状态 官网', '状态 @staging', '状态 web-01'])
      expect(await learn(line), line).toContain(hostname());
  });
  test('does the same by click, and both are on record alike', async () => {
    const started = await gateway.call('commands.run', { line: '状态 官网' });
    expect(started).toMatchObject({ ok: true });
    await vi.waitFor(async () => expect((await runs())[0]).toMatchObject({ origin: 'console', state: 'done' }), 20_000);
    const [click, chat] = await runs();
    expect(chat).toMatchObject({ origin: 'chat', person: 'zhangsan', line: 'status web-01', targets: ['web-01'], state: 'done' });
    expect(click).toMatchObject({ line: chat?.line, command: chat?.command, targets: chat?.targets, danger: chat?.danger });
    expect(click?.answer?.split('\n')[0]).toBe(chat?.answer?.split('\n')[0]);
  });
  test('gets nothing of what a line holds besides words: no shell reads it', async () => {
    for (const line of ['状态 web-01;id', '状态 $(id)', '状态 `id`', '状态 "web-01 && id"', '状态 web-01|id', '状态 ../../etc/passwd']) {
      const answer = await say(line);
      expect(answer, line).not.toContain('uid=');
      expect(answer, line).toContain('没有名为');
    }
  });
  test('is not there for strangers, who are told once that they have no access, and are on record', async () => {
    expect(await say('状态 web-01', 'mallory')).toContain('没有使用权限');
    expect(await say('关机 web-01', 'mallory')).toBe('');
    expect((await runs()).slice(0, 2)).toMatchObject([
      { person: 'mallory', state: 'refused' },
      { person: 'mallory', state: 'refused' },
    ]);
  });
  test('is left alone until a dangerous wish was confirmed', async () => {
    expect(await say('关机 web-01')).toMatch(/即将执行：.*60 秒内回复“确认 \d{4}”/s);
    expect(await say('取消')).toBe('已取消。');
    expect(await say('确认 0000')).toContain('验证码不对，或已过期');
  });
  test('is left alone while everything is on hold', async () => {
    await gateway.call('hold.set', { held: true });
    expect(await say('关机 web-01')).toContain('管理员已暂停所有操作');
    expect(await learn('状态 web-01')).toContain(hostname());
    await gateway.call('hold.set', { held: false });
  });
});

describe.skipIf(sshdMissing)('somebody new', () => {
  test('gets their role with a code that the admin made, once', async () => {
    const invited = must(await gateway.call('operators.invite', { role: 'viewer', name: '李四' }));
    expect(await say(`绑定 ${invited.code}`, 'lisi')).toContain('绑定成功');
    expect(await learn('状态 web-01', 'lisi')).toContain(hostname());
    expect(await say('关机 web-01', 'lisi')).toContain('没有执行这个命令的权限');
    expect(await say(`绑定 ${invited.code}`, 'mallory')).toContain('绑定码不对或已过期');
  });
});

test.skipIf(sshdMissing)('the trail of all this is whole, over a power cut too', async () => {
  await gateway.kill();
  const verify = () =>
    promisify(execFile)(process.execPath, [auditProgram, '--config', join(folder.dir, 'config.json')], { env: auditEnv });
  expect((await verify()).stdout).toMatch(/^审计记录完整，共 \d+ 条。\n$/);
});

const auditEnv = { ...process.env, LANG: 'zh_CN.UTF-8', WEIGUAN_CONSOLE_TOKEN: 'console-token-of-the-tests' };
