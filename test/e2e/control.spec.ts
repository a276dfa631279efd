import { expect, test } from '@playwright/test';
import type { CallInput } from '../../shared/api.ts';
import { type ConsoleWindow, openConsole, removeDataDir } from './console-window.ts';
import { serversOf } from './servers-page.ts';

let console: ConsoleWindow;
let servers: ReturnType<typeof serversOf>;
/** The runs that were there before the test. */
let earlier: string[];

/** One window for the tests that follow. */
function inOneWindow(): void {
  test.beforeAll(async () => {
    console = await openConsole({ env: { WEIGUAN_SECRETS_PASSPHRASE: 'a passphrase of the tests' } });
    servers = serversOf(console.page);
    await console.resize(1280, 800);
  });
  test.beforeEach(async () => {
    await console.startOver();
    earlier = (await allRuns()).map(({ id }) => id);
  });
  test.afterAll(async () => {
    await console.close();
    removeDataDir(console.dataDir);
  });
}

const rows = () => console.page.getByTestId('run-row');
const action = (name: string) => console.page.locator(`[data-action="${name}"]`);
const panel = () => console.page.getByTestId('run-panel');
const line = () => console.page.getByRole('textbox', { name: '控制台命令行' });
const button = (name: string) => console.page.getByRole('button', { name, exact: true });

/** The sandbox's person writes on the phone, while the console shows something else. */
const say = (text: string) =>
  console.page.evaluate(
    (said) => window.weiguan.call('simulator.act', { account: 'sandbox-wecom', action: { kind: 'text', text: said } }),
    text,
  );

/** Servers on which nobody answers. */
async function addServers(...ids: string[]): Promise<void> {
  const target = (id: string): CallInput<'targets.save'>['target'] => ({
    ...{ id, name: id, services: ['nginx.service'] },
    ssh: { host: '127.0.0.1', port: 9, user: 'ops', auth: { by: 'agent' } },
  });
  for (const id of ids) {
    await console.page.evaluate((input) => window.weiguan.call('targets.save', { target: input, isNew: true }), target(id));
  }
}

const allRuns = () =>
  console.page.evaluate(async () => {
    const page = await window.weiguan.call('runs.page', {});
    if (!page.ok) throw new Error(page.error.message);
    return page.value.map(({ id, line, state }) => ({ id, line, state }));
  });
/** What the test has run, newest first: its line and what became of it. */
const runs = async () => (await allRuns()).filter(({ id }) => !earlier.includes(id)).map(({ line, state }) => `${line} ${state}`);

test.describe('in a history that is empty', () => {
  inOneWindow();

  test('what is asked for in the chat appears in the history at once, and is found, opened and run again', async () => {
    const { page } = console;
    await page.keyboard.press('g');
    await page.keyboard.press('h');
    await expect(page.getByText('还没有执行过命令')).toBeVisible();
    await say('状态');
    await expect(rows()).toHaveCount(1);
    await expect(rows().first()).toContainText('聊天');
    await expect(rows().first()).toContainText('成功');
    await say('帮助');
    await expect(rows()).toHaveCount(2);

    await page.keyboard.press('/');
    await page.keyboard.type('status');
    await expect(rows()).toHaveCount(1);
    await page.keyboard.press('Tab');
    await page.locator('body').click({ position: { x: 600, y: 700 } });
    await page.keyboard.press('j');
    const detail = page.getByRole('complementary', { name: '执行详情' });
    await expect(detail.getByRole('log')).toContainText('CPU');
    await detail.getByRole('button', { name: '再次执行' }).click();
    await expect(rows()).toHaveCount(2);
    await expect(rows().first()).toContainText('控制台');
    await expect(detail).toContainText('控制台');
    await page.keyboard.press('Escape');
    await expect(detail).toBeHidden();
    await page.getByRole('textbox', { name: '搜索历史' }).fill('没有的');
    await expect(page.getByText('没有符合条件的记录。')).toBeVisible();
  });
});

test.describe('in a history that goes on', () => {
  inOneWindow();

  test('Enter pressed twice in a hurry runs a line once', async () => {
    await console.goTo('history');
    await line().fill('状态 local');
    // why: before the page has asked what the line would do, which takes longer than two strokes
    await line().evaluate(async (input) => {
      for (const kind of ['keydown', 'keyup', 'keydown', 'keyup']) {
        input.dispatchEvent(new KeyboardEvent(kind, { key: 'Enter', bubbles: true, cancelable: true }));
        await new Promise((resolve) => setTimeout(resolve));
      }
    });
    await expect.poll(runs).toEqual(['status local done']);
    await expect(line()).toHaveValue('');
    await console.goTo('overview');
    expect(await runs()).toEqual(['status local done']);
  });

  test('a click asks this computer how it is, and shows what it answers in its place', async () => {
    const { page } = console;
    await console.goTo('servers/local');
    await expect(action('power on')).toBeDisabled();
    await expect(action('power on')).toHaveAttribute('title', '本机不支持。');
    await action('status').click();
    await expect(panel().getByRole('log')).toContainText('CPU');
    await expect(panel()).toContainText('status local');
    await panel().getByRole('button', { name: '再次执行' }).click();
    await expect.poll(runs).toEqual(['status local done', 'status local done']);
    await console.goTo('servers');
    await console.goTo('servers/local');
    await expect(panel().getByRole('log')).toContainText('CPU');
    await panel().getByRole('link', { name: '在历史里看' }).click();
    await expect(page.getByRole('complementary', { name: '执行详情' }).getByRole('log')).toContainText('CPU');
  });

  test('what switches off names its server in the button, and nothing runs before that is clicked', async () => {
    await addServers('web-01');
    await console.goTo('servers/web-01');
    await action('power off').click();
    await expect(servers.panel.getByText('关机 web-01', { exact: true }).first()).toBeVisible();
    await expect(button('关机 web-01')).toBeFocused();
    await console.page.keyboard.press('Escape');
    await expect(button('关机 web-01')).toBeHidden();
    await expect(servers.panel).toBeVisible();
    expect(await runs()).toEqual([]);
    await action('power off').click();
    await button('关机 web-01').click();
    await expect(panel().getByRole('alert')).toBeVisible();
    await expect(panel()).toContainText('失败');
    expect(await runs()).toEqual(['power off web-01 failed']);
  });

  test('a command with arguments is filled in from what the server allows, and shows the line for the chat', async () => {
    const { page } = console;
    await addServers('web-01');
    await console.goTo('servers/web-01');
    await expect(action('log')).toBeDisabled();
    await action('service').click();
    const form = servers.panel.getByRole('form', { name: '服务' });
    await expect(form.getByRole('button', { name: '服务', exact: true })).toBeDisabled();
    await form.getByRole('combobox', { name: '动作' }).click();
    await page.getByTitle('重启', { exact: true }).last().click();
    await form.getByRole('combobox', { name: '服务' }).click();
    await page.getByTitle('nginx.service', { exact: true }).last().click();
    await expect(form.getByText('服务 restart nginx.service web-01')).toBeVisible();
    await form.getByRole('button', { name: '服务', exact: true }).click();
    await expect(button('服务 web-01')).toBeVisible();
    expect(await runs()).toEqual([]);
  });

  test('several servers are chosen by keyboard, and switched off only once their number was typed', async () => {
    const { page } = console;
    await addServers('db-01', 'web-01', 'web-02');
    await console.goTo('servers');
    await page.getByText('表格', { exact: true }).click();
    await servers.server('db-01').focus();
    await page.keyboard.press('x');
    await page.keyboard.press('j');
    await page.keyboard.press('Space');
    const bar = page.getByTestId('chosen-bar');
    await expect(bar).toContainText('已选 2 台');
    await expect(bar.locator('[data-action="screenshot"]')).toBeDisabled();
    await bar.locator('[data-action="power off"]').click();
    await expect(bar).toContainText('将在 2 台服务器上执行： db-01、web-01');
    await expect(button('关机 2 台服务器')).toBeDisabled();
    await page.keyboard.type('3');
    await expect(button('关机 2 台服务器')).toBeDisabled();
    await page.keyboard.press('Backspace');
    await page.keyboard.type('2');
    await page.keyboard.press('Enter');
    await expect(panel()).toContainText('power off db-01 web-01');
    await expect.poll(runs).toEqual([expect.stringMatching(/^power off db-01 web-01 (done|failed)$/)]);
    await bar.getByRole('button', { name: '取消选择' }).click();
    await expect(bar).toBeHidden();
  });

  test('any line of the chat can be typed: its plan shows, and which server is asked where several fit', async () => {
    const { page } = console;
    await addServers('web-01', 'web-02');
    await page.keyboard.press('Control+k');
    await page.keyboard.type('状态 web');
    await page.keyboard.press('Enter');
    await expect(line()).toHaveValue('状态 web');
    await expect(line()).toBeFocused();
    const below = page.getByRole('main').getByRole('status').first();
    await line().fill('状态');
    await expect(below).toContainText('只查看');
    await line().fill('没有这个命令');
    await expect(below).toContainText('▲');
    await line().fill('截图 web');
    await expect(below).toContainText('有多台符合，选一台：');
    await below.getByRole('button', { name: 'web-02' }).click();
    await expect(line()).toHaveValue('screenshot web-02');
    await line().fill('重启 web-02');
    await expect(below).toContainText('危险，执行前确认');
    await page.keyboard.press('Enter');
    await expect(button('执行：power reboot web-02')).toBeFocused();
    expect(await runs()).toEqual([]);
    await page.keyboard.press('Escape');
    await line().fill('状态');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('complementary', { name: '执行详情' }).getByRole('log')).toContainText('CPU');
    await expect(line()).toHaveValue('');
  });

  test('everything is put on hold: it is seen on every page, and nothing runs but looking', async () => {
    const { page } = console;
    await addServers('web-01');
    const mark = page.getByRole('contentinfo').getByText('已暂停所有操作');
    await console.goTo('history');
    await button('暂停所有操作').click();
    await expect(mark).toBeVisible();
    await console.goTo('servers/web-01');
    await expect(action('power off')).toBeDisabled();
    await expect(action('status')).toBeEnabled();
    await say('重启 web-01');
    await mark.click();
    await expect(rows().first()).toContainText('已拒绝');
    await page.keyboard.press('Control+k');
    await page.keyboard.type('恢复操作');
    await page.keyboard.press('Enter');
    await expect(mark).toBeHidden();
  });

  test('people get a role by id or with a code that they send, and lose it', async () => {
    const { page } = console;
    const row = (person: string) => page.locator(`[data-testid="person-row"][data-person="${person}"]`);
    await say('状态');
    await page.keyboard.press('g');
    await page.keyboard.press('p');
    await expect(page.getByText('还没有人员')).toBeVisible();
    await page.keyboard.press('n');
    await expect(page.locator('input:focus')).toBeVisible();
    await page.keyboard.type('lisi');
    await expect(page.locator('input:focus')).toHaveValue('lisi');
    await page.keyboard.press('Escape');
    await page.getByLabel('姓名', { exact: true }).fill('李四');
    await button('添加').click();
    await expect(row('lisi')).toContainText('李四');
    await expect(row('lisi')).toContainText('危险的要先确认');
    await row('lisi').getByRole('combobox', { name: '李四的角色' }).click();
    await page.getByTitle('查看者', { exact: true }).last().click();
    await expect(row('lisi')).toContainText('不能改动');

    await button('移除 李四').click();
    await expect(row('lisi')).toBeHidden();
    await button('撤销').click();
    await expect(row('lisi')).toContainText('不能改动');

    await page.getByRole('button', { name: '生成绑定码' }).first().click();
    await button('生成').click();
    const code = page.getByTestId('invitation');
    await expect(code.getByRole('timer')).toContainText(/\d:\d\d 后失效/);
    await say((await code.locator('code').textContent()) ?? '');
    await expect(page.getByTestId('person-row')).toHaveCount(2);
  });
});
