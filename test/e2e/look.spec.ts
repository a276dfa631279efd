import { mkdirSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import type { CallInput } from '../../shared/api.ts';
import { createSender } from '../support/wechat-sender.ts';
import { type ConsoleWindow, listenerUrl, newDataDir, openConsole, phoneOf, pictures, removeDataDir } from './console-window.ts';

const dataDir = newDataDir();
const env = { WEIGUAN_SECRETS_PASSPHRASE: 'a passphrase of the tests' };
let console: ConsoleWindow;

test.beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  console = await openConsole({ dataDir, env });
  // why: the pictures are of what stands still
  await console.page.emulateMedia({ reducedMotion: 'reduce' });
  await addAccounts();
  await addServers();
  await runDoctor();
  await console.goTo('simulator');
  for (const text of ['状态', '帮助', 'statsu', '今天天气怎么样']) {
    await phoneOf(console.page).say(text);
    await expect(phoneOf(console.page).bubbles('person').last()).toContainText(text);
  }
  await expect(phoneOf(console.page).bubbles('account')).toHaveCount(4);
  await addPeople();
  await runCommands();
});
test.afterAll(async () => {
  await console.close();
  removeDataDir(dataDir);
});

/** What is cut off depends on the size and the language; the themes take turns. */
const looks = [
  { width: 1024, height: 680, theme: 'light', language: 'zh-CN' },
  { width: 1024, height: 680, theme: 'dark', language: 'en' },
  { width: 1280, height: 800, theme: 'dark', language: 'zh-CN' },
  { width: 1280, height: 800, theme: 'light', language: 'en' },
  { width: 1920, height: 1080, theme: 'light', language: 'zh-CN' },
  { width: 1920, height: 1080, theme: 'dark', language: 'en' },
] as const;

for (const { width, height, theme, language } of looks) {
  test(`every page fits ${width}×${height}, ${theme}, ${language}`, async () => {
    const { page } = console;
    await console.resize(width, height);
    await console.look(theme, language);
    for (const [name, open] of Object.entries(views)) {
      await open();
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      expect(await overflowing(), `${name} is cut off`).toEqual([]);
      await console.picture(`${pictures}${name}-${width}-${theme}-${language}.png`);
    }
  });
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

/** Servers in every state that a picture should show. */
async function addServers(): Promise<void> {
  await console.page.evaluate(async () => {
    const save = (target: CallInput<'targets.save'>['target'], secrets = {}) =>
      window.weiguan.call('targets.save', { target, secrets, isNew: true });
    const ssh = { host: '127.0.0.1', port: 9, user: 'ops', auth: { by: 'agent' } } as const;
    await save({ id: 'gate', name: '跳板机', group: '机房 A', tags: ['生产'], ssh });
    await save(
      {
        ...{ id: 'web-01', name: 'Web 前端一号', aliases: ['官网'], group: '机房 A', tags: ['生产', 'nginx'], asset: 'IT-2024-0118' },
        ssh: { ...ssh, auth: { by: 'password' }, jump: 'gate' },
        wake: { mac: '00:11:22:33:44:55' },
        ipmi: { host: '127.0.0.1', port: 9, user: 'admin' },
        ...{ services: ['nginx.service', 'php-fpm.service'], logs: ['/var/log/nginx/error.log'] },
      },
      { sshPassword: 'p', ipmiPassword: 'p' },
    );
    const vnc = { host: '127.0.0.1', port: 9 };
    await save({ id: 'pc-finance', name: '财务部的台式机，二楼靠窗第三个座位', system: 'windows', group: '办公', vnc });
    await save({ id: 'mac-build', name: 'Mac mini', system: 'macos', tags: ['CI'] });
  });
}

/** People in every role, one of them with a long id. */
async function addPeople(): Promise<void> {
  await console.page.evaluate(async () => {
    const put = (operator: CallInput<'operators.put'>['operator']) => window.weiguan.call('operators.put', { operator });
    await put({ account: 'ops', person: 'zhangsan', name: '张三', role: 'admin' });
    await put({ account: 'ops', person: 'lisi', role: 'operator' });
    await put({ account: 'oa', person: 'oDF3iY9ffA-hqb2vVvbr7qxf6A0Q', name: '王五（外包，夜班值守）', role: 'viewer' });
  });
}

/** Runs by click: one that works, one that has to be confirmed, one that fails. */
async function runCommands(): Promise<void> {
  await console.page.evaluate(async () => {
    await window.weiguan.call('commands.run', { line: 'status' });
    await window.weiguan.call('commands.run', { line: 'status gate web-01' });
    await window.weiguan.call('commands.run', { line: 'power off web-01', confirmed: ['web-01'] });
  });
}

/** Opens an action of a server. */
async function openAction(server: string, action: string): Promise<void> {
  await console.goTo(`servers/${server}`);
  await console.page.locator(`[data-action="${action}"]`).last().click();
  await expect(console.page.locator('aside form').first()).toBeVisible();
}

/** Shows the servers in one of the two ways. */
async function showServers(view: RegExp): Promise<void> {
  await console.goTo('servers');
  await console.page.getByTitle(view).click();
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
  servers: () => showServers(/^(卡片|Cards)$/),
  'servers-edit': () => console.goTo('servers/web-01'),
  async 'servers-drivers'() {
    await console.goTo('servers/web-01');
    await console.page.getByRole('group', { name: 'IPMI' }).scrollIntoViewIfNeeded();
  },
  'servers-local': () => console.goTo('servers/local'),
  'servers-act': () => openAction('web-01', 'power off'),
  'servers-act-form': () => openAction('web-01', 'service'),
  async 'servers-run'() {
    await console.goTo('servers/local');
    await console.page.locator('[data-action="status"]').click();
    await expect(console.page.getByTestId('run-panel').locator('[role="log"]')).toBeVisible();
  },
  'servers-new': () => console.goTo('servers/+'),
  'servers-table': () => showServers(/^(表格|Table)$/),
  async 'servers-chosen'() {
    await showServers(/^(表格|Table)$/);
    const bar = console.page.getByTestId('chosen-bar');
    const all = console.page.getByRole('checkbox').first();
    if (!(await bar.isVisible())) await all.check();
    await bar.locator('[data-action="status"]').focus();
    for (const name of [/跳板机$/, /Web 前端一号$/]) await console.page.getByRole('checkbox', { name }).check();
    for (const name of [/Mac mini$/, /第三个座位$/, /(本机|local|This computer)/i]) {
      for (const box of await console.page.getByRole('checkbox', { name }).all()) await box.uncheck();
    }
    await bar.locator('[data-action="power off"]').click();
    await expect(bar.locator('form')).toBeVisible();
  },
  async 'servers-table-edit'() {
    const clear = console.page.getByTestId('chosen-bar').getByRole('button', { name: /^(取消选择|Clear)$/ });
    if (await clear.isVisible()) await clear.click();
    await console.goTo('servers/web-01');
  },
  people: () => console.goTo('people'),
  'people-add': () => console.goTo('people/+'),
  'people-roles': () => console.goTo('people/roles'),
  'people-role': () => console.goTo('people/role:operator'),
  'people-role-new': () => console.goTo('people/role:+'),
  async 'people-invite'() {
    await console.goTo('people');
    await console.page.getByRole('button', { name: /^(生成绑定码|Make a code)$/ }).click();
    const make = console.page.getByRole('button', { name: /^(生成|Make it)$/ });
    if (await make.isVisible()) await make.click();
    await expect(console.page.getByTestId('invitation')).toBeVisible();
  },
  history: () => console.goTo('history'),
  async 'history-detail'() {
    await console.goTo('history');
    await console.page.getByTestId('run-row').last().getByRole('link').click();
  },
  async 'history-line'() {
    await console.goTo('history');
    await console.page.evaluate(() => window.weiguan.call('hold.set', { held: true }));
    await console.page.getByRole('textbox', { name: /^(控制台命令行|Console line)$/ }).fill('关机 web-01');
    await expect(console.page.locator('footer a[href="#/history"]')).toBeVisible();
  },
  async 'history-which'() {
    await console.page.evaluate(() => window.weiguan.call('hold.set', { held: false }));
    await console.goTo('history');
    const line = console.page.getByRole('textbox', { name: /^(控制台命令行|Console line)$/ });
    await line.fill('关机 web-01');
    await line.press('Enter');
    await expect(console.page.getByRole('group', { name: /^(确认执行|Confirm the run)$/ })).toBeVisible();
  },
  async 'servers-import'() {
    await console.goTo('servers/+import');
    const again = console.page.getByRole('button', { name: /^(换一个来源|Another source)$/ });
    if (await again.isVisible()) await again.click();
  },
  async 'servers-preview'() {
    const lines = [
      'name,host,port,user,group,password',
      'web-02,10.0.0.2,22,ops,机房 B,x',
      'db-02,10.0.0.3,99999,ops,,',
      'web-01,10.0.0.4,,,,',
      ',,,,,',
    ];
    await console.page.getByRole('textbox', { name: /^(粘贴|Paste)/ }).fill(lines.join('\n'));
    await console.page.getByRole('button', { name: /^(预览|Preview)$/ }).click();
    await expect(console.page.getByTestId('import-row')).toHaveCount(3);
  },
  'servers-scan': () => console.goTo('servers/+scan'),
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
      .filter((element) => element.getBoundingClientRect().width > 0 && !element.closest('svg, .uplot, .ant-switch, [aria-hidden="true"]'))
      .filter((element) => getComputedStyle(element).visibility !== 'hidden')
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
