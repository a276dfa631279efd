import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { _electron } from 'playwright';
import { fillLog } from '../support/filled-log.ts';
import { runHeadless } from '../support/headless-gateway.ts';
import { type ConsoleWindow, newDataDir, openConsole, pictures, removeDataDir, runtimeArgs } from './console-window.ts';

const dataDir = newDataDir();
const targetDir = newDataDir();
const messages = 3000;
let console: ConsoleWindow;

test.beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  fillLog(join(dataDir, 'weiguan.db'), messages, Date.now() - 60_000, 'sandbox-wecom');
  console = await openConsole({ dataDir, env: { WEIGUAN_SECRETS_PASSPHRASE: 'a passphrase of the tests' } });
  await console.goTo('messages');
});
test.afterAll(async () => {
  await console.close();
  removeDataDir(dataDir);
  removeDataDir(targetDir);
});

/** What the system's save dialog gives back; null where it is dismissed. */
async function answerDialog(filePath: string | null): Promise<void> {
  await console.app.evaluate(({ dialog }, path) => {
    dialog.showSaveDialog = async () => ({ canceled: path === null, filePath: path ?? '' });
  }, filePath);
}

const tray = () => console.page.getByRole('region', { name: '导出消息' });
const openTray = () => console.page.getByRole('button', { name: '导出', exact: true }).click();
const start = () => tray().getByRole('button', { name: '选择位置并导出' }).click();
/** Takes a filter, and waits until the list has it. */
async function filter(text: string): Promise<void> {
  await console.page.getByRole('main').getByRole('combobox').first().fill(text);
  await console.page.keyboard.press('Enter');
}

test('what the list shows is exported into the file that the dialog names', async () => {
  await openTray();
  await expect(tray()).toContainText('导出全部消息');
  const file = join(targetDir, 'all.jsonl');
  await answerDialog(file);
  await start();
  await expect(tray()).toContainText('已导出 6,030 条');
  await expect(tray()).toContainText('all.jsonl');
  expect(readFileSync(file, 'utf8').trimEnd().split('\n')).toHaveLength(6030);
  expect(readdirSync(targetDir)).toEqual(['all.jsonl']);
});

test('whoever dismisses the dialog has exported nothing, and may try again', async () => {
  await answerDialog(null);
  await start();
  await expect(tray().getByRole('button', { name: '选择位置并导出' })).toBeEnabled();
  await expect(tray()).toContainText('all.jsonl');
});

test('a place that cannot be written is said in the tray', async () => {
  await answerDialog(join(targetDir, 'gone', 'all.jsonl'));
  await start();
  await expect(tray().getByRole('alert')).toContainText('写入“all.jsonl”失败');
});

test('the filter of the list is the filter of the export', async () => {
  await filter('from:lisi dir:in');
  await expect(tray()).toContainText('from:lisi dir:in');
  await tray().getByText('CSV', { exact: true }).click();
  const file = join(targetDir, 'lisi.csv');
  await answerDialog(file);
  await start();
  await expect(tray()).toContainText('已导出 300 条');
  const text = readFileSync(file, 'utf8');
  expect(text.startsWith('\u{FEFF}编号,')).toBe(true);
  expect(text.trimEnd().split('\r\n')).toHaveLength(301);
  expect(existsSync(`${file}.part`)).toBe(false);
});

test('statistics take the filter along, and count again for another period', async () => {
  const { page } = console;
  await page.getByRole('button', { name: '统计' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('统计');
  await expect(page.getByRole('textbox', { name: '筛选' })).toHaveValue('from:lisi dir:in');
  await expect(page.getByRole('region', { name: '消息量' })).toContainText('共 300 条：收 300、发 0、拒 0');
  await page.getByRole('textbox', { name: '筛选' }).fill('');
  await page.getByText('全部', { exact: true }).click();
  await expect(page.getByRole('region', { name: '消息量' })).toContainText('共 6,030 条：收 3,000、发 3,000、拒 30');
  await expect(page.getByRole('table', { name: '命令' })).toContainText('status');
  await page.getByRole('region', { name: '消息量' }).getByRole('button', { name: '表格' }).click();
  await expect(page.getByRole('table', { name: '消息量' }).getByRole('row').nth(1)).toBeVisible();
  await page.getByRole('region', { name: '消息量' }).getByRole('button', { name: '图表' }).click();
});

test('a filter that is not understood, and one that nothing meets, are said in place', async () => {
  const { page } = console;
  const line = page.getByRole('textbox', { name: '筛选' });
  await line.fill('status:nonsense');
  await line.press('Enter');
  await expect(page.getByRole('main').getByRole('alert')).toContainText('筛选条件没有全部看懂');
  await line.fill('from:nobody');
  await line.press('Enter');
  await expect(page.getByText('这段时间没有符合的消息')).toBeVisible();
  await line.fill('');
  await line.press('Enter');
  await expect(page.getByRole('region', { name: '消息量' })).toContainText('共 6,030 条');
});

for (const size of [
  { width: 1024, height: 680 },
  { width: 1280, height: 800 },
]) {
  for (const theme of ['light', 'dark'] as const) {
    for (const language of ['zh-CN', 'en'] as const) {
      test(`exports and statistics fit ${size.width}×${size.height}, ${theme}, ${language}`, async () => {
        const { page } = console;
        await console.resize(size.width, size.height);
        await console.look(theme, language);
        for (const name of ['statistics', 'messages'] as const) {
          await page.evaluate((hash) => {
            location.hash = hash;
          }, `#/${name}`);
          const region = name === 'statistics' ? /^(消息量|Messages)$/ : /^(导出消息|Export messages)$/;
          await expect(page.getByRole('region', { name: region })).toBeVisible();
          expect(await overflowing(), `${name} is cut off`).toEqual([]);
          const path = `${pictures}${name === 'messages' ? 'export' : name}-${size.width}-${theme}-${language}.png`;
          await console.picture(path);
        }
      });
    }
  }
}

test('in a browser the file is downloaded', async () => {
  const gatewayDir = newDataDir();
  fillLog(join(gatewayDir, 'weiguan.db'), messages, Date.now() - 60_000, 'sandbox-wecom');
  const gateway = runHeadless([], {
    WEIGUAN_DATA_DIR: gatewayDir,
    WEIGUAN_LISTENER_PORT: '0',
    WEIGUAN_CONSOLE_PORT: '0',
    WEIGUAN_SECRETS_PASSPHRASE: 'a passphrase of the tests',
  });
  const link = await gateway.line('console');
  const browser = await _electron.launch({
    args: [...runtimeArgs(), fileURLToPath(new URL('./plain-browser.mjs', import.meta.url)), `--user-data-dir=${newDataDir()}`],
    env: { ...(process.env as Record<string, string>), BROWSER_URL: link },
  });
  const page = await browser.firstWindow();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('概览');
  const file = join(gatewayDir, 'downloaded.jsonl');
  await browser.evaluate(({ session }, path) => {
    session.defaultSession.on('will-download', (_, item) => item.setSavePath(path));
  }, file);
  await page.evaluate(() => {
    location.hash = '#/messages';
  });
  await page.getByRole('button', { name: '导出', exact: true }).click();
  const region = page.getByRole('region', { name: '导出消息' });
  await region.getByRole('button', { name: '导出', exact: true }).click();
  await expect(region).toContainText('已导出 6,030 条');
  await expect.poll(() => existsSync(file) && readFileSync(file, 'utf8').trimEnd().split('\n').length).toBe(6030);
  await browser.close();
  gateway.child.kill('SIGTERM');
  expect(await gateway.exited).toBe(0);
  removeDataDir(gatewayDir);
});

/** What sticks out of the window at the right. */
const overflowing = () =>
  console.page.evaluate(() =>
    [...document.querySelectorAll('#root main *')]
      .filter((element) => element.getBoundingClientRect().width > 0 && !element.closest('svg, .uplot, [aria-hidden="true"]'))
      .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
      .map((element) => `${element.tagName}.${element.className}`),
  );
