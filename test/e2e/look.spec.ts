import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { createSender } from '../support/wechat-sender.ts';
import { type ConsoleWindow, listenerUrl, newDataDir, openConsole, phoneOf, removeDataDir } from './console-window.ts';

/** Pictures to look at, kept among the other results. */
const pictures = fileURLToPath(new URL('../../out/e2e-pictures/', import.meta.url));
const dataDir = newDataDir();
const env = { WEIGUAN_SECRETS_PASSPHRASE: 'a passphrase of the tests' };
let console: ConsoleWindow;

test.beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  console = await openConsole({ dataDir, env });
  await addAccounts();
  await runDoctor();
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
        for (const [name, open] of Object.entries(views)) {
          await open();
          await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
          expect(await overflowing(), `${name} is cut off`).toEqual([]);
          await page.screenshot({ path: `${pictures}${name}-${size.width}-${theme}-${language}.png`, animations: 'disabled' });
        }
      });
    }
  }
}

/** Tests reach no address but this computer's: here nobody answers. */
const closedPort = 'http://127.0.0.1:9';

/** Accounts in every state that a picture should show. */
async function addAccounts(): Promise<void> {
  await console.page.evaluate(async (nobody) => {
    const { call } = window.weiguan;
    const wecom = {
      id: 'ops',
      platform: 'wecom',
      name: '运维助手',
      receiverId: 'ww1234567890abcdef',
      agentId: '1000002',
      apiBase: nobody,
    } as const;
    const official = {
      id: 'oa',
      platform: 'official-account',
      name: '值班公众号',
      receiverId: 'wx1234567890abcdef',
      apiBase: nobody,
    } as const;
    const secrets = { apiSecret: 's'.repeat(43), token: 'aTokenOfThePictures', encodingAesKey: 'k'.repeat(43) };
    await call('accounts.add', { account: { ...wecom, operators: ['zhangsan', 'lisi'] }, secrets });
    await call('accounts.generate', { id: 'ops' });
    await call('accounts.add', { account: { ...official, kind: 'subscription', mode: 'safe' }, secrets: { apiSecret: secrets.apiSecret } });
    await call('accounts.add', { account: { ...wecom, id: 'warehouse', name: '仓库与物流值班室的运维应用' }, secrets });
    await call('accounts.enable', { id: 'warehouse', enabled: false });
  }, closedPort);
  const refused = createSender(`${await listenerUrl(console.page)}/callback/ops`, {
    ...{ token: 'anotherToken', encodingAesKey: 'k'.repeat(43), receiverId: 'ww1234567890abcdef' },
  });
  await refused.verify('1234567890');
}

/** Switches to the guide where it does not stand beside the form. */
async function showGuide(): Promise<void> {
  const guide = console.page.getByText(/^(接入向导|Set-up guide)$/).first();
  if (await guide.isVisible()) await guide.click();
}

/** Makes the listener its own public URL, by one of its names. */
async function setPublicUrl(name: string): Promise<void> {
  await console.page.evaluate(
    async (publicUrl) => window.weiguan.call('tunnel.set', { config: { provider: 'none', publicUrl } }),
    (await listenerUrl(console.page)).replace('127.0.0.1', name),
  );
}

/** Has the doctor look at an account that works and at one that doesn't. */
async function runDoctor(): Promise<void> {
  await setPublicUrl('127.0.0.1');
  await console.page.evaluate(async () => {
    await window.weiguan.call('doctor.run', { account: 'sandbox-wecom' });
    await window.weiguan.call('doctor.run', { account: 'ops' });
  });
}

/** Every view, and how to get there. */
const views: Record<string, () => Promise<void>> = {
  overview: () => console.goTo('overview'),
  messages: () => console.goTo('messages'),
  simulator: () => console.goTo('simulator'),
  async detail() {
    await console.goTo('messages');
    await console.page.getByTestId('message-row').nth(2).click();
  },
  accounts: () => console.goTo('accounts/ops'),
  async 'accounts-guide'() {
    await console.goTo('accounts/ops');
    await showGuide();
  },
  'accounts-official': () => console.goTo('accounts/oa'),
  async 'accounts-delete'() {
    await console.goTo('accounts/warehouse');
    await console.page.getByRole('button', { name: /^(删除|Delete)$/ }).click();
  },
  'accounts-choose': () => console.goTo('accounts/+'),
  'accounts-import': () => console.goTo('accounts/+import'),
  'accounts-sandbox': () => console.goTo('accounts/sandbox-wecom'),
  async connection() {
    await setPublicUrl('127.0.0.1');
    await console.goTo('connection');
    const discard = console.page.getByRole('button', { name: /^(放弃修改|Discard)$/ });
    if (await discard.isVisible()) await discard.click();
  },
  async 'connection-moved'() {
    await setPublicUrl('localhost');
    await console.goTo('connection/tunnel');
    await expect(console.page.getByTestId('url-moved')).toBeVisible();
  },
  async 'connection-ssh'() {
    await console.goTo('connection');
    await console.page.getByText('ssh -R', { exact: true }).click();
  },
};

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
  console = await openConsole({ dataDir, env });
  const { page } = console;
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(page.locator('html')).toHaveAttribute('data-look', 'dark');
  expect(await page.evaluate(() => [innerWidth, innerHeight])).toEqual([1100, 720]);
  await console.goTo('messages');
  await expect(page.getByTestId('message-row')).toHaveCount(9);
});
