import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@playwright/test';
import { type ConsoleWindow, openConsole, phoneOf, removeDataDir } from './console-window.ts';

/** The engine's own pace: an interval of ten seconds, and what the outbox takes. */
const soon = { timeout: 30_000 };

let console: ConsoleWindow;
let server: Server;
let port: number;
test.beforeEach(async () => {
  server = await listen(0);
  port = (server.address() as AddressInfo).port;
});
test.afterEach(() => stop());

/** One window for the tests that follow. */
function inOneWindow(): void {
  test.beforeAll(async () => {
    console = await openConsole({ env: { WEIGUAN_SECRETS_PASSPHRASE: 'a passphrase of the tests' } });
    await console.resize(1280, 800);
  });
  test.beforeEach(() => console.startOver());
  test.afterAll(async () => {
    await console.close();
    removeDataDir(console.dataDir);
  });
}

/** A website on loopback. */
async function listen(at: number): Promise<Server> {
  const made = createServer((_request, response) => response.end('all is well'));
  await new Promise<void>((done) => made.listen(at, '127.0.0.1', done));
  return made;
}
async function stop(): Promise<void> {
  server.closeAllConnections();
  await new Promise<void>((done) => server.close(() => done()));
}

const button = (name: string) => console.page.getByRole('button', { name, exact: true });
const panel = () => console.page.getByRole('complementary', { name: '监控项详情' });
const field = (name: string) => panel().getByLabel(name, { exact: true });
const row = (id: string) => console.page.locator(`tr:has([data-monitor="${id}"])`);
const tab = (name: string) => console.page.getByRole('navigation', { name: '监控的各部分' }).getByRole('link', { name });
const timeline = () => console.page.getByRole('list', { name: '经过' });

/** Somebody who is told of everything, on the simulated phone. */
async function tellZhangsan(): Promise<void> {
  const told = await console.page.evaluate(async () => {
    const operator = { account: 'sandbox-wecom', person: 'zhangsan', name: '张三', role: 'operator' };
    const { call } = window.weiguan;
    const put = await call('operators.put', { operator });
    const rule = { id: 'all', name: '全部', to: { people: [{ account: 'sandbox-wecom', person: 'zhangsan' }] } };
    const set = await call('notices.rules.set', { rules: [rule] } as never);
    return [put.ok, set.ok];
  });
  expect(told).toEqual([true, true]);
}

const save = (monitor: object) =>
  console.page.evaluate((input) => window.weiguan.call('monitors.save', { monitor: input, isNew: true } as never), monitor);

test.describe('before anything has gone down', () => {
  inOneWindow();

  test('a website is added by the form; it goes down, somebody is told and acknowledges on the phone; it comes back, and the timeline says it all', async () => {
    test.setTimeout(180_000);
    const { page } = console;
    await tellZhangsan();
    await page.keyboard.press('g');
    await page.keyboard.press('n');
    await button('一个网站 状态码、关键字、证书到期').click();
    await expect(field('名称')).toBeFocused();
    await page.keyboard.type('官网');
    await expect(panel().getByRole('status').last()).toContainText('还缺：网址');
    await field('网址').fill(`http://127.0.0.1:${port}/`);
    await field('关键字').first().fill('all is well');
    await field('间隔').fill('10');
    await field('重试次数').fill('0');
    await button('试一次').click();
    await expect(page.getByTestId('monitor-trial')).toContainText(/通过 · .*ms/);
    await expect(page.getByTestId('monitor-trial')).toContainText('看到：200');
    await button('添加监控项').last().click();
    await expect(page).toHaveURL(/#\/monitors\/http-1/);
    await expect(row('http-1')).toContainText('正常', soon);

    await stop();
    await button('立即检查').click();
    await expect(row('http-1')).toContainText('故障', soon);
    await expect(panel()).toContainText('连接被拒绝');
    await page.getByRole('link', { name: '故障 #1' }).click();
    await expect(timeline()).toContainText('判定为故障');
    await expect(timeline()).toContainText('故障通知 → 张三', soon);

    await console.goTo('simulator');
    const card = page.getByRole('article').last();
    await expect(card).toContainText('官网', soon);
    await card.getByRole('button', { name: '认领，我来处理' }).click();
    await expect(card).toContainText('张三 已认领', soon);

    await console.goTo('monitors/incident:1');
    await expect(timeline()).toContainText('张三已认领', soon);
    server = await listen(port);
    await expect(timeline()).toContainText('恢复正常', soon);
    await expect(timeline()).toContainText('恢复通知 → 张三', soon);
    await expect(page.getByTestId('incident')).toContainText('已恢复');
    await expect(page.getByTestId('incident')).toContainText('张三');
    await console.goTo('simulator');
    await expect(phoneOf(page).bubbles('account').last()).toContainText('恢复', soon);
  });
});

test.describe('among other incidents', () => {
  inOneWindow();

  test('many are paused, retagged and deleted at once, and brought back', async () => {
    const { page } = console;
    for (const id of ['web-01', 'web-02', 'web-03']) await save({ id, name: id, check: { kind: 'tcp', host: '127.0.0.1', port } });
    await console.goTo('monitors');
    await expect(row('web-03')).toContainText('正常', soon);
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    const bar = page.getByTestId('chosen-monitors');
    await expect(bar).toContainText('已选 2 个');
    await bar.getByRole('button', { name: '暂停' }).click();
    await expect(row('web-01')).toContainText('已暂停');
    await expect(row('web-02')).toContainText('已暂停');
    await expect(row('web-03')).toContainText('正常');
    await bar.getByRole('button', { name: '批量修改' }).click();
    await bar.getByLabel('间隔', { exact: true }).fill('30');
    await bar.getByLabel('加上标签', { exact: true }).fill('shop');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    await bar.getByRole('button', { name: '应用到 2 个' }).click();
    await expect(page.getByRole('group', { name: '按标签筛选' })).toContainText('shop2');
    await bar.getByRole('button', { name: '删除' }).click();
    await expect(page.getByText('已删除 2 个监控项')).toBeVisible();
    await expect(row('web-01')).toBeHidden();
    await button('撤销').click();
    await expect(row('web-01')).toContainText('已暂停');
    const listed = await page.evaluate(() => window.weiguan.call('monitors.list', {}));
    expect(listed.ok && listed.value.monitors.map(({ id, intervalSeconds }) => `${id} ${intervalSeconds}`).sort()).toEqual([
      'web-01 30',
      'web-02 30',
      'web-03 60',
    ]);
  });

  test('what is down stands first, and filters find by state, kind and words', async () => {
    const { page } = console;
    await save({ id: 'a-fine', name: 'a-fine', check: { kind: 'tcp', host: '127.0.0.1', port } });
    await save({ id: 'z-down', name: 'z-down', retries: 0, check: { kind: 'http', url: 'http://127.0.0.1:9/' } });
    await console.goTo('monitors');
    await expect(row('z-down')).toContainText('故障', soon);
    await expect(page.getByTestId('monitor').first()).toHaveText('z-down');
    await page.getByRole('button', { name: /^正常/ }).click();
    await expect(page.getByTestId('monitor')).toHaveText(['a-fine']);
    await button('清除筛选').click();
    await page.keyboard.press('/');
    await page.keyboard.type('http://127');
    await expect(page.getByTestId('monitor')).toHaveText(['z-down']);
  });

  test("Uptime Kuma's backup is looked at, then added; what can't be is told", async () => {
    const { page } = console;
    const backup = {
      version: '1.23.0',
      monitorList: [
        { id: 1, name: 'Shop', type: 'http', url: `http://127.0.0.1:${port}/`, interval: 60, tags: [{ name: 'shop', value: '' }] },
        { id: 2, name: 'Game', type: 'steam', hostname: 'game.example', port: 27015 },
      ],
    };
    await console.goTo('monitors/+import');
    const paste = page.getByLabel('或粘贴 JSON');
    await paste.fill('{"monitors": [');
    await page.getByRole('button', { name: '预览', exact: true }).click();
    await expect(page.getByRole('alert')).toBeVisible();
    await expect(paste).toHaveValue('{"monitors": [');
    await page
      .locator('input[type="file"]')
      .setInputFiles({ name: 'kuma.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(backup)) });
    await expect(page.getByRole('row').filter({ hasText: 'Shop' })).toContainText('网站 / HTTP');
    await expect(page.getByText('无法导入的 1 个')).toBeVisible();
    await expect(page.getByText('Game', { exact: false })).toBeVisible();
    await expect(page.getByText('粘贴的内容还在')).toBeHidden();
    await button('添加 1 个').click();
    await expect(page.getByText('已添加 1 个监控项。')).toBeVisible();
    await expect(page.getByTestId('monitor')).toHaveText(['Shop']);
  });

  test('what is wrong within a pasted monitor is told with its place, and the paste stays to be mended', async () => {
    const { page } = console;
    const monitor = { id: 'web', name: 'Web', check: { kind: 'ping', host: 'a' }, maintenance: [{ rule: 'weekly' }], tags: [5] };
    const text = JSON.stringify({ weiguan: 'monitors', version: 1, monitors: [monitor] });
    await console.goTo('monitors/+import');
    const paste = page.getByLabel('或粘贴 JSON');
    await paste.fill(text);
    await button('预览').click();
    const problems = page.getByRole('region', { name: '无法导入的 1 个' });
    await expect(problems).toContainText('维护时段（maintenance.0.from）：必填。');
    await expect(problems).toContainText('标签（tags.0）：格式不对。');
    await expect(page.getByText('粘贴的内容还在：点“换一个来源”回去改好')).toBeVisible();
    await expect(page.getByRole('status').filter({ hasText: '来自 粘贴的文字' })).toBeVisible();
    await console.look('light', 'en');
    await expect(page.getByRole('status').filter({ hasText: 'from pasted text' })).toBeVisible();
    await console.look('light', 'zh-CN');
    await button('换一个来源').click();
    await expect(paste).toHaveValue(text);
  });

  test('a rule is made and says in words what it does; the plan says who is on call', async () => {
    const { page } = console;
    await tellZhangsan();
    await console.goTo('monitors');
    await tab('通知').click();
    await page.keyboard.press('n');
    const editor = page.getByRole('complementary', { name: '编辑规则' });
    await editor.getByLabel('名称', { exact: true }).fill('夜间');
    await tab('故障').click();
    await tab('通知').click();
    const begun = page.getByRole('listitem').filter({ hasText: '未保存' });
    await begun.getByRole('link', { name: '夜间' }).click();
    await editor.getByRole('button', { name: '关闭' }).click();
    await begun.getByRole('link', { name: '夜间' }).click();
    await expect(editor.getByLabel('名称', { exact: true })).toHaveValue('夜间');
    await expect(editor.getByRole('status')).toContainText('至少一个通知对象');
    await editor.getByRole('checkbox', { name: '当前值班的人' }).check();
    await editor.getByLabel('重复提醒', { exact: true }).fill('30');
    await editor.getByRole('checkbox', { name: '免打扰' }).check();
    const meaning = editor.getByRole('region', { name: '这条规则的意思' });
    await expect(meaning).toContainText('这条规则现在谁也通知不到：在“值班”里排班');
    await expect(meaning).toContainText(
      '任何监控项故障时，通知当前值班的人。无人认领则每 30 分钟再提醒。每天 22:00–07:00 只通知严重的，其余等到结束时合并成一条。恢复或停止监控时也通知。',
    );
    await editor.getByRole('button', { name: '添加规则' }).click();
    const made = page.getByTestId('notice-rule').filter({ hasText: '夜间' });
    await expect(made).toBeVisible();
    await expect(begun).toHaveCount(0);
    await made.getByRole('link', { name: '夜间' }).click();
    await editor.getByLabel('名称', { exact: true }).fill('白天');
    await editor.getByRole('button', { name: '放弃修改' }).click();
    await expect(editor).toBeHidden();
    await expect(made).toBeVisible();

    await tab('值班').click();
    await button('建立值班表').click();
    await page.getByRole('combobox', { name: '轮换顺序' }).click();
    await page.keyboard.press('Enter');
    await button('保存值班表').click();
    await expect(page.getByTestId('oncall-now')).toContainText('张三');
    await tab('通知').click();
    await expect(page.getByTestId('notice-rule').filter({ hasText: '夜间' })).not.toContainText('谁也通知不到');
  });

  test('a job reports to its address, and its monitor is up', async () => {
    const { page } = console;
    await console.goTo('monitors');
    await page.getByRole('button', { name: /^一个定时任务/ }).click();
    await field('名称').fill('备份');
    const lines = panel().getByRole('region', { name: '报到地址' });
    await expect(lines).toContainText('curl -fsS');
    await button('添加监控项').last().click();
    await expect(page).toHaveURL(/#\/monitors\/push-1/);
    const url = (await lines.getByText(/^http/).textContent()) ?? '';
    expect((await fetch(url)).status).toBe(200);
    await expect(row('push-1')).toContainText('正常', soon);
  });

  test('by keyboard: the chart is read point by point, zoomed, and left', async () => {
    const { page } = console;
    await save({ id: 'web', name: 'web', intervalSeconds: 10, check: { kind: 'tcp', host: '127.0.0.1', port } });
    await console.goTo('monitors/web');
    await expect(row('web')).toContainText('正常', soon);
    await page.getByText('1 小时', { exact: true }).click();
    const chart = page.getByTestId('response-chart');
    await chart.focus();
    await expect(chart).not.toHaveAttribute('aria-valuemax', '0', soon);
    await page.keyboard.press('ArrowLeft');
    await expect(chart).toHaveAttribute('aria-valuetext', /：\S+ ms/);
    await page.keyboard.press('+');
    await expect(panel()).toContainText('自选');
    await page.keyboard.press('0');
    await expect(panel()).not.toContainText('自选');
  });
});
