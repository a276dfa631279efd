import { mkdirSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@playwright/test';
import { type ConsoleWindow, newDataDir, openConsole, pictures, removeDataDir } from './console-window.ts';

const dataDir = newDataDir();
let console: ConsoleWindow;
let server: Server;

test.beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  server = createServer((_request, response) => response.end('all is well'));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  console = await openConsole({ dataDir, env: { WEIGUAN_SECRETS_PASSPHRASE: 'a passphrase of the tests' } });
  // why: the pictures are of what stands still
  await console.page.emulateMedia({ reducedMotion: 'reduce' });
  await console.resize(1280, 800);
  await console.goTo('monitors');
  await expect(console.page.getByText('一个网站')).toBeVisible();
  await console.picture(`${pictures}monitors-none.png`);
  await console.page.evaluate(fill, port);
});
test.afterAll(async () => {
  await console.close();
  server.close();
  removeDataDir(dataDir);
});

/** Monitors of every kind and in every state, with rules, a plan and incidents. Runs in the page. */
async function fill(port: number): Promise<void> {
  const { call } = window.weiguan;
  const http = (path: string) => ({ kind: 'http', url: `http://127.0.0.1:${port}${path}` });
  const hour = 3_600_000;
  const common = { intervalSeconds: 10, retries: 0 };
  const monitors: object[] = [
    { ...common, id: 'shop', name: '官网商城', check: http('/'), tags: ['shop', '生产'], notes: '值班电话 8888，先看 nginx 日志。' },
    {
      ...common,
      id: 'pay',
      name: '支付回调',
      check: { kind: 'http', url: 'http://127.0.0.1:9/pay' },
      tags: ['shop'],
      severity: 'critical',
    },
    { ...common, id: 'db', name: '订单数据库', check: { kind: 'tcp', host: '127.0.0.1', port }, tags: ['生产'], parent: 'shop' },
    { ...common, id: 'mail', name: '邮件 SMTP', check: { kind: 'tcp', host: '127.0.0.1', port: 9 }, severity: 'warning', retries: 3 },
    {
      ...common,
      id: 'api',
      name: 'API gateway with a rather long name for a monitor',
      check: { ...http('/health'), keyword: { text: 'well' } },
    },
    { id: 'backup', name: '夜间备份', check: { kind: 'push', token: 'x'.repeat(24) }, intervalSeconds: 86_400 },
    {
      ...common,
      id: 'intranet',
      name: '内网门户',
      check: http('/i'),
      maintenance: [{ rule: 'once', from: Date.now() - hour, to: Date.now() + hour }],
    },
    { ...common, id: 'old', name: '旧站点', check: http('/old'), paused: true },
    { ...common, id: 'disk', name: '本机磁盘', target: 'local', check: { kind: 'metrics', metric: 'disk', over: 99 } },
  ];
  for (const monitor of monitors) await call('monitors.save', { monitor, isNew: true } as never);
  for (const [person, name] of [
    ['zhangsan', '张三'],
    ['lisi', '李四'],
    ['wangwu', '王五'],
  ]) {
    await call('operators.put', { operator: { account: 'sandbox-wecom', person, name, role: 'operator' } } as never);
  }
  const who = (person: string) => ({ account: 'sandbox-wecom', person });
  const zone = 'Asia/Shanghai';
  const rules = [
    { id: 'day', name: '值班', to: { onCall: true }, repeatMinutes: 30, escalations: [{ afterMinutes: 15, to: { roles: ['admin'] } }] },
    {
      ...{ id: 'shop', name: '商城', monitors: { tags: ['shop'] }, from: 'warning', to: { people: [who('zhangsan'), who('lisi')] } },
      quiet: { days: [0, 1, 2, 3, 4, 5, 6], from: '22:00', to: '07:00', zone },
    },
    { id: 'nobody', name: '没有人', monitors: { tags: ['x'] }, to: { tags: ['夜班'] } },
    {
      id: 'off',
      name: '测试环境',
      on: false,
      to: { people: [who('wangwu')] },
      hours: { days: [1, 2, 3, 4, 5], from: '09:00', to: '18:00', zone },
    },
  ];
  await call('notices.rules.set', { rules } as never);
  const people = ['zhangsan', 'lisi', 'wangwu'].map((person, index) => ({ ...who(person), name: ['张三', '李四', '王五'][index] }));
  await call('oncall.set', { plan: { zone, handover: { day: 1, time: '09:00' }, firstWeek: Date.now(), people } } as never);
}

const views: Record<string, () => Promise<void>> = {
  async monitors() {
    await console.goTo('monitors');
    await expect(console.page.locator('tr:has([data-monitor="pay"])')).toContainText(/故障|down/, { timeout: 30_000 });
    await console.page.getByTitle(/^(表格|Table)$/).click();
  },
  async 'monitors-chosen'() {
    await console.page.getByRole('checkbox', { name: /^(全选|Choose all)$/ }).check();
    await console.page.getByRole('button', { name: /(批量修改|Edit all)/ }).click();
  },
  async 'monitors-cards'() {
    await console.page.getByRole('checkbox', { name: /^(全选|Choose all)$/ }).uncheck();
    await console.page.getByTitle(/^(卡片|Cards)$/).click();
  },
  async 'monitors-open'() {
    await console.page.getByTitle(/^(表格|Table)$/).click();
    await console.goTo('monitors/shop');
    await console.page.getByText(/^(1 小时|1 h)$/).click();
  },
  'monitors-down': () => console.goTo('monitors/pay'),
  'monitors-push': () => console.goTo('monitors/backup'),
  'monitors-new': () => console.goTo('monitors/+'),
  async 'monitors-edit'() {
    await console.goTo('monitors/edit:intranet');
    await console.page.getByRole('button', { name: /(添加时段|Add a window)/ }).scrollIntoViewIfNeeded();
  },
  async 'monitors-import'() {
    await console.goTo('monitors/+import');
    const again = console.page.getByRole('button', { name: /^(换一个来源|Another source)$/ });
    if (await again.isVisible()) await again.click();
  },
  async 'monitors-import-preview'() {
    await console.page.getByRole('textbox').first().fill(JSON.stringify(kuma));
    await console.page.getByRole('button', { name: /^(预览|Preview)$/ }).click();
    await expect(console.page.getByText(/65535/)).toBeVisible();
  },
  'monitors-incidents': () => console.goTo('monitors/+incidents'),
  'monitors-incident': () => console.goTo('monitors/incident:1'),
  'monitors-notices': () => console.goTo('monitors/+notices'),
  'monitors-rule': () => console.goTo('monitors/rule:shop'),
  'monitors-oncall': () => console.goTo('monitors/+oncall'),
  'monitors-overview': () => console.goTo('overview'),
};

/** A backup of Uptime Kuma's with what fits here, what fits but for something, and what doesn't. */
const kuma = {
  monitorList: [
    { id: 1, name: '机房', type: 'group' },
    {
      id: 2,
      name: '订单接口，名字很长的一个，写在一行里放不下，只好省略',
      type: 'http',
      url: 'https://shop.test/',
      parent: 1,
      tags: [{ name: '生产' }],
    },
    { id: 3, name: 'nightly job', type: 'push', interval: 3600 },
    { id: 4, name: '网关', type: 'ping', hostname: '10.0.0.1' },
    { id: 5, name: '端口', type: 'port', hostname: 'db', port: 70_000 },
    { id: 6, name: '坏的', type: 'http', url: 'nowhere' },
    { id: 7, name: '邮件', type: 'dns', hostname: 'a b', dns_resolve_type: 'PTR' },
    { name: '没有编号' },
    { id: 9, name: 'queue', type: 'kafka-producer' },
  ],
};

/** What sticks out of the window at the right. */
const overflowing = () =>
  console.page.evaluate(() =>
    [...document.querySelectorAll('#root main *')]
      .filter((element) => element.getBoundingClientRect().width > 0 && !element.closest('svg, code, [aria-hidden="true"]'))
      .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
      .map((element) => `${element.tagName}.${element.className}`),
  );

/** The monitors whose names are cut in the table. */
const cutNames = () =>
  console.page
    .locator('tr [data-monitor]')
    .evaluateAll((links) => links.filter((link) => link.scrollWidth > link.clientWidth).map((link) => link.textContent));

const looks = [
  { width: 1280, height: 800, theme: 'light', language: 'zh-CN' },
  { width: 1280, height: 800, theme: 'dark', language: 'en' },
  { width: 1920, height: 1080, theme: 'dark', language: 'zh-CN' },
  { width: 1024, height: 680, theme: 'light', language: 'en' },
  { width: 1024, height: 680, theme: 'dark', language: 'zh-CN' },
] as const;
for (const { width, height, theme, language } of looks) {
  test(`every side of monitoring fits ${width}×${height}, ${theme}, ${language}`, async () => {
    const { page } = console;
    await console.resize(width, height);
    await console.look(theme, language);
    const cut: Record<string, string[]> = {};
    for (const [name, open] of Object.entries(views)) {
      await open();
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await console.picture(`${pictures}${name}-${width}-${theme}-${language}.png`);
      const found = await overflowing();
      if (found.length > 0) cut[name] = found;
      if (name === 'monitors' && width === 1024) expect(await cutNames()).toEqual([]);
    }
    expect(cut).toEqual({});
  });
}
