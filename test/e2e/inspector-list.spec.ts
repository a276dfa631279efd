import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { filledStore } from '../bench/store/fill.ts';
import { rare } from '../bench/store/sample-messages.ts';
import { createSender, textMessage } from '../support/wechat-sender.ts';
import { type ConsoleWindow, listenerUrl, newDataDir, openConsole, removeDataDir } from './console-window.ts';
import { longTasks, messagesOf, recordTasks, scrollAbout, watchLongTasks } from './messages-page.ts';

let console: ConsoleWindow;
let list: ReturnType<typeof messagesOf>;

/** Says it on the sandbox's phone without leaving the page. */
const say = (text: string) =>
  console.page.evaluate(
    (said) => window.weiguan.call('simulator.act', { account: 'sandbox-wecom', action: { kind: 'text', text: said } }),
    text,
  );

async function open(dataDir?: string, env?: Record<string, string>): Promise<void> {
  console = await openConsole({ ...(dataDir && { dataDir }), ...(env && { env }) });
  list = messagesOf(console.page);
  await console.goTo('messages');
}

test.afterEach(async () => {
  await console.close();
  removeDataDir(console.dataDir);
});

test.describe('with a few messages', () => {
  test.beforeEach(async () => {
    await open();
    for (const text of ['帮助', '重启 web-01', '你好']) await say(text);
    await expect(list.rows).toHaveCount(6);
  });

  test('a filter is written with the keyboard alone, completion helping', async () => {
    const { keyboard } = console.page;
    await keyboard.press('/');
    await keyboard.type('di');
    await expect(list.options).toHaveText([/^dir:.*收到、发出还是拒收/]);
    await keyboard.press('Tab');
    await expect(list.filter).toHaveValue('dir:');
    await expect(list.options).toHaveText([/^in.*收到/, /^out.*发出/, /^refused.*拒收/]);
    await keyboard.press('ArrowDown');
    await keyboard.press('ArrowDown');
    await keyboard.press('Enter');
    await expect(list.filter).toHaveValue('dir:out ');
    await expect(list.rows).toHaveCount(3);
    await keyboard.type('dir:out');
    await keyboard.press('Escape');
    await expect(list.options).toHaveCount(0);
    await keyboard.press('Escape');
    await expect(list.filter).toHaveValue('');
    await expect(list.rows).toHaveCount(6);
    await keyboard.press('Escape');
    await expect(list.filter).not.toBeFocused();
  });

  test('what is not understood is marked, with what would be right', async () => {
    await list.filter.fill('status:faild 重启');
    await expect(list.filter).toHaveAttribute('aria-invalid', 'true');
    await expect(console.page.locator('mark[data-code="unknown-value"]')).toHaveText('faild');
    await expect(console.page.getByText(/“status”没有“faild”这个值。可用的值：.*failed/)).toBeVisible();
    await expect(list.cell('summary').filter({ hasText: '重启' })).not.toHaveCount(0);
  });

  test('chips put terms in and take them out; terms of one field take turns', async () => {
    await list.chip('收').click();
    await expect(list.filter).toHaveValue('dir:in');
    await expect(list.rows).toHaveCount(3);
    await list.chip('发').click();
    await expect(list.filter).toHaveValue('dir:out');
    await list.chip('今天').click();
    await expect(list.filter).toHaveValue('dir:out since:today');
    await expect(list.chip('发')).toHaveAttribute('aria-pressed', 'true');
    await list.chip('发').click();
    await expect(list.filter).toHaveValue('since:today');
    await expect(list.rows).toHaveCount(6);
  });

  test('where nothing matches the list says what to do', async () => {
    await list.filter.fill('重启 没有这样的字');
    await expect(console.page.getByText('没有符合的消息')).toBeVisible();
    await console.page.getByRole('button', { name: '去掉 没有这样的字', exact: true }).last().click();
    await expect(list.filter).toHaveValue('重启');
    await expect(list.cell('summary').filter({ hasText: '重启' })).not.toHaveCount(0);
  });

  test('a filter is saved under a name, renamed, used, deleted and brought back', async () => {
    const { page } = console;
    await list.filter.fill('dir:out');
    await list.saved.click();
    await page.getByRole('textbox', { name: '存下当前筛选' }).fill('发出的');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: '重命名 发出的' }).click();
    await page.getByRole('textbox', { name: '重命名 发出的' }).fill('回复');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    await list.filter.fill('');
    await page.reload();
    await expect(list.rows).toHaveCount(6);
    await list.saved.click();
    await page.getByRole('button', { name: '删除 回复' }).click();
    await page.getByRole('button', { name: '撤销' }).click();
    await page.getByRole('button', { name: /^回复/ }).click();
    await expect(list.filter).toHaveValue('dir:out');
    await expect(list.rows).toHaveCount(3);
  });

  test('live rows appear only where they match', async () => {
    await list.filter.fill('dir:in 重启');
    await expect(list.rows).toHaveCount(1);
    await say('状态');
    await say('重启 db-02');
    await expect(list.rows).toHaveCount(2);
    await expect(list.cell('summary').first()).toContainText('db-02');
    await expect(console.page.getByText('2 条符合')).toBeVisible();
  });

  test("a row's menu narrows the list to its person", async () => {
    await list.rows.first().click({ button: 'right' });
    await list
      .menuItem(/^只看 /)
      .first()
      .click();
    await expect(list.filter).toHaveValue(/^from:/);
    await expect(list.rows).toHaveCount(6);
  });
});

test.describe('with many messages', () => {
  const rows = 30_000;
  const keys = { token: 'aTokenOfTheStream', encodingAesKey: 'k'.repeat(43), receiverId: 'ww1234567890abcdef' };

  test.beforeEach(async () => {
    test.setTimeout(180_000);
    const dataDir = newDataDir();
    renameSync(filledStore(dataDir, rows), join(dataDir, 'weiguan.db'));
    await open(dataDir, { WEIGUAN_SECRETS_PASSPHRASE: 'a passphrase of the tests' });
    await expect(list.rows).not.toHaveCount(0);
  });

  test('a Chinese word finds a row that is not loaded', async () => {
    await list.filter.fill(rare.zh.slice(0, 2));
    await expect(list.rows).toHaveCount(1);
    await expect(list.cell('summary')).toContainText(rare.zh);
    await list.filter.fill('运维');
    await expect(console.page.getByText('1,000+ 条符合')).toBeVisible();
  });

  test('scrolled down far, rows come back where one scrolls back, and the keys reach both ends', async () => {
    const { page } = console;
    for (let at = 0; at < 70; at += 1) {
      await list.scroller.evaluate((element) => element.scrollTo({ top: element.scrollHeight }));
      await expect(page.getByText(`已载入 ${(100 * (at + 2)).toLocaleString('en')} 条`)).toBeVisible();
    }
    await list.scroller.evaluate((element) => element.scrollTo({ top: element.scrollHeight / 4 }));
    await expect(page.locator('[role="row"][aria-busy]')).toHaveCount(0);
    const shown = () => list.rows.evaluateAll((found) => found.map((row) => Number(row.getAttribute('aria-rowindex'))));
    await expect.poll(async () => (await shown()).some((index) => index > 1700 && index < 1900)).toBe(true);
    await page.keyboard.press('Home');
    await expect(page.locator('[data-current="true"]')).toHaveAttribute('aria-rowindex', '2');
    await page.keyboard.press('End');
    await expect(page.locator('[data-current="true"]')).not.toHaveAttribute('aria-rowindex', '2');
  });

  test('it scrolls, searches and streams at once', async () => {
    const { page } = console;
    await page.evaluate(async ({ receiverId, token, encodingAesKey }) => {
      const account = {
        id: 'stream',
        platform: 'wecom',
        name: '压测',
        receiverId,
        agentId: '218',
        apiBase: 'http://127.0.0.1:9',
      } as const;
      await window.weiguan.call('accounts.add', { account, secrets: { apiSecret: 's'.repeat(43), token, encodingAesKey } });
    }, keys);
    const sender = createSender(`${await listenerUrl(page)}/callback/stream`, keys);
    const recorded = await recordTasks(console.app, console.dataDir);
    await watchLongTasks(page);
    const started = performance.now();
    const perSender = 150;
    const senders = Array.from({ length: 16 }, async (_, number) => {
      for (let sent = 0; sent < perSender; sent += 1) {
        await sender.deliver(textMessage({ to: keys.receiverId, from: `stream${number}`, id: `${number}000${sent}`, text: `流 ${sent}` }));
      }
    });
    const streaming = Promise.all(senders);
    await list.filter.focus();
    for (const text of ['重启', '服务器 dir:in', 'from:stream1']) {
      await page.keyboard.type(text, { delay: 30 });
      await scrollAbout(page);
      await page.keyboard.press('Escape');
      await page.keyboard.press('Escape');
      await page.keyboard.press('/');
      await scrollAbout(page);
    }
    await streaming;
    const seconds = (performance.now() - started) / 1000;
    await list.filter.fill('from:stream3 dir:in');
    await expect(page.getByText(`${perSender} 条符合`)).toBeVisible();
    const tasks = await longTasks(page);
    const cpu = (await recorded()).filter((ms) => ms > 50).map(Math.round);
    process.stdout.write(
      `${rows} rows in the store, ${Math.round((16 * perSender) / seconds)} messages/s for ${seconds.toFixed(1)} s: ${tasks.length} long ` +
        `tasks${tasks.length > 0 ? `, the longest ${Math.max(...tasks)} ms` : ''}; ${cpu.length} took more than 50 ms of CPU time ` +
        `themselves${cpu.length > 0 ? ` (${cpu.join(', ')})` : ''}\n`,
    );
  });
});
