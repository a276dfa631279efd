import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { newDataDir, openConsole, removeDataDir } from './console-window.ts';

test('with a config file without accounts, the pages lead to adding one, and to no sandbox', async () => {
  const dataDir = newDataDir();
  const file = join(dataDir, 'config.json');
  writeFileSync(file, JSON.stringify({ dataDir, listener: { port: 0 } }));
  const console = await openConsole({ dataDir, args: ['--config', file] });
  const { page } = console;
  await expect(page.getByText('还没有账号。')).toBeVisible();
  await expect(page.getByText('三步看到效果')).toHaveCount(0);
  await console.goTo('messages');
  await expect(page.getByText('有人在微信里给应用发消息后')).toBeVisible();
  await expect(page.getByRole('button', { name: '打开模拟器' })).toHaveCount(0);
  await console.goTo('connection');
  await expect(page.getByText('还没有账号，没有可查的。')).toBeVisible();
  await console.picture('out/e2e-pictures/no-account.png');
  await console.goTo('overview');
  await page.locator('p', { hasText: '还没有账号。' }).getByRole('button', { name: '添加账号' }).click();
  await expect(page).toHaveURL(/#\/accounts\//);
  await console.close();
  removeDataDir(dataDir);
});
