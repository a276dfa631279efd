/** Whoever works by keyboard goes on from where they were: an answer leaves the focus on what came of it, not at the top of the page. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, type Locator, test } from '@playwright/test';
import { type ConsoleWindow, openConsole, removeDataDir } from './console-window.ts';

/** The engine's own pace. */
const soon = { timeout: 30_000 };

let console: ConsoleWindow;
let server: Server;
let port: number;
test.beforeAll(async () => {
  server = createServer((_request, response) => response.end('all is well'));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  port = (server.address() as AddressInfo).port;
  console = await openConsole({ env: { WEIGUAN_SECRETS_PASSPHRASE: 'a passphrase of the tests' } });
  await console.resize(1280, 800);
});
test.beforeEach(() => console.startOver());
test.afterAll(async () => {
  await console.close();
  removeDataDir(console.dataDir);
  server.closeAllConnections();
  await new Promise<void>((done) => server.close(() => done()));
});

const button = (name: string) => console.page.getByRole('button', { name, exact: true });
const panel = (name: string) => console.page.getByRole('complementary', { name });
const focused = () => console.page.locator(':focus');
const monitor = (id: string) => console.page.locator(`[data-monitor="${id}"]`);
const press = async (...keys: string[]) => {
  for (const key of keys) await console.page.keyboard.press(key);
};

const save = (id: string, change: object = {}) =>
  console.page.evaluate((input) => window.weiguan.call('monitors.save', { monitor: input, isNew: true } as never), {
    ...{ id, name: id, check: { kind: 'tcp', host: '127.0.0.1', port } },
    ...change,
  });
const goesDown = { retries: 0, check: { kind: 'http', url: 'http://127.0.0.1:9/' } };

/** The sandbox's person writes on the phone, while the console shows something else. */
const say = (text: string) =>
  console.page.evaluate(
    (said) => window.weiguan.call('simulator.act', { account: 'sandbox-wecom', action: { kind: 'text', text: said } }),
    text,
  );

const bindZhangsan = () =>
  console.page.evaluate(() =>
    window.weiguan.call('operators.put', { operator: { account: 'sandbox-wecom', person: 'zhangsan', name: '张三', role: 'operator' } }),
  );

test('deleted monitors that are brought back have it again, one as several', async () => {
  for (const id of ['web-01', 'web-02']) await save(id, { paused: true });
  await console.goTo('monitors/web-01');
  await button('删除').click();
  await expect(button('撤销')).toBeFocused();
  await press('Enter');
  await expect(monitor('web-01')).toBeFocused();
  await press('x', 'j', 'x');
  const bar = console.page.getByTestId('chosen-monitors');
  await expect(bar).toContainText('已选 2 个');
  await bar.getByRole('button', { name: '删除' }).click();
  await expect(button('撤销')).toBeFocused();
  await press('Enter');
  await expect(button('撤销')).toBeHidden();
  await expect(console.page.locator('[data-monitor]:focus')).toHaveCount(1);
});

test('the list has it where a deletion is not undone', async () => {
  for (const id of ['web-01', 'web-02']) await save(id, { paused: true });
  await console.goTo('monitors/web-01');
  await button('删除').click();
  await expect(button('撤销')).toBeFocused();
  await press('Tab', 'Enter');
  await expect(monitor('web-02')).toBeFocused();
});

/** What was just deleted is brought back: the way back has the focus, and then what came back. */
const isBack = async (what: Locator) => {
  await expect(button('撤销')).toBeFocused();
  await press('Enter');
  await expect(what).toBeFocused();
};
/** The last of a list stays deleted: the list offers another one. */
const staysGone = async (offer: string | RegExp) => {
  await expect(button('撤销')).toBeFocused();
  await press('Tab', 'Enter');
  await expect(button('撤销')).toBeHidden();
  await expect(focused()).toHaveText(offer);
};

test('so do a rule, a person, a script and a server; where none is left, the way to add one has it', async () => {
  await bindZhangsan();
  await console.page.evaluate(() => {
    const rule = { id: 'all', name: '全部', to: { people: [{ account: 'sandbox-wecom', person: 'zhangsan' }] } };
    return window.weiguan.call('notices.rules.set', { rules: [rule] } as never);
  });
  await console.goTo('monitors/+notices');
  const rule = console.page.getByTestId('notice-rule').getByRole('link', { name: '全部' });
  const removeRule = async () => {
    await rule.click();
    await panel('编辑规则').getByRole('button', { name: '删除' }).click();
  };
  await removeRule();
  await isBack(rule);
  await removeRule();
  await staysGone('添加规则');

  await console.goTo('people');
  await button('移除 张三').click();
  await isBack(button('移除 张三'));
  await press('Enter');
  await staysGone('生成绑定码');

  const script = { id: 'clean', name: '清理', text: 'true' };
  await console.page.evaluate((input) => window.weiguan.call('scripts.put', { script: input }), script);
  await console.goTo('servers/+scripts:clean');
  const removeScript = () => button('删除').click();
  await removeScript();
  await isBack(console.page.getByTestId('script-row'));
  await removeScript();
  await staysGone('新建脚本');

  const target = { id: 'web-01', name: 'web-01', system: 'linux', ssh: { host: '127.0.0.1', user: 'root', auth: { by: 'agent' } } };
  await console.page.evaluate((input) => window.weiguan.call('targets.save', { target: input, isNew: true } as never), target);
  const server = (id: string) => console.page.locator(`[data-server="${id}"]`);
  const removeServer = async () => {
    await console.goTo('servers/web-01');
    await button('删除').click();
  };
  await removeServer();
  await isBack(panel('服务器详情'));
  await removeServer();
  await expect(button('撤销')).toBeFocused();
  await press('Tab', 'Enter');
  await expect(server('local')).toBeFocused();

  await save('last', { paused: true });
  await console.goTo('monitors/last');
  await button('删除').click();
  await staysGone(/^一个网站/);
});

test('what is acknowledged keeps it: the row in the list, the panel beside it', async () => {
  const row = (name: string) => console.page.getByTestId('incident').filter({ hasText: name });
  for (const id of ['down-1', 'down-2']) await save(id, goesDown);
  await console.goTo('monitors/+incidents');
  await row('down-1').getByRole('button', { name: '认领' }).click(soon);
  await expect(row('down-1')).toContainText('已认领');
  await expect(row('down-1').getByRole('link')).toBeFocused();
  await row('down-2').getByRole('link').click(soon);
  await panel('故障详情').getByRole('button', { name: '认领' }).click();
  await expect(row('down-2')).toContainText('已认领');
  await expect(panel('故障详情')).toBeFocused();
});

test('a monitor is muted and heard again with one button', async () => {
  await save('web');
  await console.goTo('monitors/web');
  await button('静音').focus();
  await press('Enter');
  await expect(console.page.getByRole('menuitem', { name: '静音 1 小时' })).toBeFocused();
  await press('Escape');
  await expect(button('静音')).toBeFocused();
  await press('Enter');
  await expect(console.page.getByRole('menuitem', { name: '静音 1 小时' })).toBeFocused();
  await press('Enter');
  await expect(button('取消静音')).toBeFocused();
  await press('Enter');
  await expect(button('静音')).toBeFocused();
});

test('the plan is begun at its first field, and gone on with once it is saved', async () => {
  await bindZhangsan();
  await console.goTo('monitors/+oncall');
  await button('建立值班表').click();
  const order = console.page.getByRole('combobox', { name: '轮换顺序' });
  await expect(order).toBeFocused();
  await press('ArrowDown', 'Enter');
  await button('保存值班表').click();
  await expect(console.page.getByTestId('oncall-now')).toContainText('张三');
  await expect(order).toBeFocused();
  const time = console.page.getByLabel('时间', { exact: true });
  await time.fill('10:30');
  await press('Enter');
  await expect(console.page.getByRole('button', { name: /保存值班表$/ })).toBeDisabled();
  await expect(time).toHaveValue('10:30');
  await expect(time).toBeFocused();
  await time.fill('18:00');
  await console.goTo('monitors/+notices');
  await console.goTo('monitors/+oncall');
  await expect(time).toHaveValue('18:00');
  await button('放弃修改').click();
  await expect(time).toHaveValue('10:30');
  await expect(order).toBeFocused();
});

test('an import goes on at its next step, and ends at the first that it added', async () => {
  await save('api');
  const backup = { version: '1.23.0', monitorList: [{ id: 1, name: 'Shop', type: 'http', url: 'http://127.0.0.1:9/', interval: 60 }] };
  await console.goTo('monitors/+import');
  await console.page.getByRole('textbox').fill(JSON.stringify(backup));
  await button('预览').focus();
  await press('Enter');
  await expect(button('换一个来源')).toBeVisible();
  await press('Tab');
  await expect(console.page.getByRole('checkbox', { name: '全选' })).toBeFocused();
  await button('换一个来源').focus();
  await press('Enter', 'Tab');
  await expect(button('选择文件')).toBeFocused();
  await console.page.getByRole('textbox').fill(JSON.stringify(backup));
  await button('预览').click();
  await button('添加 1 个').focus();
  await press('Enter');
  await expect(console.page.getByRole('link', { name: 'Shop' })).toBeFocused();
  await console.goTo('monitors/+import');
  await button('回到列表').focus();
  await press('Enter');
  await expect(console.page.getByRole('link', { name: 'Shop' })).toBeFocused();
});

test("Enter leads into a message's detail and Esc back to the list, which still knows its row", async () => {
  await say('帮助');
  await console.goTo('messages');
  const rows = console.page.getByTestId('message-row');
  await expect(rows.nth(1)).toBeVisible();
  await press('j', 'Enter');
  await expect(panel('消息详情')).toBeFocused();
  await press('j', 'Enter');
  await expect(panel('消息详情')).toBeFocused();
  const id = await rows.nth(1).getAttribute('id');
  await press('Escape');
  const grid = console.page.getByRole('grid', { name: '消息' });
  await expect(grid).toBeFocused();
  await expect(grid).toHaveAttribute('aria-activedescendant', id ?? '');
  await expect(grid).toHaveCSS('outline-style', 'none');
  await expect(console.page.locator(`#${id}`)).toHaveCSS('outline-style', 'solid');
});

test("Enter leads into a run's detail, from wherever in the list, and Esc back to its row", async () => {
  for (const text of ['状态', '帮助']) await say(text);
  await console.goTo('history');
  const rows = console.page.getByTestId('run-row');
  await expect(rows.first()).toContainText('help');
  await expect(rows.nth(1)).toContainText('status');
  const links = rows.getByRole('link');
  await press('j', 'Enter');
  await expect(panel('执行详情')).toBeFocused();
  await press('j');
  await expect(links.nth(1)).toHaveAttribute('aria-current', 'true');
  await press('Enter');
  await expect(panel('执行详情')).toBeFocused();
  await press('k');
  await expect(links.first()).toHaveAttribute('aria-current', 'true');
  await expect(panel('执行详情')).toBeFocused();
  await press('j');
  await links.first().focus();
  await press('Enter');
  await expect(panel('执行详情')).toBeFocused();
  await press('Escape');
  await expect(links.first()).toBeFocused();
});
