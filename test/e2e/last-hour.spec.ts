import { expect, test } from '@playwright/test';
import { type ConsoleWindow, openConsole, removeDataDir } from './console-window.ts';
import { serversOf } from './servers-page.ts';

let console: ConsoleWindow;
test.beforeEach(async () => {
  console = await openConsole();
  await console.resize(1280, 800);
});
test.afterEach(async () => {
  await console.close();
  removeDataDir(console.dataDir);
});

test('an open server shows how busy it was in the last hour', async () => {
  const { page } = console;
  await console.goTo('servers/local');
  const hour = page.getByRole('region', { name: '最近一小时' });
  await expect(hour).toContainText('CPU');
  await expect(hour).toContainText('内存');
  await expect(hour.getByRole('img', { name: /^最近一小时 \d+ % 到 \d+ %$/ })).toHaveCount(2);
  await console.picture('out/e2e-pictures/last-hour.png');
});

test('a server’s last hour is kept where that was ticked', async () => {
  const { page } = console;
  const servers = serversOf(page);
  const ssh = { host: '127.0.0.1', port: 9, user: 'ops', auth: { by: 'agent' as const } };
  await page.evaluate((input) => window.weiguan.call('targets.save', input), {
    target: { id: 'web-01', name: 'web-01', ssh },
    isNew: true,
  });
  await console.goTo('servers/web-01');
  await expect(page.getByText('连上后一分钟内显示最近一小时的曲线。')).toBeHidden();
  const watch = servers.panel.getByRole('checkbox', { name: '保留最近一小时的 CPU、内存和负载' });
  await watch.check();
  await servers.save.click();
  await expect(page.getByText('连上后一分钟内显示最近一小时的曲线。')).toBeVisible();
  await console.goTo('servers');
  await console.goTo('servers/web-01');
  await expect(watch).toBeChecked();
  await watch.scrollIntoViewIfNeeded();
  await console.picture('out/e2e-pictures/last-hour-watch.png');
});
