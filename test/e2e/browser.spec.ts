import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { _electron, type ElectronApplication, type Page } from 'playwright';
import { runHeadless } from '../support/headless-gateway.ts';
import { createSender } from '../support/wechat-sender.ts';
import { accountsOf, newDataDir, phoneOf, removeDataDir, runtimeArgs } from './console-window.ts';

const browserScript = fileURLToPath(new URL('./plain-browser.mjs', import.meta.url));

let dataDir: string;
let gateway: ReturnType<typeof runHeadless>;
let link: string;
let listener: string;
const open: ElectronApplication[] = [];

test.beforeEach(async () => {
  dataDir = newDataDir();
  gateway = runHeadless([], {
    WEIGUAN_DATA_DIR: dataDir,
    WEIGUAN_LISTENER_PORT: '0',
    WEIGUAN_CONSOLE_PORT: '0',
    WEIGUAN_SECRETS_PASSPHRASE: 'a passphrase of the tests',
  });
  [link, listener] = await Promise.all([gateway.line('console'), gateway.line('listening')]);
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

test('a theme that could not be kept is told where it was switched, once, until it is dismissed', async () => {
  const page = await browse(link);
  await expect(page.getByRole('heading', { name: '三步看到效果' })).toBeVisible();
  const refused = { ok: false, error: { code: 'api/bug', message: '', hint: '' } };
  await page.route('**/api/settings.set', (route) => route.fulfill({ status: 500, json: refused }));
  await page.keyboard.press('Control+k');
  await page.getByRole('option', { name: '主题：深色' }).click();
  const told = page.getByRole('alert');
  await expect(told).toContainText('语言或主题没有保存，已恢复原样：');
  await page.evaluate(() => {
    location.hash = '#/settings';
  });
  await expect(told.getByText('api/bug')).toBeVisible();
  await expect(told).toHaveCount(1);
  await page.evaluate(() => {
    location.hash = '#/overview';
  });
  await told.getByRole('button', { name: '知道了' }).click();
  await expect(told).toHaveCount(0);
});

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

test('a command whose answer is lost says that it may have begun; pressed again, it has run once', async () => {
  const page = await browse(link);
  await expect(page.getByRole('heading', { name: '三步看到效果' })).toBeVisible();
  let isLost = true;
  await page.route('**/api/commands.run', async (route) => {
    const response = await route.fetch();
    await (isLost ? route.abort('connectionreset') : route.fulfill({ response }));
  });
  await page.evaluate(() => {
    location.hash = '#/history';
  });
  const line = page.getByLabel('控制台命令行');
  await line.fill('冻结');
  await line.press('Enter');
  await expect(page.getByText('不知道命令是否已经开始执行')).toBeVisible();
  isLost = false;
  await line.press('Enter');
  await expect(page).toHaveURL(/#\/history\/[0-9a-f-]{36}$/);
  await expect(page.getByTestId('run-row')).toHaveCount(1);
});

test('the link works once; without it nobody gets in', async () => {
  await expect((await browse(link)).getByRole('heading', { name: '三步看到效果' })).toBeVisible();
  const second = await browse(link);
  await expect(second.getByRole('heading', { name: '登录控制台' })).toBeVisible();
  await second.getByLabel('控制台令牌').first().fill('guess');
  await second.getByRole('button', { name: /登\s*录/ }).click();
  await expect(second.getByText('令牌不对')).toBeVisible();
});

test('a program on another port, whose page is opened in the same browser, gets nothing that opens the console', async () => {
  const page = await browse(link);
  await expect(page.getByRole('heading', { name: '三步看到效果' })).toBeVisible();
  const { origin } = new URL(link);
  let got: IncomingHttpHeaders = {};
  const stranger = createServer(({ headers }, response) => {
    got = headers;
    response.writeHead(200, { 'Content-Type': 'text/html' }).end('<title>stranger</title>');
  });
  await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
  try {
    await page.goto(`http://127.0.0.1:${(stranger.address() as AddressInfo).port}/`);
    await expect(page).toHaveTitle('stranger');
    expect(await page.evaluate(() => ({ ...localStorage, ...sessionStorage }))).toEqual({});
  } finally {
    stranger.closeAllConnections();
    stranger.close();
  }
  expect([got.cookie, got.referer]).toEqual([undefined, undefined]);
  const headers = { ...(got.cookie !== undefined && { Cookie: got.cookie }), Origin: origin };
  expect((await fetch(`${origin}/api/settings.get`, { method: 'POST', headers, body: '{}' })).status).toBe(401);
  await page.goto(origin);
  await expect(page.getByRole('heading', { name: '三步看到效果' })).toBeVisible();
});

test('an account is connected in a browser: WeChat makes Token and key, the admin pastes them', async () => {
  const page = await browse(link);
  const accounts = accountsOf(page);
  const receiverId = 'ww1234567890abcdef';
  const made = { token: 'madeByWeChat1234567890', encodingAesKey: 'madeByWeChat'.padEnd(43, '7') };
  const pasteInto = async (label: string, text: string) => {
    await open.at(-1)?.evaluate(({ clipboard }, copied) => clipboard.writeText(copied), text);
    await accounts.field(label).click();
    await page.keyboard.press('Control+V');
  };

  await expect(page.getByRole('heading', { name: '三步看到效果' })).toBeVisible();
  await page.evaluate(() => {
    location.hash = '#/accounts';
  });
  await page.getByRole('main').getByRole('button', { name: '添加账号' }).click();
  await page.getByRole('button', { name: /^企业微信/ }).click();
  await accounts.field('名称').fill('运维');
  await accounts.field('编号').fill('ops');
  await accounts.field('CorpID（企业ID）').fill(receiverId);
  await accounts.field('AgentID').fill('1000002');
  await pasteInto('Secret', 'theApiSecretOfThisTest'.padEnd(43, 'x'));
  await accounts.save.click();

  await expect(accounts.row('ops')).toContainText('缺 Token、EncodingAESKey');
  await expect(accounts.guide).toContainText('在微信后台点“随机获取”，把两个值粘贴到设置里');
  await expect(accounts.guide.getByRole('button', { name: '生成' })).toBeHidden();
  await pasteInto('Token', made.token);
  await pasteInto('EncodingAESKey', made.encodingAesKey);
  await accounts.save.click();
  await expect(accounts.verification).toContainText('等微信来验证');
  await expect(accounts.guide.getByRole('button', { name: '复制Token' })).toBeHidden();

  const url = `${listener}/callback/ops`;
  await expect(accounts.guide.getByText(url)).toBeVisible();
  await createSender(url, { ...made, token: 'anotherToken', receiverId }).verify('1');
  await expect(accounts.verification).toContainText('Token 不一致');
  expect(await (await createSender(url, { ...made, receiverId }).verify('echoed')).text()).toBe('echoed');
  await expect(accounts.verification).toContainText('微信验证通过');
  await expect(accounts.row('ops')).toContainText('已接通');
  for (const secret of Object.values(made)) expect(await page.content()).not.toContain(secret);
});
