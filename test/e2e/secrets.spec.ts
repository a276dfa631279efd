import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Locator, test } from '@playwright/test';
import { createSecretSearch, searchFolder } from '../support/secret-search.ts';
import { accountsOf, type ConsoleWindow, openConsole, removeDataDir } from './console-window.ts';

/**
 * Each begins with something of its own that is long enough not to come about by chance: the searches look for the
 * beginnings, because what was typed letter by letter may be left over in part.
 */
const secrets = {
  corpSecret: 'q7CorpSecretJx0123456789',
  token: 'q7TokenPwVmZr0123',
  encodingAesKey: 'q7AesKeyHnBtLd'.padEnd(43, 'Y'),
  appSecret: 'q7AppSecretUkFs0123456789',
  proxyPassword: 'q7ProxyPassGeWi',
  sshPassword: 'q7SshPasswordMo',
  passphrase: 'q7PassphraseXaCq',
  abandoned: 'q7AbandonedLiSv0123456789',
};
const ownPassphrase = 'q7OfTheSecretsFile';
const texts = [...Object.values(secrets), ownPassphrase];
const found = createSecretSearch(
  texts.map((text) => text.slice(0, 12)),
  [secrets.encodingAesKey],
);

test.describe.configure({ mode: 'serial' });

let console: ConsoleWindow;
let accounts: ReturnType<typeof accountsOf>;
let printed = '';
test.beforeAll(async () => {
  console = await openConsole({ env: { WEIGUAN_SECRETS_PASSPHRASE: ownPassphrase } });
  accounts = accountsOf(console.page);
  const { stdout, stderr } = console.app.process();
  for (const output of [stdout, stderr]) output?.on('data', (chunk) => (printed += chunk));
  await console.resize(1280, 800);
});
test.afterAll(() => removeDataDir(console.dataDir));

/** Types as a person does: `fill` would itself leave the text in the page's memory. */
async function typeInto(field: Locator, text: string): Promise<void> {
  await field.click();
  await console.page.keyboard.type(text);
}

/** What the page holds in V8's heap, garbage aside. */
async function heapSnapshot(): Promise<string> {
  const session = await console.page.context().newCDPSession(console.page);
  const chunks: string[] = [];
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk));
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  await session.detach();
  return chunks.join('');
}

/** What can be read off a screenshot, and what the page and the browser would keep. */
const visibleAndKept = () =>
  console.page.evaluate(async () => ({
    html: document.documentElement.outerHTML,
    text: document.body.innerText,
    readable: [...document.querySelectorAll('input, textarea')].map((field) =>
      field instanceof HTMLInputElement && field.type === 'password' ? '' : (field as HTMLInputElement).value,
    ),
    storage: [{ ...localStorage }, { ...sessionStorage }],
    databases: await indexedDB.databases(),
    cookies: document.cookie,
  }));

const tunnel = () => console.page.getByRole('region', { name: '隧道', exact: true });
const tunnelPassword = () => tunnel().getByRole('textbox', { name: '密码' });

test('secrets that are being typed cannot be read off the page', async () => {
  await console.goTo('accounts/+');
  await console.page.getByRole('button', { name: /^企业微信/ }).click();
  await accounts.field('名称').fill('运维');
  await accounts.field('编号').fill('ops');
  await accounts.field('CorpID（企业ID）').fill('ww1234567890abcdef');
  await accounts.field('AgentID').fill('1000002');
  await accounts.field('API 地址').fill('http://127.0.0.1:9');
  await accounts.choose('出口', '代理');
  await accounts.field('代理地址').fill('http://weiguan@127.0.0.1:9');
  await typeInto(accounts.field('Secret'), secrets.corpSecret);
  await typeInto(accounts.field('Token'), secrets.token);
  await typeInto(accounts.field('EncodingAESKey'), secrets.encodingAesKey);
  await typeInto(accounts.field('代理密码'), secrets.proxyPassword);
  for (const label of ['Secret', 'Token', 'EncodingAESKey', '代理密码'])
    await expect(accounts.field(label)).toHaveAttribute('type', 'password');
  const { html: _, ...readable } = await visibleAndKept();
  expect(found(JSON.stringify(readable))).toEqual([]);
  const typed = [secrets.corpSecret, secrets.token, secrets.encodingAesKey, secrets.proxyPassword].map((text) => text.slice(0, 12));
  expect(found(await heapSnapshot()), 'what is being typed is found').toEqual(expect.arrayContaining(typed));
});

test('once they are saved or abandoned, nothing of them is left in the page or its memory', async () => {
  const { page } = console;
  await accounts.save.click();
  await expect(accounts.field('更换 Token')).toBeVisible();
  expect(found(JSON.stringify(await visibleAndKept()))).toEqual([]);

  await console.goTo('accounts/+');
  await page.getByRole('button', { name: /^公众号/ }).click();
  await accounts.field('名称').fill('服务台');
  await accounts.field('编号').fill('desk');
  await accounts.field('AppID').fill('wx0123456789abcdef');
  await accounts.field('API 地址').fill('http://127.0.0.1:9');
  await typeInto(accounts.field('AppSecret'), secrets.appSecret);
  await accounts.save.click();
  await expect(accounts.field('更换 AppSecret')).toBeVisible();

  await console.goTo('accounts/ops');
  const file = join(console.dataDir, 'exported.json');
  await console.app.evaluate(
    ({ session }, path) => session.defaultSession.once('will-download', (_, item) => item.setSavePath(path)),
    file,
  );
  await accounts.action('导出').click();
  await typeInto(page.getByLabel('口令'), secrets.passphrase);
  await accounts.action('导出（含密钥）').click();
  await expect(page.getByText('已导出 weiguan-ops.json')).toBeVisible();

  await accounts.field('更换 Secret').click();
  await typeInto(accounts.field('Secret'), secrets.abandoned);

  await console.goTo('connection');
  await tunnel().getByText('ssh -R', { exact: true }).click();
  await tunnel().getByLabel('主机').fill('127.0.0.1');
  await tunnel().getByLabel('端口', { exact: true }).fill('9');
  await tunnel().getByLabel('用户').fill('tunnel');
  await tunnel().getByText('密码', { exact: true }).click();
  await tunnel().getByLabel('监听端口').fill('18080');
  await tunnel().getByLabel('公网地址', { exact: true }).fill('https://wx.example.com');
  await typeInto(tunnelPassword(), secrets.sshPassword);
  await tunnel().getByRole('button', { name: '保存并启动' }).click();
  await expect(tunnel()).toContainText('连不上 127.0.0.1:9');
  await expect(tunnelPassword()).toHaveValue('');
  await tunnelPassword().click();
  await page.keyboard.press('Control+Z');
  await expect(tunnelPassword()).toHaveValue('');
  expect(found(JSON.stringify(await visibleAndKept()))).toEqual([]);

  await console.goTo('overview');
  await expect(page.getByRole('heading', { name: '概览' }).first()).toBeVisible();
  expect(found(JSON.stringify(await visibleAndKept()))).toEqual([]);
  const heap = await heapSnapshot();
  expect(heap.includes('ww1234567890abcdef'), 'the snapshot has the accounts').toBe(true);
  expect(found(heap)).toEqual([]);
});

test('a page that crashes while a secret is typed leaves no dump, and nothing of any secret is on disk or printed', async () => {
  const { page, app, dataDir } = console;
  await console.goTo('accounts/ops');
  await accounts.field('更换 Secret').click();
  await typeInto(accounts.field('Secret'), `${secrets.corpSecret}again`);
  const dumps = await app.evaluate(({ app: electron }) => electron.getPath('crashDumps'));
  const crashed = page.waitForEvent('crash');
  await app.evaluate(({ webContents }) => {
    for (const contents of webContents.getAllWebContents()) contents.forcefullyCrashRenderer();
  });
  await crashed;
  await app.close();

  const { names, leaks } = searchFolder(dataDir, found);
  expect(names).toEqual(expect.arrayContaining(['weiguan.db', 'secrets.enc', 'exported.json']));
  expect(names.some((name) => name.endsWith('.log'))).toBe(true);
  expect(names.filter((name) => /\.(dmp|core)$|^core/.test(name))).toEqual([]);
  expect(existsSync(dumps) ? readdirSync(dumps, { recursive: true }).filter((name) => String(name).endsWith('.dmp')) : []).toEqual([]);
  expect(leaks).toEqual({});
  expect(found(printed)).toEqual([]);
});
