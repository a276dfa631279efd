import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { openHttpProxy } from '../../electron/platforms/test-proxies.ts';
import { openPlatformApi } from '../support/platform-api.ts';
import { createSender } from '../support/wechat-sender.ts';
import { accountsOf, type ConsoleWindow, listenerUrl, openConsole, removeDataDir } from './console-window.ts';

const appId = 'wx0123456789abcdef';
const secrets = { apiSecret: 'app-secret-of-this-test-0123456789', token: 'theTokenOfThisTest', encodingAesKey: 'k'.repeat(43) };
const passphrase = 'a passphrase of this test';
const messageXml =
  '<xml><ToUserName>gh_desk</ToUserName><FromUserName>oAbc</FromUserName><CreateTime>1700000000</CreateTime><MsgType>text</MsgType><Content>hello</Content><MsgId>1</MsgId></xml>';

test.describe.configure({ mode: 'serial' });

let console: ConsoleWindow;
let accounts: ReturnType<typeof accountsOf>;
test.beforeAll(async () => {
  console = await openConsole({ env: { WEIGUAN_SECRETS_PASSPHRASE: 'a passphrase of the tests' } });
  accounts = accountsOf(console.page);
  await console.resize(1280, 800);
});
test.afterAll(async () => {
  await console.close();
  removeDataDir(console.dataDir);
});

async function startAdding(platform: RegExp): Promise<void> {
  await console.goTo('accounts/+');
  await console.page.getByRole('button', { name: platform }).click();
}

const isSelected = (label: string, option: string) => expect(accounts.option(label, option)).toBeChecked();

test('an Official Account is added with its mode and its kind, and its callback follows the mode', async () => {
  const { page } = console;
  await startAdding(/^公众号/);
  await accounts.field('名称').fill('服务台');
  await accounts.field('编号').fill('desk');
  await accounts.field('AppID').fill('ww0123456789abcdef');
  await expect(accounts.rule('AppID')).toContainText('应为 wx 开头的 18 个字母数字');
  await accounts.field('AppID').fill(appId);
  await accounts.field('AppSecret').fill('short');
  await expect(accounts.rule('AppSecret')).toContainText('应为 16–512 个英文字符，现在 5 个字符。');
  await accounts.field('AppSecret').fill(secrets.apiSecret);
  await isSelected('类型', '服务号');
  await accounts.choose('类型', '订阅号');
  await accounts.field('已认证').click();
  await isSelected('消息加解密方式', '安全');
  await accounts.field('Token').fill(secrets.token);
  await accounts.choose('消息加解密方式', '明文');
  await expect(accounts.field('EncodingAESKey')).toBeHidden();
  await accounts.save.click();

  await expect(accounts.row('desk')).toContainText('待验证');
  const url = `${await listenerUrl(page)}/callback/desk`;
  await expect(accounts.guide).toContainText('消息加解密方式选“明文模式”');
  await accounts.choose('消息加解密方式', '兼容');
  await expect(accounts.guide).toContainText('消息加解密方式选“兼容模式”');
  await accounts.field('EncodingAESKey').fill(secrets.encodingAesKey);
  await accounts.save.click();
  await expect(accounts.field('更换 EncodingAESKey')).toBeVisible();

  await console.goTo('overview');
  await console.goTo('accounts/desk');
  await isSelected('类型', '订阅号');
  await isSelected('消息加解密方式', '兼容');
  await expect(accounts.field('已认证')).toBeChecked();
  await accounts.choose('消息加解密方式', '安全');
  await accounts.save.click();
  await expect(accounts.save).toBeDisabled();
  const sender = createSender(url, { ...secrets, receiverId: appId });
  expect((await sender.deliver(messageXml)).status).toBe(200);
  await expect(accounts.guide).toContainText('最近收到消息');
});

test('a secret is said to be set, and since when; it is replaced, or kept after all', async () => {
  const { page } = console;
  await console.goTo('accounts/desk');
  const line = page.getByRole('group', { name: '凭据' });
  await expect(line).toContainText('已设置 · 刚刚');
  const changedAt = () =>
    page.evaluate(async () => {
      const listed = await window.weiguan.call('accounts.list', {});
      return listed.ok ? listed.value.accounts.find(({ id }) => id === 'desk')?.secrets.apiSecret?.changedAt : undefined;
    });
  const before = await changedAt();
  await accounts.field('更换 AppSecret').click();
  await expect(accounts.field('AppSecret')).toBeFocused();
  await accounts.field('AppSecret').fill('this one is not saved');
  await accounts.action('不换了').click();
  await expect(accounts.save).toBeDisabled();
  await accounts.field('更换 AppSecret').click();
  await accounts.field('AppSecret').fill(`another-${secrets.apiSecret}`);
  await accounts.save.click();
  await expect(accounts.field('更换 AppSecret')).toBeVisible();
  expect(await changedAt()).toBeGreaterThan(before ?? Number.POSITIVE_INFINITY);
});

test('an account’s calls go out through a proxy that wants a password, or through ssh', async () => {
  const { page } = console;
  const api = await openPlatformApi();
  const proxy = await openHttpProxy({ login: { username: 'weiguan', password: 'password-of-the-proxy' } });
  const row = page.locator('[data-testid="platform-row"][data-id="out"]');
  const check = async () => {
    await console.goTo('connection');
    await row.getByRole('button', { name: '立即检查' }).click();
  };
  try {
    await startAdding(/^企业微信/);
    await accounts.field('名称').fill('出口');
    await accounts.field('编号').fill('out');
    await accounts.field('CorpID（企业ID）').fill(api.receiverId);
    await accounts.field('AgentID').fill(api.agentId);
    await accounts.field('Secret').fill(api.apiSecret);
    await accounts.field('API 地址').fill(api.apiBase);
    await accounts.choose('出口', '代理');
    await expect(accounts.save).toBeDisabled();
    for (const wrong of ['proxy.example.com:3128', 'ftp://proxy.example.com']) {
      await accounts.field('代理地址').fill(wrong);
      await expect(accounts.rule('代理地址'), wrong).toContainText('不是完整的地址，要以协议开头。');
      await expect(accounts.save).toBeDisabled();
    }
    await accounts.field('代理地址').fill('http://weiguan:secret@proxy.example.com');
    await expect(accounts.rule('代理地址')).toContainText('密码不要写在地址里');
    await accounts.field('代理地址').fill(`http://weiguan@${proxy.address}`);
    await accounts.field('代理密码').fill('not the password');
    await accounts.save.click();
    await expect(accounts.field('更换 代理密码')).toBeVisible();

    await check();
    await expect(row).toContainText('经代理');
    await expect(row.getByTestId('token-state')).toHaveAttribute('data-state', 'failed');
    expect(proxy.asked).toEqual([]);
    await console.goTo('accounts/out');
    await accounts.field('更换 代理密码').click();
    await accounts.field('代理密码').fill('password-of-the-proxy');
    await accounts.save.click();
    await expect(accounts.field('更换 代理密码')).toBeVisible();
    await check();
    await expect(row.getByTestId('token-state')).toHaveAttribute('data-state', 'valid');
    expect(new Set(proxy.asked)).toEqual(new Set([new URL(api.apiBase).host]));

    await console.goTo('accounts/out');
    await accounts.choose('出口', 'SSH 服务器');
    await expect(accounts.field('代理地址')).toBeHidden();
    await accounts.save.click();
    await expect(accounts.save).toBeDisabled();
    const calls = api.calls('gettoken') + api.calls('agent/get');
    await check();
    await expect(row).toContainText('经 SSH 服务器');
    await expect(row).toContainText('tunnel/');
    expect(api.calls('gettoken') + api.calls('agent/get')).toBe(calls);
  } finally {
    await proxy.close();
    await api.close();
  }
});

test('an exported account is dropped on the page and comes in under another id, with the right passphrase only', async () => {
  const { page, app, dataDir } = console;
  const file = join(dataDir, 'exported.json');
  await console.goTo('accounts/desk');
  await app.evaluate(({ session }, path) => session.defaultSession.once('will-download', (_, item) => item.setSavePath(path)), file);
  await accounts.action('导出').click();
  await page.getByLabel('口令').fill(passphrase);
  await accounts.action('导出（含密钥）').click();
  await expect.poll(() => existsSync(file) && readFileSync(file, 'utf8')).toContain('weiguan-account');

  await accounts.list.getByRole('button', { name: '导入' }).click();
  const place = page.getByRole('region', { name: '选择从微管导出的 .json 文件，或拖到这里。' });
  const drop = async (text: string) => {
    const dataTransfer = await page.evaluateHandle((content) => {
      const carried = new DataTransfer();
      carried.items.add(new File([content], 'weiguan-desk.json', { type: 'application/json' }));
      return carried;
    }, text);
    await place.dispatchEvent('dragover', { dataTransfer });
    await expect(place).toHaveAttribute('data-over', 'true');
    await place.dispatchEvent('drop', { dataTransfer });
    await expect(place).toHaveAttribute('data-over', 'false');
  };
  await drop('not an account');
  await expect(page.getByRole('alert')).toContainText('accounts/');
  await drop(readFileSync(file, 'utf8'));
  await expect(place).toContainText('文件 weiguan-desk.json');
  await page.getByLabel('导出时设置的口令').fill('not the passphrase');
  await accounts.action('继续导入').click();
  await expect(page.getByRole('alert')).toContainText('口令不对');
  await expect(page.getByRole('alert')).toContainText('忘了就只能重新填写密钥');
  await page.getByLabel('导出时设置的口令').fill(passphrase);
  await accounts.action('继续导入').click();
  await expect(page.getByRole('alert')).toContainText('编号 desk 已被使用');
  await page.getByLabel('新编号').fill('night-desk');
  await accounts.action('继续导入').click();

  await expect(page).toHaveURL(/#\/accounts\/night-desk/);
  await isSelected('类型', '订阅号');
  const sender = createSender(`${await listenerUrl(page)}/callback/night-desk`, { ...secrets, receiverId: appId });
  expect((await sender.deliver(messageXml)).status).toBe(200);
});
