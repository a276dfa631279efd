import { execFile } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { expect, type Locator, test } from '@playwright/test';
import { createSender, textMessage } from '../support/wechat-sender.ts';
import { type ConsoleWindow, listenerUrl, openConsole, phoneOf, removeDataDir } from './console-window.ts';

const run = promisify(execFile);
let console: ConsoleWindow;
let rows: Locator;
let drawer: Locator;

async function open(): Promise<void> {
  console = await openConsole({ env: { WEIGUAN_SECRETS_PASSPHRASE: 'a passphrase of the tests' } });
  rows = console.page.getByTestId('message-row');
  drawer = console.page.getByRole('complementary', { name: '消息详情' });
}
async function close(): Promise<void> {
  await console.close();
  removeDataDir(console.dataDir);
}
/** Where each test begins. */
async function begin(): Promise<void> {
  await console.startOver();
  await console.resize(1280, 800);
  await console.goTo('messages');
}

/** Says it on the sandbox's phone without leaving the page. */
const say = (text: string) =>
  console.page.evaluate(
    (said) => window.weiguan.call('simulator.act', { account: 'sandbox-wecom', action: { kind: 'text', text: said } }),
    text,
  );
const rowWith = (text: string) => rows.filter({ hasText: text });
/** The row that a person's words came in with; the answer, which may quote them, stands above it. */
const cameIn = (text: string) => rowWith(text).last();
const side = (name: string | RegExp) => drawer.getByRole('tab', { name });

/** What the simulated platform said of the deliveries of the last message from the phone. */
const lastOutcome = () =>
  console.page.evaluate(async () => {
    const phones = await window.weiguan.call('simulator.phones', {});
    const bubbles = phones.ok ? (phones.value.find(({ account }) => account === 'sandbox-wecom')?.bubbles ?? []) : [];
    return bubbles.findLast(({ side }) => side === 'person')?.attempts.at(-1)?.outcome;
  });

/** What is typed before the field is there goes nowhere. */
async function beginReply(): Promise<void> {
  await console.page.keyboard.press('r');
  await expect(drawer.getByRole('textbox', { name: '回复内容' })).toBeFocused();
}

test.describe('in a log with messages', () => {
  test.beforeAll(open);
  test.beforeEach(begin);
  test.afterAll(close);

  test('a reply by hand arrives on the phone as an active message, once, and stands in the chat', async () => {
    const { page } = console;
    await say('今天谁值班');
    await cameIn('今天谁值班').click();
    await page.keyboard.press('r');
    const field = drawer.getByRole('textbox', { name: '回复内容' });
    await expect(field).toBeFocused();
    await expect(drawer.getByTestId('reply-allowance')).toContainText('还能发');
    await field.fill('我值班，马上来');
    await expect(drawer).toContainText('21 / 2,048 字节');
    await page.keyboard.press('Control+Enter');
    await page.keyboard.press('Control+Enter');
    await expect(rowWith('我值班，马上来')).toHaveCount(1);
    await expect(rowWith('我值班，马上来')).toContainText('已发出');
    await expect(field).toHaveValue('');
    await side('对话').click();
    await expect(drawer.getByTestId('conversation-bubble').filter({ hasText: '我值班，马上来' })).toHaveCount(1);
    await side('关联').click();
    await expect(drawer.getByTestId('related-message')).toHaveCount(2);
    await console.goTo('simulator');
    await expect(phoneOf(page).bubbles('account').filter({ hasText: '我值班，马上来' })).toHaveCount(1);
  });

  test('a message that is answered by hand waits, and takes the answer in its own response', async () => {
    const { page } = console;
    await say('在吗');
    await cameIn('在吗').click();
    await side('对话').click();
    await drawer.getByRole('switch', { name: '人工回复' }).click();
    const bar = page.getByRole('region', { name: '人工回复' });
    await expect(bar).toContainText('正在人工回复');
    await page.keyboard.press('Escape');
    await say('机房空调响了');
    await expect(bar).toContainText('在等回复');
    await expect(bar).toContainText('机房空调响了');
    await beginReply();
    await expect(drawer.getByTestId('reply-allowance')).toContainText('随它的响应送出');
    await page.keyboard.type('我去看看');
    await page.keyboard.press('Control+Enter');
    await expect(rowWith('我去看看')).toContainText('已发出');
    await expect.poll(lastOutcome).toBe('replied');
    await bar.getByRole('button', { name: '关闭' }).click();
    await expect(bar).toBeHidden();
  });

  test('a dead letter says why it was given up and what to mend, and is sent again', async () => {
    const platform = await openPlatform();
    await addAccount(platform.url);
    const keys = { token: 'aTokenOfTheTests', encodingAesKey: 'k'.repeat(43), receiverId: 'ww1234567890abcdef' };
    const sender = createSender(`${await listenerUrl(console.page)}/callback/ops`, keys);
    await sender.deliver(textMessage({ to: keys.receiverId, text: '有人吗', id: 1, at: Math.floor(Date.now() / 1000) }));
    await cameIn('有人吗').click();
    await beginReply();
    await console.page.keyboard.type('有');
    await console.page.keyboard.press('Control+Enter');
    const letter = rows.filter({ hasText: '发送失败' });
    await letter.click();
    await side('投递').click();
    await expect(drawer.getByTestId('send-attempt')).toContainText('81013');
    platform.accept();
    await drawer.getByRole('button', { name: '重新发送' }).click();
    await expect(drawer.getByTestId('send-attempt')).toHaveCount(2);
    await expect(drawer.getByTestId('send-attempt').last()).toContainText('平台已收下');
    expect(platform.sent()).toEqual(['有', '有']);
    await platform.close();
  });

  test('a dead letter that need not be sent any more is put aside by keyboard, is counted no longer, and is taken back', async () => {
    const { page } = console;
    const platform = await openPlatform();
    await addAccount(platform.url);
    const keys = { token: 'aTokenOfTheTests', encodingAesKey: 'k'.repeat(43), receiverId: 'ww1234567890abcdef' };
    const sender = createSender(`${await listenerUrl(page)}/callback/ops`, keys);
    await sender.deliver(textMessage({ to: keys.receiverId, text: '还在吗', id: 2, at: Math.floor(Date.now() / 1000) }));
    await cameIn('还在吗').click();
    await beginReply();
    await page.keyboard.type('在');
    await page.keyboard.press('Control+Enter');
    const letter = rows.filter({ hasText: '发送失败' });
    await letter.click();
    await side('投递').click();
    const counted = page.getByRole('contentinfo').getByText('发送失败 1');
    await expect(counted).toBeVisible();
    await drawer.getByRole('button', { name: '不再发送' }).focus();
    await page.keyboard.press('Enter');
    await expect(drawer).toContainText('已标为不再发送');
    await expect(counted).toBeHidden();
    await expect(rows.filter({ hasText: '不再发送' })).toHaveCount(1);
    await expect(drawer.getByTestId('send-attempt')).toHaveCount(1);
    await console.picture('out/e2e-pictures/put-aside.png');
    await expect(drawer.getByRole('button', { name: '撤销' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(counted).toBeVisible();
    await drawer.getByRole('button', { name: '不再发送' }).click();
    platform.accept();
    await drawer.getByRole('button', { name: '重新发送' }).click();
    await expect(drawer.getByTestId('send-attempt').last()).toContainText('平台已收下');
    expect(platform.sent()).toEqual(['在', '在']);
    await platform.close();
  });

  test('all dead letters at once: the count leads to them, they are put aside, taken back, and sent again once that is confirmed', async () => {
    const { page } = console;
    const platform = await openPlatform();
    await addAccount(platform.url);
    const keys = { token: 'aTokenOfTheTests', encodingAesKey: 'k'.repeat(43), receiverId: 'ww1234567890abcdef' };
    const sender = createSender(`${await listenerUrl(page)}/callback/ops`, keys);
    await sender.deliver(textMessage({ to: keys.receiverId, text: '有人值班吗', id: 3, at: Math.floor(Date.now() / 1000) }));
    await cameIn('有人值班吗').click();
    await beginReply();
    for (const text of ['一', '二']) {
      await page.keyboard.type(text);
      await page.keyboard.press('Control+Enter');
      await expect(rows.filter({ hasText: text }).filter({ hasText: '发送失败' })).toHaveCount(1);
    }
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await console.goTo('overview');
    const counted = page.getByRole('contentinfo').getByRole('link', { name: '发送失败 2' });
    await counted.focus();
    await page.keyboard.press('Enter');
    const bar = page.getByRole('region', { name: '一并处理发送失败的消息' });
    await expect(bar).toBeFocused();
    await counted.click();
    await expect(bar).toBeFocused();
    await expect(rows).toHaveCount(2);
    await bar.getByRole('button', { name: '全部不再发送' }).click();
    await expect(bar).toContainText('2 条已标为不再发送');
    await expect(counted).toBeHidden();
    await expect(bar.getByRole('button', { name: '撤销' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(counted).toBeVisible();
    await expect(rows).toHaveCount(2);
    await bar.getByRole('button', { name: '全部重新发送' }).click();
    await page.keyboard.press('Enter');
    await expect(bar).toContainText('2 条又发送失败');
    await expect(bar.getByRole('button', { name: '知道了' })).toBeFocused();
    await page.keyboard.press('Enter');
    platform.accept();
    await bar.getByRole('button', { name: '全部重新发送' }).click();
    await expect(bar.getByRole('button', { name: '重新发送 2 条' })).toBeFocused();
    await console.picture('out/e2e-pictures/dead-letters.png');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
    await expect(bar.getByRole('button', { name: '全部不再发送' })).toBeFocused();
    await bar.getByRole('button', { name: '全部重新发送' }).click();
    await expect(bar.getByRole('button', { name: '重新发送 2 条' })).toBeFocused();
    expect(platform.sent()).toEqual(['一', '二', '一', '二']);
    await page.keyboard.press('Enter');
    await expect(bar).toContainText('2 条已放回发件箱');
    await expect.poll(() => platform.sent()).toEqual(['一', '二', '一', '二', '一', '二']);
    await expect(counted).toBeHidden();
    await expect(bar.getByRole('button', { name: '知道了' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(bar).toBeHidden();
    await expect(page.getByRole('button', { name: '清除全部条件' })).toBeFocused();
    await platform.close();
  });

  test('two messages chosen in the list stand side by side; Esc goes back', async () => {
    const { page } = console;
    await say('你好');
    await say('再见');
    await cameIn('你好').click();
    await drawer.getByRole('button', { name: '与…对比' }).click();
    await cameIn('再见').click();
    const content = drawer.getByTestId('compared-field').filter({ hasText: /Content/ });
    await expect(content).toContainText('你好');
    await expect(content).toContainText('再见');
    await page.keyboard.press('Escape');
    await expect(side('概要')).toBeVisible();
  });

  test('the chat stands beside the message where there is room, and a click on a bubble opens it', async () => {
    const { page } = console;
    await console.resize(1600, 900);
    await say('第一条');
    await say('第二条');
    await cameIn('第二条').click();
    await drawer.getByRole('button', { name: '把对话放到旁边' }).click();
    await expect(side('对话')).toHaveCount(0);
    const chat = drawer.getByRole('log', { name: /的对话$/ });
    await expect(chat.locator('[aria-current="true"]')).toHaveText('第二条');
    await chat.getByRole('button', { name: '第一条', exact: true }).click();
    await expect(chat.locator('[aria-current="true"]')).toHaveText('第一条');
    await expect(cameIn('第一条')).toHaveAttribute('aria-selected', 'true');
    await say('第三条');
    await expect(chat.getByRole('button', { name: '第三条', exact: true })).toBeVisible();
    await expect(page.getByRole('grid', { name: '消息' })).toBeInViewport();
  });
});

test.describe('in a log without any other message', () => {
  test.beforeEach(async () => {
    await open();
    await begin();
  });
  test.afterEach(close);

  test('a message is sent through again: first without touching anything, then for real, and both are compared', async () => {
    await say('帮助');
    await expect(rows).toHaveCount(2);
    await rows.nth(1).click();
    await drawer.getByRole('button', { name: '重放' }).click();
    await expect(drawer.getByTestId('rehearsal')).toContainText('help');
    await expect(drawer.getByTestId('rehearsal')).toContainText('只查看');
    await expect(rows).toHaveCount(2);
    const xml = drawer.getByRole('textbox', { name: '消息 XML' });
    const original = await xml.inputValue();
    await xml.fill(original.replace('</Content>', '</Contents>'));
    await expect(drawer).toContainText(/第 \d+ 行第 \d+ 列/);
    await expect(drawer.getByRole('button', { name: '真正执行…' })).toBeDisabled();
    await xml.fill(original.replace('帮助', '帮助 状态'));
    await drawer.getByRole('button', { name: '真正执行…' }).click();
    await drawer.getByRole('button', { name: /^为 .+ 执行“help/ }).click();
    await drawer.getByRole('button', { name: '打开新消息' }).click();
    await expect(rows).toHaveCount(4);
    await side(/关联/).click();
    await drawer.getByRole('button', { name: '对比', exact: true }).click();
    const content = drawer.getByTestId('compared-field').filter({ hasText: /^≠ Content/ });
    await expect(content).toContainText('不同');
    await expect(content).toContainText('帮助 状态');
    await expect(drawer).toContainText('1 处不同');
  });

  test('the curl command that is copied delivers the message again, and nothing runs a second time', async () => {
    const { app } = console;
    await say('帮助');
    await expect(rows).toHaveCount(2);
    await rows.nth(1).click();
    await drawer.getByRole('button', { name: '复制 curl 命令' }).click();
    await expect(drawer).toContainText('10 分钟内有效');
    const command = await app.evaluate(({ clipboard }) => clipboard.readText());
    const { stdout } = await run('sh', ['-c', `${command} -w '\\n%{http_code}'`]);
    expect(stdout).toMatch(/<Encrypt>[\s\S]*\n200$/);
    await expect(drawer).toContainText('投递 2 次');
    await expect(rows).toHaveCount(2);
    await side('投递').click();
    await expect(drawer.getByTestId('redelivery')).toContainText(/第 2 次.*\d\d:\d\d:\d\d.*首次之后 \d/);
    await console.picture('out/e2e-pictures/redelivery.png');
  });
});

async function addAccount(apiBase: string): Promise<void> {
  const added = await console.page.evaluate(
    (base) =>
      window.weiguan.call('accounts.add', {
        account: {
          ...{ id: 'ops', platform: 'wecom', name: '运维', receiverId: 'ww1234567890abcdef', agentId: '218' },
          ...{ apiBase: base, operators: ['zhangsan'] },
        },
        secrets: { apiSecret: 's'.repeat(43), token: 'aTokenOfTheTests', encodingAesKey: 'k'.repeat(43) },
      } as never),
    apiBase,
  );
  expect(added).toMatchObject({ ok: true });
}

/** WeCom's API as far as it is needed: it knows nobody, until it is told to. */
async function openPlatform() {
  let knows = false;
  const sent: string[] = [];
  const server: Server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += String(chunk);
    });
    request.on('end', () => {
      const isSend = request.url?.includes('/message/send') ?? false;
      if (isSend) sent.push((JSON.parse(body) as { text: { content: string } }).text.content);
      const answer = isSend
        ? knows
          ? { errcode: 0, errmsg: 'ok', msgid: '1' }
          : { errcode: 81013, errmsg: 'user & party & tag all invalid' }
        : { errcode: 0, errmsg: 'ok', access_token: 'a', expires_in: 7200 };
      response.setHeader('Content-Type', 'application/json').end(JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    sent: () => sent,
    accept: () => {
      knows = true;
    },
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
