import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { createSender } from '../support/wechat-sender.ts';
import { accountsOf, type ConsoleWindow, listenerUrl, openConsole, removeDataDir } from './console-window.ts';

const corpId = 'ww1234567890abcdef';
const apiSecret = 'theApiSecretOfThisTest'.padEnd(43, 'x');
const secrets = { apiSecret, token: 'theTokenOfThisTest', encodingAesKey: 'theKeyOfThisTest'.padEnd(43, 'k') };
const passphrase = 'a passphrase of this test';

let console: ConsoleWindow;
let accounts: ReturnType<typeof accountsOf>;
test.beforeAll(async () => {
  console = await openConsole({ env: { WEIGUAN_SECRETS_PASSPHRASE: 'a passphrase of the tests' } });
  accounts = accountsOf(console.page);
  await console.resize(1280, 800);
});
test.beforeEach(() => console.startOver());
test.afterAll(async () => {
  await console.close();
  removeDataDir(console.dataDir);
});

const addAccount = () =>
  console.page.evaluate(
    ([receiverId, given]) =>
      window.weiguan.call('accounts.add', {
        account: { id: 'ops', platform: 'wecom', name: '运维', receiverId, agentId: '1000002' },
        secrets: given,
      }),
    [corpId, secrets] as const,
  );
const clipboardText = () => console.app.evaluate(({ clipboard }) => clipboard.readText());

test('from nothing to a verified callback, with no secret in the page', async () => {
  const { page } = console;
  await page.keyboard.press('g');
  await page.keyboard.press('a');
  await page.getByRole('main').getByRole('button', { name: '添加账号' }).click();
  await page.getByRole('button', { name: /^企业微信/ }).click();

  await expect(accounts.save).toBeDisabled();
  await accounts.field('名称').fill('运维');
  await accounts.field('CorpID（企业ID）').fill('ww123');
  await expect(accounts.rule('CorpID（企业ID）')).toContainText('现在 5 个字符');
  await accounts.field('CorpID（企业ID）').fill(corpId);
  await expect(accounts.rule('CorpID（企业ID）')).toHaveText('ww 或 wx 开头，共 18 个字符。');
  await accounts.field('AgentID').fill('1000002');
  await accounts.field('EncodingAESKey').fill('short');
  await expect(accounts.rule('EncodingAESKey')).toContainText('应为 43 个字符，现在 5 个。');
  await accounts.field('EncodingAESKey').fill('');
  await accounts.field('Secret').fill(apiSecret);
  await accounts.field('编号').fill('ops');
  await accounts.save.click();

  await expect(page).toHaveURL(/#\/accounts\/ops/);
  await expect(accounts.row('ops')).toContainText('缺 Token、EncodingAESKey');
  await expect(accounts.field('更换 Secret')).toBeVisible();
  await expect(accounts.guide).toContainText('127.0.0.1 只有本机能访问');
  await accounts.guide.getByRole('button', { name: '生成' }).click();
  await expect(accounts.verification).toContainText('等微信来验证');
  await accounts.guide.getByRole('button', { name: '复制Token' }).click();
  await expect.poll(clipboardText).toMatch(/^[A-Za-z0-9]{32}$/);
  const token = await clipboardText();
  await accounts.guide.getByRole('button', { name: '复制EncodingAESKey' }).click();
  await expect.poll(clipboardText).toMatch(/^[A-Za-z0-9]{43}$/);
  const encodingAesKey = await clipboardText();

  const url = `${await listenerUrl(page)}/callback/ops`;
  await expect(accounts.guide.getByText(url)).toBeVisible();
  await createSender(url, { token: 'anotherToken', encodingAesKey, receiverId: corpId }).verify('1234567890');
  await expect(accounts.verification).toContainText('Token 不一致');
  const echo = await createSender(url, { token, encodingAesKey, receiverId: corpId }).verify('1234567890');
  expect(await echo.text()).toBe('1234567890');
  await expect(accounts.verification).toContainText('微信验证通过');
  await expect(accounts.verification).toContainText('新的 Token 和 EncodingAESKey 已启用。');
  await expect(accounts.row('ops')).toContainText('已接通');

  const content = (await page.content()) + (await page.evaluate(() => document.body.innerText + JSON.stringify({ ...localStorage })));
  for (const secret of [apiSecret, token, encodingAesKey]) expect(content).not.toContain(secret);
});

test('a new Token waits beside the old one, and is never shown', async () => {
  await addAccount();
  await console.goTo('accounts/ops');
  await accounts.field('更换 Token').click();
  await accounts.field('Token').fill('theNextTokenOfThisTest');
  await accounts.save.click();
  await expect(accounts.rule('Token')).toHaveText('新的 Token 等待微信验证（旧的仍然有效）');
  expect(await console.page.content()).not.toContain('theNextTokenOfThisTest');
  const url = `${await listenerUrl(console.page)}/callback/ops`;
  const keys = { encodingAesKey: secrets.encodingAesKey, receiverId: corpId };
  await createSender(url, { ...keys, token: secrets.token }).verify('1');
  await expect(accounts.verification).toContainText('微信验证通过');
  await expect(accounts.rule('Token')).toHaveText('新的 Token 等待微信验证（旧的仍然有效）');
  await createSender(url, { ...keys, token: 'theNextTokenOfThisTest' }).verify('2');
  await expect(accounts.rule('Token')).toHaveText('');
});

test('what is not saved is kept while somebody looks elsewhere, and can be discarded', async () => {
  await addAccount();
  await console.goTo('accounts/ops');
  await accounts.field('名称').fill('值班');
  await console.goTo('messages');
  await console.goTo('accounts');
  await expect(accounts.row('ops')).toContainText('未保存');
  await expect(accounts.field('名称')).toHaveValue('值班');
  await accounts.action('放弃修改').click();
  await expect(accounts.field('名称')).toHaveValue('运维');
  await expect(accounts.row('ops')).not.toContainText('未保存');
  await expect(accounts.save).toBeDisabled();
});

test('whoever gives an account to another company is told beforehand that its people lose their rights', async () => {
  await addAccount();
  await console.page.evaluate(() =>
    window.weiguan.call('operators.put', { operator: { account: 'ops', person: 'zhangsan', name: '张三', role: 'admin' } }),
  );
  await console.goTo('accounts/ops');
  await accounts.field('CorpID（企业ID）').fill('ww0000000000000000');
  await expect(accounts.rule('CorpID（企业ID）')).toContainText('绑定到这个账号的人不再有权限');
  await accounts.save.click();
  await expect(accounts.rule('CorpID（企业ID）')).toHaveText('ww 或 wx 开头，共 18 个字符。');
  await console.goTo('people');
  await expect(console.page.getByText('还没有人员')).toBeVisible();
  const former = console.page.getByText('“运维”已换成另一家企业或公众号，之前绑定的 1 人不再有角色；换回去即恢复。');
  await expect(former).toBeVisible();
  await console.page.getByRole('button', { name: '彻底移除“运维”之前绑定的人' }).click();
  await expect(former).toHaveCount(0);
});

test('a disabled account answers nobody until it is enabled again', async () => {
  await addAccount();
  await console.goTo('accounts/ops');
  const sender = createSender(`${await listenerUrl(console.page)}/callback/ops`, { ...secrets, receiverId: corpId });
  await accounts.action('停用').click();
  await expect(accounts.row('ops')).toContainText('已停用');
  expect((await sender.verify('1')).ok).toBe(false);
  await accounts.action('启用').click();
  await expect(accounts.action('停用')).toBeVisible();
  expect((await sender.verify('2')).ok).toBe(true);
});

test('an account is exported under a passphrase, deleted by its name, and imported again', async () => {
  const { page, app, dataDir } = console;
  await addAccount();
  await console.goTo('accounts/ops');
  const file = join(dataDir, 'exported.json');
  await app.evaluate(({ session }, path) => session.defaultSession.once('will-download', (_, item) => item.setSavePath(path)), file);
  await accounts.action('导出').click();
  await page.getByLabel('口令').fill(passphrase);
  await accounts.action('导出（含密钥）').click();
  await expect(page.getByText('已导出 weiguan-ops.json')).toBeVisible();
  await expect.poll(() => existsSync(file) && readFileSync(file, 'utf8')).toContain('weiguan-account');
  for (const secret of Object.values(secrets)) expect(readFileSync(file, 'utf8')).not.toContain(secret);

  await accounts.action('删除').click();
  await expect(accounts.action('删除“运维”')).toBeDisabled();
  await page.getByLabel('输入账号名称“运维”来确认').fill('运维');
  await accounts.action('删除“运维”').click();
  await expect(accounts.row('ops')).toBeHidden();

  const importFile = async () => {
    await accounts.list.getByRole('button', { name: '导入' }).click();
    await page.locator('input[type="file"]').setInputFiles(file);
    await expect(page.getByRole('alert')).toContainText('accounts/needs-passphrase');
  };
  await importFile();
  await page.getByLabel('导出时设置的口令').fill('not the passphrase');
  await accounts.action('继续导入').click();
  await expect(page.getByRole('alert')).toContainText('accounts/wrong-passphrase');
  await page.getByLabel('导出时设置的口令').fill(passphrase);
  await accounts.action('继续导入').click();
  await expect(accounts.row('ops')).toContainText('待验证');

  await importFile();
  await page.getByLabel('导出时设置的口令').fill(passphrase);
  await accounts.action('继续导入').click();
  await expect(page.getByRole('alert')).toContainText('accounts/id-taken');
  await expect(page.getByLabel('新编号')).toHaveValue('ops-2');
  await accounts.action('继续导入').click();
  await expect(accounts.row('ops-2')).toBeVisible();
});

test('the simulator’s accounts are shown, and are not to be changed', async () => {
  await console.goTo('accounts/sandbox-wecom');
  await expect(accounts.row('sandbox-wecom')).toContainText('沙盒');
  await expect(console.page.getByText('沙盒账号供模拟器使用')).toBeVisible();
  await expect(accounts.save).toBeHidden();
});
