import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { type ConsoleWindow, openConsole, phoneOf, pictures, removeDataDir } from './console-window.ts';

const readmePicture = fileURLToPath(new URL('../../docs/images/messages.png', import.meta.url));

let console: ConsoleWindow;
test.beforeEach(async () => {
  console = await openConsole({ env: { WEIGUAN_SECRETS_PASSPHRASE: 'a passphrase of the tests' } });
});
test.afterEach(async () => {
  await console.close();
  removeDataDir(console.dataDir);
});

test('a newcomer types 状态 on the simulated phone, reads the answer there, and finds the message in the log', async () => {
  const { page } = console;
  await console.resize(1280, 800);
  await expect(page.getByRole('heading', { name: '三步看到效果' })).toBeVisible();
  await page.getByRole('button', { name: '打开模拟器' }).click();

  const phone = phoneOf(page);
  await phone.say('状态');
  await expect(phone.bubbles('account').last()).toContainText('运行中');
  await expect(phone.bubbles('account').last()).toContainText('内存');
  await expect(page.getByRole('region', { name: '投递' })).toContainText('已回复');

  await phone.say('帮助');
  await expect(phone.bubbles('account').last()).toContainText('可用命令');
  await page.getByRole('button', { name: '在消息里看' }).click();

  const question = page.getByTestId('message-row').filter({ hasText: /zhangsan.*状态.*完成/ });
  await expect(question).toHaveCount(1);
  await expect(page.getByTestId('message-row')).toHaveCount(4);
  await question.click();
  const drawer = page.getByRole('complementary', { name: '消息详情' });
  await expect(drawer).toContainText('签名一致');
  for (const step of ['接收', '解密', '解析', '落盘', '执行', '应答']) await expect(drawer).toContainText(step);
  await takeReadmePicture();

  await drawer.getByRole('tab', { name: 'XML' }).click();
  await expect(drawer).toContainText('<Content><![CDATA[状态]]></Content>');
  await drawer.getByRole('tab', { name: '字段' }).click();
  await expect(drawer).toContainText('MsgId');
  await drawer.getByRole('tab', { name: '签名' }).click();
  await expect(drawer).toContainText('Token（已隐藏）');
  await drawer.getByRole('tab', { name: '原始报文' }).click();
  await expect(drawer).toContainText('<Encrypt>');
});

test('the Official Account answers as well, and its menu runs commands', async () => {
  const { page } = console;
  await console.goTo('simulator');
  await page.getByText('沙盒公众号').click();
  const phone = phoneOf(page);
  await phone.say('status');
  await expect(phone.bubbles('account').last()).toContainText('Memory');
  await page.getByRole('button', { name: '切换到菜单' }).click();
  await page.getByRole('group', { name: '菜单' }).getByRole('button', { name: '更多' }).click();
  await page.getByRole('group', { name: '菜单' }).getByRole('button', { name: '帮助' }).click();
  await expect(phone.bubbles('account').last()).toContainText('可用命令');
});

test('the overview counts what came and went', async () => {
  const { page } = console;
  await console.goTo('simulator');
  await phoneOf(page).say('帮助');
  await expect(phoneOf(page).bubbles('account')).toHaveCount(1);
  await console.goTo('overview');
  await expect(page.getByTestId('health-listener')).toHaveAttribute('data-health', 'ok');
  await expect(page.getByText(/近 60 分钟：收 1，发 1，拒收 0/)).toBeVisible();
  await expect(page.getByRole('heading', { name: '三步看到效果' })).toBeHidden();
});

test('what comes after the simulator is told, with what is done of it, until it is done or put away', async () => {
  const { page } = console;
  const card = page.getByRole('region', { name: '接入真实账号' });
  const step = (name: string) => card.getByRole('listitem').filter({ hasText: name });
  await expect(page.getByRole('heading', { name: '三步看到效果' })).toBeVisible();
  await expect(card).toBeHidden();
  await page.evaluate(() => window.weiguan.call('simulator.act', { account: 'sandbox-wecom', action: { kind: 'text', text: '状态' } }));
  for (const name of ['添加账号', '设好公网地址', '添加人员']) await expect(step(name)).toContainText('待办');
  await console.picture(`${pictures}connect.png`);
  await card.getByRole('link', { name: '设好公网地址' }).click();
  await expect(page).toHaveURL(/#\/connection\/tunnel/);
  await console.goTo('overview');
  await card.getByRole('link', { name: '添加账号' }).click();
  await expect(page).toHaveURL(/#\/accounts\/%2B$/);

  const save = (call: 'accounts.add' | 'accounts.edit', secrets: object) =>
    page.evaluate(
      ([name, given]) => {
        const account = { id: 'ops', platform: 'wecom', name: '运维', receiverId: 'ww1234567890abcdef', agentId: '218' };
        return window.weiguan.call(name, { account, secrets: given } as never);
      },
      [call, secrets] as const,
    );
  expect(await save('accounts.add', {})).toMatchObject({ ok: true });
  await console.goTo('overview');
  await expect(step('添加账号')).toContainText('待办');
  const encodingAesKey = 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C';
  expect(
    await save('accounts.edit', { apiSecret: 'a-secret-of-the-test-app-that-is-long-enough', token: 'QDG6eK', encodingAesKey }),
  ).toMatchObject({ ok: true });
  await expect(step('添加账号')).toContainText('✓');
  await expect(step('添加账号')).toContainText('已完成');
  await expect(step('添加人员')).toContainText('待办');
  await card.getByRole('button', { name: '不再显示' }).click();
  await expect(card).toBeHidden();
  await expect(page.locator('main :focus')).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', { name: '监听地址' })).toBeVisible();
  await expect(card).toBeHidden();
});

/** The picture of both README files; made anew with `npm run test:e2e -- --update-snapshots`. */
async function takeReadmePicture(): Promise<void> {
  const isWanted = ['all', 'changed'].includes(test.info().config.updateSnapshots);
  if (existsSync(readmePicture) && !isWanted) return;
  mkdirSync(dirname(readmePicture), { recursive: true });
  await console.page.screenshot({ path: readmePicture });
}
