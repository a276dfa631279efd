import { expect, test } from '@playwright/test';
import type { CallInput } from '../../shared/api.ts';
import { openPlatformApi } from '../support/platform-api.ts';
import { freePort, prepareSshd, type Sshd, sshdMissing } from '../support/sshd.ts';
import { createSender } from '../support/wechat-sender.ts';
import { type ConsoleWindow, openConsole, removeDataDir } from './console-window.ts';

test.skip(sshdMissing !== undefined, sshdMissing);
test.describe.configure({ mode: 'serial' });

const keys = { token: 'theTokenOfThisTest', encodingAesKey: 'k'.repeat(43) };

let console: ConsoleWindow;
let sshd: Sshd;
test.beforeAll(async () => {
  sshd = await prepareSshd();
  await sshd.start();
  console = await openConsole({ env: { WEIGUAN_SECRETS_PASSPHRASE: 'a passphrase of the tests' } });
});
test.afterAll(async () => {
  await console?.close();
  await sshd?.remove();
  if (console) removeDataDir(console.dataDir);
});

const tunnel = () => console.page.getByRole('region', { name: '隧道', exact: true });
const state = () => console.page.getByTestId('tunnel-state');

test('a tunnel through ssh is set up in the form, carries WeChat’s verification, and is the API’s way out too', async () => {
  const { page } = console;
  const api = await openPlatformApi();
  try {
    const { receiverId, agentId, apiBase, apiSecret } = api;
    const given: CallInput<'accounts.add'> = {
      account: { id: 'ops', platform: 'wecom', name: '运维', receiverId, agentId, apiBase, wayOut: { via: 'ssh' } },
      secrets: { apiSecret, ...keys },
    };
    await page.evaluate((input) => window.weiguan.call('accounts.add', input), given);
    const remotePort = await freePort();
    const publicUrl = `http://127.0.0.1:${remotePort}`;
    await console.goTo('connection');
    await tunnel().getByText('ssh -R', { exact: true }).click();
    await tunnel().getByLabel('主机').fill('127.0.0.1');
    await tunnel().getByLabel('端口', { exact: true }).fill(String(sshd.port));
    await tunnel().getByLabel('用户').fill(sshd.user);
    await tunnel().getByLabel('密钥文件').last().fill(sshd.keys.good);
    await tunnel().getByLabel('监听端口').fill(String(remotePort));
    await tunnel().getByLabel('公网地址', { exact: true }).fill(publicUrl);
    await tunnel().getByRole('button', { name: '保存并启动' }).click();
    await expect(state()).toHaveAttribute('data-state', 'up');
    await expect(tunnel()).toContainText('往返');

    const echoed = await createSender(`${publicUrl}/callback/ops`, { ...keys, receiverId }).verify('through ssh');
    expect(await echoed.text()).toBe('through ssh');
    const row = page.locator('[data-testid="platform-row"][data-id="ops"]');
    await row.getByRole('button', { name: '立即检查' }).click();
    await expect(row.getByTestId('token-state')).toHaveAttribute('data-state', 'valid');
    await expect(row).toContainText('经 SSH 服务器');
    expect(api.calls('gettoken')).toBe(1);
  } finally {
    await api.close();
  }
});

test('a host key that has changed is refused loudly until the admin trusts it', async () => {
  const { page } = console;
  const remembered = sshd.fingerprint();
  await sshd.kill();
  sshd.changeHostKey();
  await sshd.start();
  await expect(state()).toHaveAttribute('data-state', 'failed', { timeout: 30_000 });
  const alert = tunnel().getByRole('alert');
  await expect(alert).toContainText('主机密钥变了，已拒绝连接');
  await expect(alert).toContainText('可能有人冒充服务器');
  await expect(alert).toContainText(remembered);
  await expect(alert).toContainText(sshd.fingerprint());
  await expect(page.getByTestId('health-tunnel')).toHaveAttribute('data-health', 'down');
  await tunnel().getByRole('button', { name: '立即重试' }).click();
  await expect(alert).toContainText('主机密钥变了，已拒绝连接');
  await expect(state()).toHaveAttribute('data-state', 'failed');
  await tunnel().getByRole('button', { name: '信任新的主机密钥' }).click();
  await expect(state()).toHaveAttribute('data-state', 'up');
  await expect(alert).toBeHidden();
  await sshd.kill();
  await sshd.start();
  await expect(state()).not.toHaveAttribute('data-state', 'up');
  await expect(state()).toHaveAttribute('data-state', 'up', { timeout: 30_000 });
});
