import { expect, test } from '@playwright/test';
import type { Locator } from 'playwright';
import type { CallInput } from '../../shared/api.ts';
import { prepareRebootingServer, type RebootingServer } from '../support/rebooting-server.ts';
import { sshdMissing } from '../support/sshd.ts';
import { type ConsoleWindow, openConsole, phoneOf, removeDataDir } from './console-window.ts';

test.skip(sshdMissing !== undefined, sshdMissing);

const pictures = 'out/e2e-pictures/';

let console: ConsoleWindow;
let server: RebootingServer;
test.beforeEach(async () => {
  server = await prepareRebootingServer();
  await server.start();
  console = await openConsole({ env: { WEIGUAN_SECRETS_PASSPHRASE: 'a passphrase of the tests' } });
  await console.resize(1280, 800);
  const target: CallInput<'targets.save'>['target'] = {
    ...{ id: 'web-01', name: '官网一号' },
    ssh: { host: '127.0.0.1', port: server.port, user: server.user, auth: { by: 'key', file: server.keys.good } },
  };
  await console.page.evaluate((input) => window.weiguan.call('targets.save', { target: input, isNew: true }), target);
});
test.afterEach(async () => {
  await console.close();
  await server.remove();
  removeDataDir(console.dataDir);
});

const button = (name: string) => console.page.getByRole('button', { name, exact: true });
const phone = () => phoneOf(console.page);
const card = () => console.page.getByRole('article').last();
const rows = () => console.page.getByTestId('run-row');
const detail = () => console.page.getByRole('complementary', { name: '执行详情' });

/** In the console, as an admin does it. */
async function bindOperator(): Promise<void> {
  const { page } = console;
  await console.goTo('people');
  await expect(button('添加人员')).toBeVisible();
  await page.keyboard.press('n');
  await expect(page.locator('input:focus')).toBeVisible();
  await page.keyboard.type('zhangsan');
  await expect(page.locator('input:focus')).toHaveValue('zhangsan');
  await page.keyboard.press('Escape');
  await page.getByLabel('姓名', { exact: true }).fill('张三');
  await button('添加').click();
  await expect(page.locator('[data-testid="person-row"][data-person="zhangsan"]')).toContainText('张三');
}

/** The server does what it was told: it goes, and comes back when that was noticed. Each look at it prints a dot. */
async function reboot(output: Locator): Promise<void> {
  await expect.poll(server.wasTold, { timeout: 20_000 }).toBe(true);
  await expect(output).toHaveText(/^\.+$/, { timeout: 20_000 });
  await server.kill();
  const looks = async () => ((await output.textContent()) ?? '').length;
  const before = await looks();
  await expect.poll(looks, { timeout: 20_000 }).toBeGreaterThan(before + 2);
  await server.start();
}

test('somebody asks for a reboot, confirms it on the card, and the console shows it live; then the same by click', async () => {
  test.setTimeout(180_000);
  const { page } = console;
  await bindOperator();

  await console.goTo('simulator');
  await phone().say('重启 web-01');
  await expect(card()).toContainText('确认执行：重启 web-01');
  await expect(card()).toContainText('前有效');
  await expect(card()).toContainText('服务器');
  expect(server.wasTold()).toBe(false);
  await console.picture(`${pictures}card-asked.png`);

  // By keyboard: the button is reached with Tab from the one before it.
  await card().getByRole('button', { name: '确认', exact: true }).focus();
  await page.keyboard.press('Tab');
  await expect(card().getByRole('button', { name: '取消' })).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Enter');
  await expect(card().getByRole('button', { name: '已确认 · 张三' })).toBeDisabled();
  await expect(card().getByRole('button')).toHaveCount(1);
  await console.picture(`${pictures}card-confirmed.png`);

  await console.goTo('history');
  const running = rows().filter({ hasText: 'power reboot web-01' }).filter({ hasText: '执行中' });
  await expect(running).toBeVisible();
  await running.click();
  await reboot(detail().getByRole('log'));
  await expect(detail()).toContainText('已重启', { timeout: 60_000 });
  await page.getByRole('textbox', { name: '搜索历史' }).fill('reboot');
  const done = rows().filter({ hasText: 'power reboot web-01' }).filter({ hasText: '成功' });
  await expect(done).toContainText('张三');

  await console.goTo('simulator');
  await expect(phone().bubbles('account').last()).toContainText('已重启');
  await console.goTo('messages');
  await expect(page.getByText(/^卡片：确认执行：重启 web-01/).first()).toBeVisible();
  await expect(page.getByText('更新卡片：已确认 · 张三').first()).toBeVisible();
  await page
    .getByText(/^卡片：确认执行：重启 web-01/)
    .first()
    .click();
  await console.picture(`${pictures}card-log.png`);

  await console.goTo('servers/web-01');
  await page.locator('[data-action="power reboot"]').click();
  await button('重启 web-01').click();
  await reboot(page.getByTestId('run-panel').getByRole('log'));
  await console.goTo('history');
  await page.getByRole('textbox', { name: '搜索历史' }).fill('reboot');
  await expect(rows().filter({ hasText: '控制台' }).filter({ hasText: '成功' })).toContainText('power reboot web-01', { timeout: 60_000 });
});

test('the card looks like one in both languages and themes, and its second button takes the wish back', async () => {
  test.setTimeout(120_000);
  await bindOperator();
  for (const theme of ['light', 'dark'] as const) {
    for (const [language, line, no, closed] of [
      ['zh-CN', '重启 web-01', '取消', '已取消 · 张三'],
      ['en', 'reboot web-01', 'Cancel', 'Cancelled · 张三'],
    ] as const) {
      await console.look(theme, language);
      await console.goTo('simulator');
      await phone().say(line);
      await expect(card().getByRole('button', { name: no, exact: true })).toBeVisible();
      await console.picture(`${pictures}card-${theme}-${language}.png`);
      await card().getByRole('button', { name: no, exact: true }).click();
      await expect(card().getByRole('button', { name: closed })).toBeDisabled();
      await console.picture(`${pictures}card-closed-${theme}-${language}.png`);
    }
  }
  expect(server.wasTold()).toBe(false);
});
