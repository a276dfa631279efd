import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { delimiter, join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { MonitorId } from '../../shared/monitor/monitor.ts';
import { type ConsoleWindow, newDataDir, openConsole, pictures, removeDataDir } from './console-window.ts';

/** What the desktop was asked to show. */
interface Shown {
  notices: string[];
  tips: string[];
  menus: string[][];
}
declare global {
  var desktopShown: Shown;
}

let dataDir: string;
let console: ConsoleWindow;
let server: Server;
let port = 0;
test.beforeEach(async () => {
  dataDir = newDataDir();
  await serve();
});
test.afterEach(async () => {
  await console.app.close().catch(() => undefined);
  server.close();
  port = 0;
  removeDataDir(dataDir);
});

async function serve(): Promise<void> {
  server = createServer((socket) => socket.end());
  await new Promise<void>((resolve) => void server.listen(port, '127.0.0.1', resolve));
  ({ port } = server.address() as AddressInfo);
}
const stop = () => new Promise((resolve) => server.close(resolve));

/** Opens the console on a desktop that has a tray, or has none; what it is asked to show is noted down. */
async function openOnDesktop(tray: boolean): Promise<void> {
  const bin = join(dataDir, 'bin');
  mkdirSync(bin);
  writeFileSync(join(bin, 'gdbus'), `#!/bin/sh\necho '(${tray},)'\n`);
  chmodSync(join(bin, 'gdbus'), 0o755);
  console = await openConsole({
    dataDir,
    env: { PATH: `${bin}${delimiter}${process.env.PATH}`, WEIGUAN_SECRETS_PASSPHRASE: 'of the desktop test' },
  });
  await expect(console.page.getByRole('navigation').first()).toBeVisible();
  await console.app.evaluate(({ Notification, Tray }) => {
    globalThis.desktopShown = { notices: [], tips: [], menus: [] };
    Notification.prototype.show = function (this: Electron.Notification) {
      globalThis.desktopShown.notices.push(`${this.title} | ${this.body}`);
      Object.assign(globalThis, { lastNotice: this });
    };
    const { setContextMenu } = Tray.prototype;
    Tray.prototype.setContextMenu = function (this: Electron.Tray, menu) {
      globalThis.desktopShown.menus.push(menu?.items.map(({ label }) => label) ?? []);
      setContextMenu.call(this, menu);
    };
  });
}
const shown = () => console.app.evaluate(() => globalThis.desktopShown);
const notices = async () => (await shown()).notices;
const windowTitle = () => console.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle());
const isVisible = () => console.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible());
const closeWindow = () => console.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());

async function monitor(id: MonitorId, name: string = id): Promise<void> {
  const saved = await console.page.evaluate(
    ([newId, called, at]) =>
      window.weiguan.call('monitors.save', {
        monitor: {
          ...{ id: newId, name: called, check: { kind: 'tcp', host: '127.0.0.1', port: at } },
          ...{ intervalSeconds: 10, retries: 0, tags: ['public'] },
        },
        isNew: true,
      }),
    [id, name, port] as const,
  );
  expect(saved.ok).toBe(true);
}
const stateOf = (id: MonitorId) =>
  console.page.evaluate(async (name) => {
    const listed = await window.weiguan.call('monitors.list', {});
    return listed.ok ? listed.value.monitors.find((one) => one.id === name)?.state : undefined;
  }, id);
const checkNow = (id: MonitorId) => console.page.evaluate((name) => window.weiguan.call('monitors.check', { ids: [name] }), id);

test('what goes down is told by title, tray and notification, whose click opens the incident; so is its recovery', async () => {
  await openOnDesktop(true);
  expect(await windowTitle()).toBe('微管');
  await monitor('web-01');
  await expect.poll(() => stateOf('web-01')).toBe('up');
  await stop();
  await checkNow('web-01');
  await expect.poll(notices, { timeout: 20_000 }).toEqual(['■ 故障：web-01 | 连接被拒绝']);
  await expect.poll(windowTitle).toBe('（1 项故障）微管');
  expect((await shown()).menus.at(-1)).toEqual(['1 项故障：web-01', '', '打开微管', '打开监控', '', '退出微管']);
  await console.app.evaluate(() => (globalThis as unknown as { lastNotice: Electron.Notification }).lastNotice.emit('click'));
  await expect(console.page).toHaveURL(/#\/monitors\/incident(%3A|:)1$/);
  await expect(console.page.getByRole('main')).toContainText('web-01');
  await serve();
  await checkNow('web-01');
  await expect.poll(async () => (await notices()).at(-1), { timeout: 30_000 }).toMatch(/^● 已恢复：web-01 \| 故障持续 /);
  await expect.poll(windowTitle).toBe('微管');
  await expect.poll(async () => (await shown()).menus.at(-1)?.[0]).toBe('没有故障');
});

test('who wants no notifications switches them off, and still sees what is down in the title', async () => {
  await openOnDesktop(true);
  await console.goTo('settings');
  await console.page.getByRole('switch', { name: '桌面通知' }).click();
  await monitor('web-01');
  await expect.poll(() => stateOf('web-01')).toBe('up');
  await stop();
  await checkNow('web-01');
  await expect.poll(windowTitle, { timeout: 20_000 }).toBe('（1 项故障）微管');
  await serve();
  await checkNow('web-01');
  await expect.poll(windowTitle, { timeout: 20_000 }).toBe('微管');
  expect(await notices()).toEqual([]);
});

const keepsInTray = () =>
  console.page.evaluate(async () => {
    const kept = await window.weiguan.call('desktop.get', {});
    return kept.ok && kept.value?.keepInTray;
  });
const staysAwake = () => console.app.evaluate(({ powerSaveBlocker }) => [0, 1, 2, 3].some((id) => powerSaveBlocker.isStarted(id)));

test('the closed window stays in the tray where the admin wants that, and comes back as it was', async () => {
  await openOnDesktop(true);
  await console.goTo('settings');
  const keep = console.page.getByRole('switch', { name: '关窗留在托盘' });
  await expect(keep).not.toBeChecked();
  await expect(console.page.getByText('现在关闭窗口就会退出程序')).toBeVisible();
  await keep.click();
  await expect(console.page.getByText('从托盘图标退出')).toBeVisible();
  // why: the page shows a click at once, the window does by it once that is on disk
  await expect.poll(keepsInTray).toBe(true);
  await closeWindow();
  await expect.poll(isVisible).toBe(false);
  expect(await staysAwake()).toBe(true);
  expect(await console.page.evaluate(async () => (await window.weiguan.call('overview.get', {})).ok)).toBe(true);
  await console.app.evaluate(({ app }) => app.emit('activate'));
  await expect.poll(isVisible).toBe(true);
  await expect(console.page).toHaveURL(/#\/settings$/);
});

test('without a tray the settings say so, and closing the window quits all the same', async () => {
  await openOnDesktop(false);
  await console.goTo('settings');
  await console.page.getByRole('switch', { name: '关窗留在托盘' }).click();
  await expect(console.page.getByText('这个桌面没有托盘')).toBeVisible();
  const ended = new Promise((resolve) => console.app.process().once('exit', resolve));
  await closeWindow();
  expect(await ended).toBe(0);
});

test('the status page is switched on in the settings, with its link and code, and reads well on a phone', async () => {
  mkdirSync(pictures, { recursive: true });
  await openOnDesktop(true);
  await console.resize(1280, 800);
  await monitor('web-01');
  await monitor('site', '官网');
  await console.goTo('settings');
  const card = console.page.getByRole('region', { name: '手机状态页' });
  await expect(card.getByTestId('status-page-url')).toHaveCount(0);
  await card.getByRole('switch', { name: '启用状态页' }).click();
  const url = (await card.getByTestId('status-page-url').textContent()) ?? '';
  expect(url).toMatch(/\/status\/[A-Za-z0-9_-]{32}$/);
  await expect(card.getByRole('figure', { name: '状态页的二维码' })).toBeVisible();
  expect((await fetch(url)).status).toBe(200);
  await card.getByRole('button', { name: '更换链接' }).click();
  await card.getByRole('button', { name: '立即更换' }).click();
  await expect(card.getByTestId('status-page-url')).not.toHaveText(url);
  expect((await fetch(url)).status).not.toBe(200);
  const link = (await card.getByTestId('status-page-url').textContent()) ?? '';
  await expect.poll(() => stateOf('site')).toBe('up');
  await pictureOfPhone(link, 'light', 'zh-CN', '一切正常');
  await stop();
  for (const id of ['web-01', 'site']) await checkNow(id);
  await expect.poll(windowTitle, { timeout: 20_000 }).toBe('（2 项故障）微管');
  await pictureOfPhone(link, 'dark', 'en', '2 of 2 down');
  await pictureOfPhone(link, 'light', 'zh-CN', '未恢复的故障', 'down-');
  for (const [theme, language] of [
    ['light', 'zh-CN'],
    ['dark', 'en'],
  ] as const) {
    await console.look(theme, language);
    await console.page.screenshot({ path: join(pictures, `settings-desktop-${theme}.png`) });
    await console.page.getByTestId('status-page-url').scrollIntoViewIfNeeded();
    await console.page.screenshot({ path: join(pictures, `settings-status-page-${theme}.png`) });
    const isWide = await console.page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    expect(isWide).toBe(false);
  }
});

/** Opens the link in a window as large as a phone, looks for a text, and takes a picture. */
async function pictureOfPhone(url: string, colorScheme: 'light' | 'dark', language: string, text: string, prefix = ''): Promise<void> {
  const opened = console.app.waitForEvent('window');
  const id = await console.app.evaluate(({ BrowserWindow }) => {
    const window = new BrowserWindow({ width: 390, height: 844, useContentSize: true, webPreferences: { sandbox: true } });
    void window.loadURL('about:blank');
    return window.id;
  });
  const phone = await opened;
  await phone.emulateMedia({ colorScheme });
  await phone.setExtraHTTPHeaders({ 'Accept-Language': language });
  // why: the page is made anew once in a while only, however often it is asked for
  await expect(async () => {
    await phone.goto(url);
    await expect(phone.locator('body')).toContainText(text, { timeout: 500 });
  }).toPass({ timeout: 20_000 });
  expect(await phone.evaluate(() => document.documentElement.scrollWidth > innerWidth)).toBe(false);
  await phone.screenshot({ path: join(pictures, `status-page-${prefix}${colorScheme}.png`) });
  await console.app.evaluate(({ BrowserWindow }, closed) => BrowserWindow.fromId(closed)?.destroy(), id);
}
