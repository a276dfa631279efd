import { expect, type Locator, test } from '@playwright/test';
import { type ConsoleWindow, openConsole, removeDataDir } from './console-window.ts';

let console: ConsoleWindow;
let rows: Locator;
test.beforeEach(async () => {
  console = await openConsole();
  rows = console.page.getByTestId('message-row');
  await console.goTo('messages');
});
test.afterEach(async () => {
  await console.close();
  removeDataDir(console.dataDir);
});

/** Says it on the sandbox's phone without leaving the page. */
const say = (text: string) =>
  console.page.evaluate(
    (said) => window.weiguan.call('simulator.act', { account: 'sandbox-wecom', action: { kind: 'text', text: said } }),
    text,
  );

test('an empty log says what to do next', async () => {
  await expect(console.page.getByText('到模拟器发一条“状态”试试。')).toBeVisible();
  await console.page.getByRole('button', { name: '打开模拟器' }).click();
  await expect(console.page.getByRole('heading', { name: '模拟器' })).toBeVisible();
});

test('new rows come in on top by themselves; while paused they wait behind a pill', async () => {
  const { page } = console;
  await say('帮助');
  await expect(rows).toHaveCount(2);
  await page.keyboard.press('p');
  await expect(page.getByRole('button', { name: '继续' })).toBeVisible();
  await say('状态');
  await expect(page.getByRole('button', { name: /2 条新消息/ })).toBeVisible();
  await expect(rows).toHaveCount(2);
  await page.getByRole('button', { name: /2 条新消息/ }).click();
  await expect(rows).toHaveCount(4);
  await expect(page.getByRole('button', { name: '暂停' })).toBeVisible();
});

test('the log is walked by keyboard alone', async () => {
  const { page } = console;
  for (const [index, text] of ['帮助', '帮助 状态', '你好'].entries()) {
    await say(text);
    await expect(rows).toHaveCount(2 * index + 2);
  }
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  const drawer = page.getByRole('complementary', { name: '消息详情' });
  await expect(drawer).toContainText('你好');
  await page.keyboard.press('j');
  await expect(drawer).not.toContainText('你好');
  await page.keyboard.press('Escape');
  await expect(drawer).toBeHidden();
  await page.keyboard.press('/');
  await page.keyboard.type('你好');
  await expect(rows).toHaveCount(2);
  await page.keyboard.press('Escape');
  await expect(rows).toHaveCount(6);
});

test('a request that is refused is shown with its reason and what to do', async () => {
  const { page } = console;
  const url = await page.evaluate(async () => {
    const overview = await window.weiguan.call('overview.get', {});
    return overview.ok ? overview.value.listener.url : '';
  });
  const response = await fetch(`${url}/callback/sandbox-wecom?msg_signature=0&timestamp=1&nonce=2`, {
    method: 'POST',
    headers: { 'Content-Type': 'text/xml' },
    body: '<xml><Encrypt>QUJD</Encrypt></xml>',
  });
  expect(response.status).toBe(403);
  await expect(rows).toHaveCount(1);
  await rows.first().click();
  const drawer = page.getByRole('complementary', { name: '消息详情' });
  await expect(drawer).toContainText('wechat/-40001');
  await page.getByRole('tab', { name: '签名' }).click();
  await expect(drawer).toContainText('签名不一致');
});

test('a long log stays smooth: only the rows on the screen are in the document', async () => {
  for (let i = 0; i < 60; i++) await say(`帮助 ${i}`);
  await expect(console.page.getByText('已载入 120 条')).toBeVisible();
  expect(await rows.count()).toBeLessThan(60);
});
