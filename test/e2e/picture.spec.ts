import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import { _electron } from 'playwright';
import { runHeadless } from '../support/headless-gateway.ts';
import { newDataDir, phoneOf, removeDataDir, runtimeArgs } from './console-window.ts';

const builder = fileURLToPath(new URL('../support/build-paint-program.mjs', import.meta.url));
const browserScript = fileURLToPath(new URL('./plain-browser.mjs', import.meta.url));

test('a picture that a command answers is seen on the phone', async () => {
  test.setTimeout(120_000);
  const { stdout } = await promisify(execFile)(process.execPath, [builder]);
  const dataDir = newDataDir();
  const env = {
    WEIGUAN_DATA_DIR: dataDir,
    WEIGUAN_LISTENER_PORT: '0',
    WEIGUAN_CONSOLE_PORT: '0',
    WEIGUAN_SECRETS_PASSPHRASE: 'of the tests',
  };
  const gateway = runHeadless([], env, [], stdout.trim().split('\n').at(-1));
  const browser = await _electron.launch({
    args: [...runtimeArgs(), browserScript, `--user-data-dir=${newDataDir()}`],
    env: { ...(process.env as Record<string, string>), BROWSER_URL: await gateway.line('console') },
  });
  const page = await browser.firstWindow();
  await expect(page.getByRole('heading', { name: '三步看到效果' })).toBeVisible();
  await page.evaluate(() => {
    location.hash = '#/simulator';
  });
  await phoneOf(page).say('paint');
  const picture = phoneOf(page).bubbles('account').last().getByRole('img', { name: '图片' });
  await expect(picture).toBeVisible();
  expect(await picture.evaluate((image: HTMLImageElement) => image.decode().then(() => [image.naturalWidth, image.naturalHeight]))).toEqual(
    [160, 90],
  );
  await page.screenshot({ path: 'out/e2e-pictures/phone-picture.png', animations: 'disabled' });

  await page.evaluate(() => {
    location.hash = '#/messages';
  });
  await page.getByTestId('message-row').first().click();
  const sent = page.getByRole('complementary', { name: '消息详情' }).getByRole('img', { name: '图片' });
  await expect.poll(() => sent.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(160);
  await page.screenshot({ path: 'out/e2e-pictures/detail-picture.png', animations: 'disabled' });
  await browser.close();
  gateway.child.kill('SIGTERM');
  expect(await gateway.exited).toBe(0);
  removeDataDir(dataDir);
});
