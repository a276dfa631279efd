import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import type { SandboxAccount } from '../../electron/simulator/account.ts';
import { type ApiServer, createApiServer } from '../../electron/simulator/api-server.ts';
import { type ConsoleWindow, openConsole, pictures, removeDataDir } from './console-window.ts';

const account: SandboxAccount = {
  ...{ id: 'desk', name: '服务台', platform: 'official-account', mode: 'safe', receiverId: 'wx0123456789abcdef', originalId: 'gh_desk' },
  ...{ token: 'theTokenOfThisTest', encodingAesKey: 'k'.repeat(43), secret: 'app-secret-of-this-test-0123456789' },
  ...{ person: 'oLi', personName: 'Li', menu: [] },
};
let console: ConsoleWindow;
let api: ApiServer;
test.beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  api = createApiServer({ accounts: [account], clock: Date.now, random: randomBytes, onBug: (error) => expect(error).toBeUndefined() });
  const { url } = await api.listen({ host: '127.0.0.1', port: 0 });
  console = await openConsole({ env: { WEIGUAN_SECRETS_PASSPHRASE: 'a passphrase of the tests' } });
  await console.resize(1280, 800);
  const { id, name, platform, mode, receiverId, token, encodingAesKey, secret: apiSecret } = account;
  const draft = { id, name, platform, mode, receiverId, kind: 'service' as const, verified: true, apiBase: url };
  const added = await console.page.evaluate((input) => window.weiguan.call('accounts.add', input), {
    account: { ...draft, wayOut: { via: 'direct' as const } },
    secrets: { token, encodingAesKey, apiSecret },
  });
  expect(added).toMatchObject({ ok: true });
});
test.afterAll(async () => {
  await console.close();
  await api.close();
  removeDataDir(console.dataDir);
});

test("an account's notice template is chosen from its own, with what each field shows", async () => {
  const { page } = console;
  await console.goTo('accounts/desk');
  const template = page.getByRole('combobox', { name: '通知模板' });
  await template.scrollIntoViewIfNeeded();
  await page.getByRole('button', { name: '读取模板' }).click();
  await expect(page.getByRole('button', { name: '重新读取' })).toBeVisible();
  await template.click();
  await page.locator('.ant-select-item-option').filter({ hasText: '服务器告警通知' }).click();
  const fields = page.getByRole('list', { name: '各字段显示什么' });
  await expect(fields.getByRole('listitem')).toHaveText([
    /告警内容.*故障编号和名称/,
    /服务器.*服务器/,
    /当前状态.*状态/,
    /告警时间.*时间/,
    /原因.*原因/,
  ]);
  await expect(page.getByText('告警内容：{{thing1.DATA}}')).toBeVisible();
  await fields.scrollIntoViewIfNeeded();
  await page.screenshot({ path: `${pictures}notice-template.png` });
  await page.keyboard.press('Control+s');
  await expect
    .poll(() => page.evaluate(() => window.weiguan.call('accounts.list', {})))
    .toMatchObject({
      value: {
        accounts: expect.arrayContaining([
          expect.objectContaining({ id: 'desk', noticeTemplate: expect.objectContaining({ title: '服务器告警通知' }) }),
        ]),
      },
    });
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.evaluate(() => window.weiguan.call('settings.set', { language: 'en', theme: 'dark' }));
  await expect(page.getByRole('combobox', { name: 'Notice template' })).toBeVisible();
  await page.getByRole('list', { name: 'What each field shows' }).scrollIntoViewIfNeeded();
  await page.screenshot({ path: `${pictures}notice-template-en-dark.png` });
});

test("a person's tags are given in their row, and offered for the next one", async () => {
  const { page } = console;
  await page.evaluate(() => window.weiguan.call('settings.set', { language: 'zh-CN', theme: 'light' }));
  for (const [person, name] of [
    ['oLi', '李四'],
    ['oWu', '吴五'],
  ] as const)
    await page.evaluate((operator) => window.weiguan.call('operators.put', { operator }), {
      account: 'desk',
      person,
      name,
      role: 'operator',
    });
  await console.goTo('people');
  await page.getByRole('combobox', { name: '李四的标签' }).click();
  await page.keyboard.type('夜班');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await page.getByRole('combobox', { name: '吴五的标签' }).click();
  await page.locator('.ant-select-item-option').filter({ hasText: '夜班' }).last().click();
  await page.keyboard.press('Escape');
  await expect
    .poll(() => page.evaluate(() => window.weiguan.call('operators.list', {})))
    .toMatchObject({
      value: [
        { person: 'oLi', tags: ['夜班'] },
        { person: 'oWu', tags: ['夜班'] },
      ],
    });
  await page.screenshot({ path: `${pictures}people-tags.png` });
});
