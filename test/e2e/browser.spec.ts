import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { _electron, type ElectronApplication, type Page } from 'playwright';
import { runHeadless } from '../support/headless-gateway.ts';
import { newDataDir, phoneOf, removeDataDir, runtimeArgs } from './console-window.ts';

const browserScript = fileURLToPath(new URL('./plain-browser.mjs', import.meta.url));

let dataDir: string;
let gateway: ReturnType<typeof runHeadless>;
let link: string;
const open: ElectronApplication[] = [];

test.beforeEach(async () => {
  dataDir = newDataDir();
  gateway = runHeadless([], { WEIGUAN_DATA_DIR: dataDir, WEIGUAN_LISTENER_PORT: '0', WEIGUAN_CONSOLE_PORT: '0' });
  link = await gateway.line('console');
});
test.afterEach(async () => {
  for (const browser of open.splice(0)) await browser.close();
  gateway.child.kill('SIGTERM');
  expect(await gateway.exited).toBe(0);
  removeDataDir(dataDir);
});

/** Opens an address in a browser that has never been there. */
async function browse(url: string): Promise<Page> {
  const profile = newDataDir();
  const browser = await _electron.launch({
    args: [...runtimeArgs(), browserScript, `--user-data-dir=${profile}`],
    env: { ...(process.env as Record<string, string>), BROWSER_URL: url },
  });
  open.push(browser);
  return browser.firstWindow();
}

test('without a display the console opens in a browser through its one-time link, and works as in the window', async () => {
  const page = await browse(link);
  await expect(page.getByRole('heading', { name: '三步看到效果' })).toBeVisible();
  expect(page.url()).not.toContain('token');
  await page.evaluate(() => {
    location.hash = '#/simulator';
  });
  await phoneOf(page).say('状态');
  await expect(phoneOf(page).bubbles('account').last()).toContainText('运行中');
  await page.getByRole('button', { name: '在消息里看' }).click();
  await expect(page.getByTestId('message-row')).toHaveCount(2);
  await page.reload();
  await expect(page.getByTestId('message-row')).toHaveCount(2);
});

test('the link works once; without it nobody gets in', async () => {
  await expect((await browse(link)).getByRole('heading', { name: '三步看到效果' })).toBeVisible();
  const second = await browse(link);
  await expect(second.getByRole('heading', { name: '登录控制台' })).toBeVisible();
  await second.getByLabel('控制台令牌').first().fill('guess');
  await second.getByRole('button', { name: /登\s*录/ }).click();
  await expect(second.getByText('令牌不对')).toBeVisible();
});
