import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { CallInput } from '../../shared/api.ts';
import { prepareSshd, sshdMissing } from '../support/sshd.ts';
import { type ConsoleWindow, openConsole, removeDataDir } from './console-window.ts';
import { serversOf } from './servers-page.ts';

const password = 'thePasswordOfThisTest';

let home: string;
let console: ConsoleWindow;
let servers: ReturnType<typeof serversOf>;
test.beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'weiguan-home-'));
  console = await openConsole({ env: { WEIGUAN_SECRETS_PASSPHRASE: 'a passphrase of the tests', HOME: home } });
  servers = serversOf(console.page);
  await console.resize(1280, 800);
});
test.beforeEach(async () => {
  rmSync(join(home, '.ssh'), { recursive: true, force: true });
  await console.startOver();
});
test.afterAll(async () => {
  await console.close();
  removeDataDir(console.dataDir);
  rmSync(home, { recursive: true, force: true });
});

type Given = CallInput<'targets.save'>;
const add = (target: Given['target'], secrets: Given['secrets'] = {}) =>
  console.page.evaluate((input) => window.weiguan.call('targets.save', { ...input, isNew: true }), { target, secrets });
/** Nobody answers there. */
const ssh = { host: '127.0.0.1', port: 9, user: 'deploy', auth: { by: 'agent' } } as const;

test('by keyboard: a server is added, found, changed, duplicated, deleted and brought back', async () => {
  const { page } = console;
  await page.keyboard.press('g');
  await page.keyboard.press('s');
  await expect(page.getByText('还没有服务器。添加一台，或导入 ~/.ssh/config')).toBeVisible();
  await expect(servers.server('local')).toContainText('内置');
  await page.keyboard.press('n');
  await expect(servers.field('名称')).toBeFocused();
  await page.keyboard.type('官网');
  await page.keyboard.press('Tab');
  await page.keyboard.type('web-01');
  await page.keyboard.press('Tab');
  await page.keyboard.type('门户');
  await page.keyboard.press('Enter');
  await expect(servers.save).toBeDisabled();
  await expect(servers.panel.getByRole('status').last()).toContainText('还缺：SSH 的主机、SSH 的用户名');
  await servers.way('SSH').getByLabel('主机', { exact: true }).fill('127.0.0.1');
  await servers.way('SSH').getByLabel('端口', { exact: true }).fill('9');
  await servers.way('SSH').getByLabel('用户名', { exact: true }).fill('deploy');
  await page.keyboard.press('Control+s');
  await expect(page).toHaveURL(/#\/servers\/web-01/);
  await expect(servers.server('web-01')).toContainText('命令行');
  await expect(servers.server('web-01')).toContainText('无应答');

  await page.keyboard.press('Escape');
  await expect(servers.panel).toBeHidden();
  await expect(servers.server('web-01')).toBeFocused();
  await page.keyboard.press('/');
  await page.keyboard.type('门户');
  await expect(servers.all).toHaveCount(1);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await servers.field('名称').fill('官网一号');
  await expect(servers.server('web-01')).toContainText('未保存');
  await servers.save.click();
  await expect(servers.server('web-01')).toContainText('官网一号');

  await servers.action('复制一份').click();
  await expect(servers.field('名称')).toHaveValue('官网一号 副本');
  await expect(servers.field('编号')).toHaveValue('web-2');
  await servers.save.click();
  await expect(page).toHaveURL(/#\/servers\/web-2/);

  await servers.action('删除').click();
  await expect(servers.panel).toBeHidden();
  await expect(servers.action('撤销')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(servers.field('名称')).toHaveValue('官网一号 副本');
  await expect(page.getByText('已删除“官网一号 副本”')).toBeHidden();
});

test('what is wrong is said in its place as it is typed', async () => {
  await add({ id: 'web-01', name: '官网', ssh });
  await console.goTo('servers/+');
  const way = servers.way('SSH');
  await servers.field('编号').fill('web 01');
  await expect(servers.rule(servers.panel, '编号')).toContainText('只能用字母、数字');
  await servers.field('编号').fill('WEB-01');
  await expect(servers.rule(servers.panel, '编号')).toContainText('“WEB-01”已是 web-01 的编号、名称或别名。');
  await servers.field('编号').fill('web-02');
  await expect(servers.rule(servers.panel, '编号')).toContainText('添加后不能改');
  await way.getByLabel('主机', { exact: true }).fill('10.0.0.5/24');
  await expect(servers.rule(way, '主机')).toContainText('不是主机名，也不是 IP 地址。');
  await way.getByLabel('端口', { exact: true }).fill('70000');
  await expect(servers.rule(way, '端口')).toContainText('应为 1–65535 的整数。');
  await expect(servers.action('试一试 SSH')).toBeDisabled();
  await expect(servers.panel.getByRole('status').last()).toContainText('需改正：SSH 的主机、SSH 的端口');
});

test('passwords are set, replaced and removed, and never shown', async () => {
  const { page } = console;
  await add(
    { id: 'web-01', name: '官网', ssh: { ...ssh, auth: { by: 'password' } }, vnc: { host: '127.0.0.1', port: 9 } },
    { sshPassword: 'old' },
  );
  await console.goTo('servers/web-01');
  const way = servers.way('SSH');
  await expect(way).toContainText('已设置 · 刚刚');
  await way.getByRole('button', { name: '更换 密码' }).click();
  await way.getByRole('textbox', { name: '密码' }).fill(password);
  await servers.save.click();
  await expect(way.getByRole('button', { name: '更换 密码' })).toBeVisible();
  await way.getByRole('button', { name: '移除 密码' }).click();
  await expect(way).toContainText('保存后移除');
  await servers.save.click();
  await expect(way.getByRole('textbox', { name: '密码' })).toHaveValue('');
  const listed = await page.evaluate(() => window.weiguan.call('targets.list', {}));
  expect(listed.ok && listed.value.targets.find(({ id }) => id === 'web-01')?.secrets).toEqual({});
  expect(await page.content()).not.toContain(password);
});

test('a way that does not work says so in its place, until it is changed', async () => {
  await add({ id: 'web-01', name: '官网', ssh });
  await console.goTo('servers/web-01');
  const way = servers.way('SSH');
  await servers.action('试一试 SSH').click();
  await expect(way.getByRole('alert')).toBeVisible();
  await way.getByLabel('端口', { exact: true }).fill('10');
  await expect(way.getByRole('alert')).toBeHidden();
  await servers.panel.getByRole('switch', { name: '启用 VNC' }).click();
  await expect(servers.trial('vnc')).toHaveText('先把这一节填对。');
});

test('a way that works says how fast, and what it found', async () => {
  test.skip(sshdMissing !== undefined, sshdMissing);
  const sshd = await prepareSshd();
  try {
    await sshd.start();
    await console.goTo('servers/+');
    const way = servers.way('SSH');
    await way.getByLabel('主机', { exact: true }).fill('127.0.0.1');
    await way.getByLabel('端口', { exact: true }).fill(String(sshd.port));
    await way.getByLabel('用户名', { exact: true }).fill(sshd.user);
    await way.getByText('密钥文件', { exact: true }).click();
    await way.getByLabel('密钥文件', { exact: true }).last().fill(sshd.keys.good);
    await servers.action('试一试 SSH').click();
    await expect(servers.trial('ssh')).toContainText(/可用 · .*ms|可用 · .* s/);
  } finally {
    await sshd.remove();
  }
});

test('groups and tags narrow the list down, and the view is remembered', async () => {
  const { page } = console;
  await add({ id: 'web-01', name: '官网', group: '机房', tags: ['生产'], ssh });
  await add({ id: 'db-01', name: '数据库', group: '机房', ssh: { ...ssh, host: 'db.example.test' } });
  await add({ id: 'pc', name: '前台电脑', tags: ['生产', '办公'], wake: { mac: '00:11:22:33:44:55' } });
  await console.goTo('servers');
  await expect(servers.all).toHaveCount(4);
  await servers.chip('机房').click();
  await expect(servers.all).toHaveCount(2);
  await servers.chip('生产').click();
  await expect(servers.all).toHaveCount(1);
  await expect(page.getByText('1 / 4 台')).toBeVisible();
  await servers.search.fill('没有的');
  await expect(page.getByText('没有符合条件的服务器。')).toBeVisible();
  await servers.action('清除筛选').last().click();
  await expect(servers.all).toHaveCount(4);
  await servers.search.fill('DB.example');
  await expect(servers.all).toHaveCount(1);
  await page.getByText('表格', { exact: true }).click();
  await expect(page.getByRole('table')).toBeVisible();
  await page.reload();
  await expect(page.getByRole('table')).toBeVisible();
  await expect(servers.all).toHaveCount(4);
  await page.keyboard.press('j');
  await expect(servers.server('local')).toBeFocused();
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await expect(servers.panel).toBeVisible();
  await page.keyboard.press('k');
  await expect(page).toHaveURL(/#\/servers\/local/);
  await expect(servers.panel).toContainText('不能修改或删除');
  await expect(servers.save).toBeHidden();
});

test('CSV that is pasted is looked at before it is added', async () => {
  const { page } = console;
  await add({ id: 'web-01', name: '官网', ssh });
  await console.goTo('servers/+import');
  await page
    .getByLabel('粘贴 CSV 或 ssh 配置')
    .fill('名称,地址,端口,用户\nweb-02,web.example.test,22,ops\ndb-02,127.0.0.1,99999,ops\n,,,\n');
  await servers.action('预览').click();
  await expect(page.getByTestId('import-row')).toHaveCount(2);
  await expect(page.getByTestId('import-row').nth(1)).toContainText('99999');
  await page.getByRole('checkbox', { name: '选择 db-02' }).uncheck();
  await servers.action('添加 1 台').click();
  await expect(page.getByText('已添加 1 台服务器。')).toBeVisible();
  await expect(servers.server('web-02')).toBeVisible();
  await expect(servers.server('db-02')).toBeHidden();
});

test('~/.ssh/config is imported with one click', async () => {
  const { page } = console;
  mkdirSync(join(home, '.ssh'));
  writeFileSync(join(home, '.ssh', 'config'), 'Host web\n  HostName 127.0.0.1\n  Port 9\n  User ops\n\nHost *\n  ServerAliveInterval 5\n');
  await console.goTo('servers');
  await servers.action('导入 ~/.ssh/config').click();
  await expect(page.getByTestId('import-row')).toHaveCount(1);
  await expect(page.getByText('来自 ~/.ssh/config')).toBeVisible();
  await servers.action('添加 1 台').click();
  await expect(servers.server('web')).toBeVisible();
});

test('the networks that may be scanned are offered, and nothing is asked before that is wished', async () => {
  const { page } = console;
  await console.goTo('servers');
  await servers.action('扫描网络').click();
  const title = page.getByRole('region', { name: '扫描网络' });
  await expect(title.getByRole('button', { name: '开始扫描' }).or(title.getByText('没有可扫描的网络。'))).toBeVisible();
  await expect(title.getByRole('progressbar')).toBeHidden();
  await page.keyboard.press('Escape');
  await expect(servers.list).toBeVisible();
});
