import { expect, type Locator, test } from '@playwright/test';
import { type ConsoleWindow, openConsole, pictures, removeDataDir } from './console-window.ts';

let console: ConsoleWindow;
let rows: Locator;

test.beforeEach(async () => {
  console = await openConsole();
  // why: the pictures are of what stands still
  await console.page.emulateMedia({ reducedMotion: 'reduce' });
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

for (const size of [
  { width: 1024, height: 680 },
  { width: 1280, height: 800 },
]) {
  for (const theme of ['light', 'dark'] as const) {
    const language = theme === 'light' ? ('zh-CN' as const) : ('en' as const);
    test(`the inspector fits ${size.width}×${size.height}, ${theme}, ${language}`, async () => {
      const { page } = console;
      for (const text of ['状态', '今天谁值班', '帮助 状态']) await say(text);
      await console.resize(size.width, size.height);
      await console.look(theme, language);
      await page.evaluate(() => window.weiguan.call('messages.hold', { account: 'sandbox-wecom', on: true }));
      await expect(rows).toHaveCount(6);
      await rows.last().click();
      await page.keyboard.press('r');
      const shoot = async (name: string) => {
        expect(await overflowing(), `${name} is cut off`).toEqual([]);
        await console.picture(`${pictures}inspector-${name}-${size.width}-${theme}-${language}.png`);
      };
      await shoot('summary');
      await page.keyboard.press('Escape');
      for (const [name, label] of Object.entries({
        chat: /^(对话|Chat)$/,
        raw: /^(原始报文|Raw)$/,
        delivery: /^(投递|Delivery)$/,
        related: /^(关联|Related)/,
      })) {
        await showSide(label);
        await shoot(name);
      }
      const beside = page.getByRole('button', { name: /^(把对话放到旁边|Chat beside the message)$/ });
      if (size.width >= 1280) {
        await beside.click();
        await shoot('beside');
      } else await expect(beside).toBeHidden();
      await drawerIn(page)
        .getByRole('button', { name: /^(重放|Replay)$/ })
        .click();
      const xml = page.getByRole('textbox', { name: /^(消息 XML|Message XML)$/ });
      await expect(page.getByTestId('rehearsal')).toBeVisible();
      await shoot('replay');
      await page.getByRole('button', { name: /^(真正执行…|Run for real…)$/ }).click();
      await shoot('replay-sure');
      await xml.fill((await xml.inputValue()).replace('</Content>', ''));
      await expect(page.getByText(/第 \d+ 行|Line \d+/)).toBeVisible();
      await shoot('replay-fault');
      await page.keyboard.press('Escape');
      await page.keyboard.press('Escape');
      await drawerIn(page)
        .getByRole('button', { name: /^(与…对比|Compare with…)$/ })
        .click();
      await shoot('choose');
      await rows.nth(3).click();
      await expect(page.getByTestId('compared-field').first()).toBeVisible();
      await shoot('compare');
      await say('机房空调响了');
      await expect(page.getByRole('region', { name: /^(人工回复|Answering by hand)$/ })).toContainText('机房空调响了');
      await shoot('waiting');
    });
  }
}

const drawerIn = (page: ConsoleWindow['page']) => page.getByRole('complementary', { name: /^(消息详情|Message)$/ });

/** Opens a side of the message, also where it stands in the menu of those that found no room. */
async function showSide(name: RegExp): Promise<void> {
  const { page } = console;
  const tab = page.getByRole('tab', { name });
  await tab.evaluate((element: HTMLElement) => element.click());
  await expect(tab).toHaveAttribute('aria-selected', 'true');
}

/** What of the page sticks out of the window at the right. */
const overflowing = () =>
  console.page.evaluate(() =>
    [...document.querySelectorAll('#root main *')]
      .filter(
        (element) =>
          element.getBoundingClientRect().right > innerWidth + 1 && !element.closest('svg, [aria-hidden="true"], [role="tablist"]'),
      )
      .map((element) => `${element.tagName}.${element.className}`),
  );
