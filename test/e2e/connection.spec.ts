import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, type Locator, test } from '@playwright/test';
import { type LocaltunnelServer, startLocaltunnelServer } from '../support/localtunnel-server.ts';
import { type ConsoleWindow, listenerUrl, openConsole, removeDataDir } from './console-window.ts';

let console: ConsoleWindow;
async function open(): Promise<void> {
  console = await openConsole({ env: { WEIGUAN_SECRETS_PASSPHRASE: 'a passphrase of the tests' } });
}
async function close(): Promise<void> {
  await console.close();
  removeDataDir(console.dataDir);
}
/** Where each test begins. */
async function begin(): Promise<void> {
  await console.startOver();
  await console.goTo('connection');
}

const card = (name: string) => console.page.getByRole('region', { name, exact: true });
const tunnelState = () => console.page.getByTestId('tunnel-state');
const check = (id: string): Locator => console.page.locator(`[data-testid="check"][data-id="${id}"]`);
const save = () => card('隧道').getByRole('button', { name: /保存/ });

async function setOwnUrl(url: string): Promise<void> {
  await card('隧道').getByLabel('公网地址', { exact: true }).fill(url);
  await save().click();
  await expect(tunnelState()).toHaveAttribute('data-state', 'up');
}

async function setLocaltunnel(server: LocaltunnelServer, subdomain: string): Promise<void> {
  await card('隧道').getByText('localtunnel', { exact: true }).click();
  await card('隧道').getByLabel('服务器', { exact: true }).fill(server.url);
  await card('隧道').getByLabel('子域名', { exact: true }).fill(subdomain);
  await save().click();
  await expect(tunnelState()).toHaveAttribute('data-state', 'up');
}

/** An account of the console's own, beside the sandbox's. */
const addAccount = () =>
  console.page.evaluate(() =>
    window.weiguan.call('accounts.add', {
      account: { id: 'ops', platform: 'wecom', name: '运维助手', receiverId: 'ww1234567890abcdef', agentId: '1000002' },
      secrets: {},
    }),
  );

const publicUrls = () =>
  console.page.evaluate(async () => {
    const tunnel = await window.weiguan.call('tunnel.get', {});
    return tunnel.ok ? [tunnel.value.state.publicUrl] : [];
  });

test.describe('in a console that has not been connected before', () => {
  test.beforeEach(async () => {
    await open();
    await begin();
  });
  test.afterEach(close);

  test('an own domain is probed until it comes back, and the dots say so', async () => {
    const { page } = console;
    await expect(page.getByTestId('health-tunnel')).toHaveAttribute('data-health', 'idle');
    await addAccount();
    await expect(page.getByTestId('health-tunnel')).toHaveAttribute('data-health', 'warning');
    await card('隧道').getByLabel('公网地址', { exact: true }).fill('wx.example.com');
    await expect(card('隧道').getByText('要以 http:// 或 https:// 开头的完整地址。')).toBeVisible();
    await expect(save()).toBeDisabled();
    const url = await listenerUrl(page);
    await setOwnUrl(url);
    await expect(card('隧道')).toContainText('往返');
    await expect(page.getByTestId('health-tunnel')).toHaveAttribute('data-health', 'ok');
    await console.goTo('accounts/ops');
    await expect(page.getByText('公网网址已就绪，微信可以访问。')).toBeVisible();
    await page.getByTestId('health-tunnel').click();
    await expect(card('隧道')).toBeFocused();
    await card('隧道').getByRole('button', { name: '停止' }).click();
    await expect(tunnelState()).toHaveAttribute('data-state', 'off');
    await card('隧道').getByRole('button', { name: '启动' }).click();
    await expect(tunnelState()).toHaveAttribute('data-state', 'up');
  });

  test('the doctor checks the sandbox from end to end, all at once or one alone', async () => {
    await setOwnUrl(await listenerUrl(console.page));
    await expect(card('诊断').getByText(/12 项逐个查一遍/)).toBeVisible();
    await card('诊断').getByRole('button', { name: '全面检查' }).click();
    await expect(console.page.getByTestId('doctor-checks')).toHaveAttribute('data-running', 'false');
    await expect(card('诊断')).toContainText('上次检查');
    for (const id of ['clock', 'keychain', 'network', 'token', 'app', 'tunnel', 'public-url', 'latency'])
      await expect(check(id), id).toHaveAttribute('data-state', 'ok');
    await expect(check('certificate')).toHaveAttribute('data-state', 'skipped');
    await expect(check('last-message')).toContainText('还没有收到过真实消息');

    await console.page.evaluate(() =>
      window.weiguan.call('simulator.act', { account: 'sandbox-wecom', action: { kind: 'text', text: '状态' } }),
    );
    await check('last-message').getByRole('button').click();
    await expect(check('last-message')).toHaveAttribute('data-state', 'ok');
    await expect(check('token')).toHaveAttribute('data-state', 'ok');
  });

  test('a public URL that has changed is told with what to do, until that is done', async () => {
    const { page } = console;
    const server = await startLocaltunnelServer();
    try {
      await addAccount();
      await page.evaluate(async () => {
        const check = { kind: 'push', token: 'a'.repeat(32) };
        const account = { id: 'old', platform: 'wecom', name: '旧助手', receiverId: 'ww1234567890abcdef', agentId: '1000003' } as const;
        await window.weiguan.call('accounts.add', { account, secrets: {} });
        await window.weiguan.call('accounts.enable', { id: 'old', enabled: false });
        await window.weiguan.call('monitors.save', { monitor: { id: 'backup', name: '备份', check }, isNew: true } as never);
        await window.weiguan.call('statusPage.set', { on: true });
      });
      await setLocaltunnel(server, 'ops-room');
      const [before] = await publicUrls();
      await setLocaltunnel(server, 'other-room');
      await expect(page.getByTestId('url-moved')).toBeVisible();
      const [after] = await publicUrls();
      const banner = page.getByTestId('url-moved');
      await expect(banner).toContainText('公网地址变了');
      await expect(banner).toContainText(before ?? '');
      await expect(banner).toContainText('旧助手（已停用）');
      await expect(banner).toContainText(`${after}/callback/ops`);
      await expect(banner).toContainText('1 个定时任务报到的监控项');
      await expect(banner).toContainText(`${after}/push/`);
      await expect(banner).toContainText('状态页');
      await expect(banner).not.toContainText('sandbox');
      await expect(page.getByTestId('health-tunnel')).toHaveAttribute('data-health', 'warning');
      await console.goTo('overview');
      await expect(card('监听地址')).toContainText(`公网地址变了，现在是 ${after}`);
      await card('监听地址').getByRole('link', { name: '去“接入”页处理' }).click();
      await banner.getByRole('button', { name: '已改好' }).click();
      await expect(banner).toBeHidden();
      await expect(page.getByTestId('health-tunnel')).toHaveAttribute('data-health', 'ok');
      await console.goTo('overview');
      await expect(card('监听地址')).not.toContainText('公网地址变了');
      await console.goTo('monitors/backup');
      const address = page.getByRole('region', { name: '报到地址' });
      await expect(address).toContainText(`${after}/push/aaaa`);
      await page.evaluate(() => window.weiguan.call('tunnel.stop', {}));
      await expect(address).toContainText('没有公网地址');
      await expect(address).not.toContainText(after ?? '');
    } finally {
      await server.kill();
    }
  });

  test('a tunnel that is dead is told on the overview, until it is up again', async () => {
    const server = await startLocaltunnelServer();
    try {
      await addAccount();
      await setLocaltunnel(server, 'ops-room');
      await server.kill();
      await console.goTo('overview');
      await expect(card('监听地址').getByRole('alert')).toContainText('tunnel/');
      await server.restart();
      await expect(card('监听地址').getByRole('alert')).toBeHidden({ timeout: 20_000 });
    } finally {
      await server.kill();
    }
  });

  test('an egress address that has changed is told on the overview, until it is allowed', async () => {
    let ip = '203.0.113.7';
    const platform = createServer((_, response) =>
      response.end(JSON.stringify({ errcode: 60020, errmsg: `not allow to access from your ip, hint: [1], from ip: ${ip}, more info` })),
    );
    await new Promise<void>((resolve) => platform.listen(0, '127.0.0.1', resolve));
    try {
      const apiBase = `http://127.0.0.1:${(platform.address() as AddressInfo).port}`;
      const ask = () => console.page.evaluate(() => window.weiguan.call('platforms.check', { id: 'ops' }));
      await console.page.evaluate(async (base) => {
        const account = {
          id: 'ops',
          platform: 'wecom',
          name: '运维助手',
          receiverId: 'ww1234567890abcdef',
          agentId: '1000002',
          apiBase: base,
        };
        await window.weiguan.call('accounts.add', { account, secrets: { apiSecret: 's'.repeat(43) } } as never);
      }, apiBase);
      await ask();
      await console.goTo('overview');
      await expect(card('账号')).toContainText('运维助手');
      await expect(card('账号')).not.toContainText('出口 IP 变了');
      ip = '203.0.113.9';
      await ask();
      await expect(card('账号')).toContainText('出口 IP 变了，现在是 203.0.113.9');
      await card('账号').getByRole('link', { name: '去“接入”页处理' }).click();
      await console.page.getByTestId('ip-moved').getByRole('button', { name: '已加好' }).click();
      await console.goTo('overview');
      await expect(card('账号')).toContainText('运维助手');
      await expect(card('账号')).not.toContainText('出口 IP 变了');
    } finally {
      platform.close();
    }
  });
});

test.describe('in a console that may have been connected before', () => {
  test.beforeAll(open);
  test.beforeEach(begin);
  test.afterAll(close);

  test('a platform is asked by a click: its token shows, and what of the limits is used up', async () => {
    const row = console.page.locator('[data-testid="platform-row"][data-id="sandbox-wecom"]');
    await expect(row.getByTestId('token-state')).toHaveAttribute('data-state', 'none');
    await row.getByRole('button', { name: '立即检查' }).click();
    await expect(row.getByTestId('token-state')).toHaveAttribute('data-state', 'valid');
    await expect(row.getByTestId('token-state')).toContainText(/还剩 (2 小时|1 小时 59 分)/);
    await expect(row).toContainText('凭据有效');
    await expect(row.getByRole('meter').first()).toBeVisible();
  });

  test('a tunnel whose server dies is retried, and is up again when it is back', async () => {
    const server = await startLocaltunnelServer();
    try {
      await setLocaltunnel(server, 'ops-room');
      await expect(card('隧道').locator('pre')).toContainText('ops-room →');
      await server.kill();
      await expect(tunnelState()).toHaveAttribute('data-state', 'retrying');
      await expect(card('隧道')).toContainText('下次尝试');
      await expect(card('隧道').getByRole('button', { name: '立即重试' })).toBeVisible();
      await server.restart();
      await expect(tunnelState()).toHaveAttribute('data-state', 'up', { timeout: 20_000 });
      expect(server.asked.every((name) => name === 'ops-room')).toBe(true);
    } finally {
      await server.kill();
    }
  });

  test('what ssh needs is checked as it is typed, and a password is neither shown nor kept in the page', async () => {
    const { page } = console;
    const tunnel = card('隧道');
    await tunnel.getByText('ssh -R', { exact: true }).click();
    await expect(tunnel).toContainText('这台服务器还能当接口的固定出口');
    await tunnel.getByLabel('主机').fill('https://127.0.0.1');
    await expect(tunnel).toContainText('只填域名或 IP，不带 http:// 和端口。');
    await tunnel.getByLabel('主机').fill('127.0.0.1');
    await tunnel.getByLabel('端口', { exact: true }).fill('1');
    await tunnel.getByLabel('用户').fill('tunnel');
    await tunnel.getByText('密码', { exact: true }).click();
    await tunnel.getByLabel('监听端口').fill('18080');
    await tunnel.getByLabel('公网地址', { exact: true }).fill('https://wx.example.com');
    await expect(tunnel).toContainText('还缺：密码');
    await tunnel.getByRole('textbox', { name: '密码' }).fill('hunter2hunter2');
    await save().click();
    await expect(tunnel).toContainText('连不上 127.0.0.1:1');
    await expect(tunnel.getByRole('textbox', { name: '密码' })).toHaveValue('');
    expect(await page.evaluate(() => document.documentElement.outerHTML)).not.toContain('hunter2hunter2');
  });
});
