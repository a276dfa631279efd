import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { type ConsoleWindow, newDataDir, openConsole, phoneOf, removeDataDir } from './console-window.ts';

/** Pictures to look at, kept among the other results. */
const pictures = fileURLToPath(new URL('../../out/e2e-pictures/', import.meta.url));
const dataDir = newDataDir();
let console: ConsoleWindow;

test.beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  console = await openConsole({ dataDir });
  await console.goTo('simulator');
  for (const text of ['状态', '帮助', 'statsu', '今天天气怎么样']) {
    await phoneOf(console.page).say(text);
    await expect(phoneOf(console.page).bubbles('person').last()).toContainText(text);
  }
  await expect(phoneOf(console.page).bubbles('account')).toHaveCount(4);
});
test.afterAll(async () => {
  await console.close();
  removeDataDir(dataDir);
});

const sizes = [
  { width: 1024, height: 680 },
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
];

for (const size of sizes) {
  for (const theme of ['light', 'dark'] as const) {
    for (const language of ['zh-CN', 'en'] as const) {
      test(`every page fits ${size.width}×${size.height}, ${theme}, ${language}`, async () => {
        const { page } = console;
        await console.resize(size.width, size.height);
        await page.evaluate((wanted) => window.weiguan.call('settings.set', wanted), { theme, language });
        await expect(page.locator('html')).toHaveAttribute('lang', language);
        await expect(page.locator('html')).toHaveAttribute('data-look', theme);
        for (const name of ['overview', 'messages', 'simulator', 'detail'] as const) {
          await console.goTo(name === 'detail' ? 'messages' : name);
          if (name === 'detail') await page.getByTestId('message-row').nth(2).click();
          await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
          expect(await overflowing(), `${name} is cut off`).toEqual([]);
          await page.screenshot({ path: `${pictures}${name}-${size.width}-${theme}-${language}.png`, animations: 'disabled' });
        }
      });
    }
  }
}

/** What sticks out, at the right, of the window or of the block that it stands in. */
const overflowing = () =>
  console.page.evaluate(() => {
    const rightOf = (element: Element) => element.getBoundingClientRect().right;
    const isBlock = (element: Element) => !['inline', 'contents'].includes(getComputedStyle(element).display);
    return [...document.querySelectorAll('#root main *')]
      .filter((element) => element.getBoundingClientRect().width > 0 && !element.closest('svg, .uplot, [aria-hidden="true"]'))
      .filter((element) => {
        const parent = element.parentElement;
        const inFlow = ['static', 'relative'].includes(getComputedStyle(element).position);
        return rightOf(element) > innerWidth + 1 || (parent && inFlow && isBlock(parent) && rightOf(element) > rightOf(parent) + 1);
      })
      .map((element) => `${element.tagName}.${element.className}`);
  });

test('the whole console can be reached by keyboard', async () => {
  const { page } = console;
  await console.goTo('overview');
  await page.keyboard.press('g');
  await page.keyboard.press('m');
  await expect(page).toHaveURL(/#\/messages/);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('overview');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#\/overview/);
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
});

test('language, theme and the window come back as they were left', async () => {
  await console.resize(1100, 720);
  await console.page.evaluate(() => window.weiguan.call('settings.set', { theme: 'dark', language: 'en' }));
  await console.close();
  console = await openConsole({ dataDir });
  const { page } = console;
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(page.locator('html')).toHaveAttribute('data-look', 'dark');
  expect(await page.evaluate(() => [innerWidth, innerHeight])).toEqual([1100, 720]);
  await console.goTo('messages');
  await expect(page.getByTestId('message-row')).toHaveCount(8);
});
