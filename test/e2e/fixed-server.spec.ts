import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { wecomAccount } from '../support/accounts.ts';
import { type ConsoleWindow, newDataDir, openConsole, removeDataDir } from './console-window.ts';
import { serversOf } from './servers-page.ts';

let dataDir: string;
let console: ConsoleWindow;
test.beforeEach(async () => {
  dataDir = newDataDir();
  const file = join(dataDir, 'config.json');
  const ssh = { host: '127.0.0.1', port: 9, user: 'ops', auth: { by: 'password' } };
  const targets = [
    {
      ...{ id: 'rack-01', name: '机柜一号', aliases: ['机柜'], group: '上海', tags: ['staging'], services: ['nginx'], ssh },
      secrets: { sshPassword: { env: 'RACK_PASSWORD' } },
    },
  ];
  writeFileSync(file, JSON.stringify({ dataDir, listener: { port: 0 }, accounts: [wecomAccount], targets }));
  console = await openConsole({ dataDir, args: ['--config', file], env: { RACK_PASSWORD: 'correct horse' } });
  await console.resize(1280, 800);
});
test.afterEach(async () => {
  await console.close();
  removeDataDir(dataDir);
});

test('a server of the config file is shown as that, and only the file changes it', async () => {
  const { page } = console;
  const servers = serversOf(page);
  await console.goTo('servers');
  await expect(servers.server('rack-01')).toContainText('配置文件');
  await servers.server('rack-01').click();
  await expect(servers.panel).toContainText('这台服务器来自配置文件，不能在这里修改或删除。');
  await expect(servers.panel.getByText('nginx')).toBeVisible();
  await expect(servers.panel.getByRole('button', { name: '删除' })).toHaveCount(0);
  await expect(servers.save).toHaveCount(0);
  const action = (id: string) => page.locator(`[data-action="${id}"]`);
  await expect(action('power on')).toHaveAttribute('title', '没有“开机”的接入方式，在配置文件里添加，然后重启微管。');
  await expect(action('log')).toHaveAttribute('title', '还没有允许的服务或日志，在配置文件里添加，然后重启微管。');
  await servers.panel.getByRole('button', { name: '忘记主机密钥' }).click();
  await expect(servers.panel).toContainText('下次连接');
  const tried = await page.evaluate(() => window.weiguan.call('targets.delete', { id: 'rack-01', typed: 'rack-01' }));
  expect(tried).toMatchObject({ ok: false, error: { code: 'targets/from-config' } });
  await console.picture('out/e2e-pictures/fixed-server.png');
});
