import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { CallInput } from '../../shared/api.ts';
import { publishedKeys, wecomAccount } from '../support/accounts.ts';
import { createSender, textMessage } from '../support/wechat-sender.ts';
import { type ConsoleWindow, listenerUrl, newDataDir, openConsole, phoneOf, pictures, removeDataDir } from './console-window.ts';

let console: ConsoleWindow;
test.beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  console = await openConsole({ env: { WEIGUAN_SECRETS_PASSPHRASE: 'a passphrase of the tests' } });
  await console.resize(1280, 800);
});
test.beforeEach(() => console.startOver());
test.afterAll(async () => {
  await console.close();
  removeDataDir(console.dataDir);
});

const button = (name: string) => console.page.getByRole('button', { name, exact: true });
const roleRow = (name: string) => console.page.getByTestId('role-row').filter({ hasText: name });
const press = async (...keys: string[]) => {
  for (const key of keys) await console.page.keyboard.press(key);
};
const focused = () => console.page.locator(':focus');

/** Servers on which nobody answers. */
async function addServers(): Promise<void> {
  const save = (target: CallInput<'targets.save'>['target']) =>
    console.page.evaluate((input) => window.weiguan.call('targets.save', { target: input, isNew: true }), target);
  const ssh = { host: '127.0.0.1', port: 9, user: 'ops', auth: { by: 'agent' } } as const;
  await save({ id: 'web-01', name: 'Web 一号', group: '机房 A', tags: ['staging'], ssh });
  await save({ id: 'db-01', name: '数据库', group: '机房 A', ssh });
}

/** Gives the sandbox's person a role. */
const bind = (role: string) =>
  console.page.evaluate(
    (id) => window.weiguan.call('operators.put', { operator: { account: 'sandbox-wecom', person: 'zhangsan', name: '张三', role: id } }),
    role,
  );

test('a role is made by keyboard alone, given to somebody, and decides what they are told on their phone', async () => {
  const { page } = console;
  await press('Control+k');
  await page.keyboard.type('新建角色');
  await press('Enter');
  await expect(page.getByRole('textbox', { name: '名称' })).toBeFocused();
  await page.keyboard.type('值班');
  await press('Tab', 'Tab', 'Tab');
  await expect(focused()).toHaveAttribute('type', 'radio');
  await press('ArrowLeft');
  await press('Tab');
  await expect(page.getByRole('combobox', { name: '选择命令' })).toBeFocused();
  await page.keyboard.type('status');
  await press('Enter');
  await page.keyboard.type('电源');
  await press('Enter', 'Escape');
  await expect(page.getByRole('region', { name: '效果' })).toContainText(
    '拥有此角色的人可以在所有服务器上使用状态、电源；危险操作由本人确认。',
  );
  await expect(page.getByRole('region', { name: '试一试' }).getByRole('status')).toContainText('允许，立即执行');
  await button('新建角色').last().focus();
  await press('Enter');
  await expect(roleRow('值班')).toContainText('在所有服务器上使用状态、电源');
  await expect(roleRow('值班').getByRole('button')).toBeFocused();

  await console.goTo('people');
  await expect(page.getByText('还没有人员')).toBeVisible();
  await press('n');
  await expect(page.locator('input:focus')).toBeVisible();
  await page.keyboard.type('zhangsan');
  await expect(page.locator('input:focus')).toHaveValue('zhangsan');
  await press('Escape', 'Tab', 'Tab', 'Tab', 'Tab');
  await expect(page.getByRole('combobox', { name: '角色' })).toBeFocused();
  await expect(async () => {
    await press('ArrowDown');
    await expect(page.locator('.ant-select-item-option-active').last()).toContainText('值班', { timeout: 300 });
  }).toPass();
  await press('Enter');
  // why: as long as the list is open Tab belongs to it
  await expect(page.getByRole('combobox', { name: '角色' })).toHaveAttribute('aria-expanded', 'false');
  await press('Tab');
  await expect(page.getByRole('combobox', { name: '标签' })).toBeFocused();
  await press('Tab');
  await expect(button('添加')).toBeFocused();
  await press('Enter');
  await expect(page.getByTestId('person-row')).toContainText('使用状态、电源');

  await console.goTo('simulator');
  const phone = phoneOf(page);
  await phone.say('状态');
  await expect(phone.bubbles('account').last()).toContainText('运行中');
  await phone.say('磁盘');
  await expect(phone.bubbles('account').last()).toContainText('没有执行这个命令的权限');
  await phone.say('我是谁');
  await expect(phone.bubbles('account').last()).toContainText('角色：值班');
});

test('whoever is removed can do nothing any more, though the settings name them, until those are to count again', async () => {
  const { page } = console;
  await bind('operator');
  await console.goTo('people');
  await button('移除 张三').click();
  await expect(page.getByText('已移除“张三”，不再有任何权限')).toBeVisible();
  const note = page.getByText('虽然账号设置里仍有名字，也不再有任何权限。');
  await expect(note).toBeVisible();
  await page.screenshot({ path: join(pictures, 'people-kept-out.png') });
  await console.goTo('simulator');
  const phone = phoneOf(page);
  await phone.say('状态');
  await expect(phone.bubbles('account').last()).not.toContainText('运行中');
  await console.goTo('people');
  const letIn = button('恢复“沙盒企业微信”账号设置里的权限');
  await letIn.click();
  await expect(note).toHaveCount(0);
  await expect(page.getByText('已恢复 zhangsan 在账号设置里的权限')).toBeVisible();
  await button('撤销').click();
  await expect(note).toBeVisible();
  await letIn.click();
  await expect(note).toHaveCount(0);
  await console.goTo('simulator');
  await phone.say('状态');
  await expect(phone.bubbles('account').last()).toContainText('运行中');
});

test('a role is tried before it counts: what it lacks, when it counts, and who has to confirm', async () => {
  const { page } = console;
  await addServers();
  await console.goTo('people/role:+');
  await page.getByRole('textbox', { name: '名称' }).fill('预发布');
  await page.getByText('全部', { exact: true }).first().click();
  await page.getByText('指定', { exact: true }).last().click();
  await page.getByRole('combobox', { name: '分组、标签或服务器' }).click();
  await page.getByTitle('@staging', { exact: true }).click();
  await press('Escape');
  await page.getByText('另一人', { exact: true }).click();
  await page.getByText('限定时段').click();
  await expect(page.getByRole('region', { name: '效果' })).toContainText(
    '在 @staging 上执行所有命令，周一至周五 08:00–20:00；危险操作由另一人确认',
  );
  const trial = page.getByRole('region', { name: '试一试' });
  await trial.getByRole('combobox', { name: '命令' }).click();
  // why: the list may move as it opens, and a click would miss
  await page.keyboard.type('电源 reboot');
  await press('Enter');
  await expect(trial.getByRole('status')).toContainText('没有这台服务器的权限');
  await trial.getByRole('combobox', { name: '服务器' }).click();
  await page.getByTitle('web-01', { exact: true }).last().click();
  await trial.getByLabel('时间').fill('2026-11-16T10:00');
  await expect(trial.getByRole('status')).toContainText('由另一人回复验证码后执行');
  await trial.getByLabel('时间').fill('2026-11-16T22:00');
  await expect(trial.getByRole('status')).toContainText('不在允许的时间段内');
  for (const theme of ['light', 'dark'] as const) {
    for (const language of ['zh-CN', 'en'] as const) {
      await console.look(theme, language);
      await console.picture(`${pictures}people-role-${theme}-${language}.png`);
    }
  }
});

test('a role that somebody has is not deleted; one that nobody has is, and comes back', async () => {
  const { page } = console;
  await page.evaluate(() =>
    window.weiguan.call('roles.put', {
      role: { id: 'night', name: '夜班', grants: [{ commands: 'change', groups: ['@staging'], confirm: 'second' }] },
    }),
  );
  await bind('night');
  await console.goTo('people/roles');
  await roleRow('夜班').getByRole('button').click();
  await console.picture(`${pictures}people-roles.png`);
  await button('删除').click();
  await expect(page.getByRole('alert')).toContainText('还有人的角色是“夜班”：张三');
  await bind('viewer');
  await button('删除').click();
  await expect(roleRow('夜班')).toBeHidden();
  await button('撤销').click();
  await expect(roleRow('夜班')).toBeVisible();
  await roleRow('管理员').getByRole('button').click();
  await expect(button('删除')).toBeHidden();
  await button('以此新建').click();
  await expect(page.getByRole('textbox', { name: '名称' })).toHaveValue('');
  await expect(page.getByRole('checkbox', { name: /可以暂停所有操作/ })).toBeChecked();
});

test('the chat line of a click is sent to somebody, who gets it on their phone; it stands in the log', async () => {
  const { page } = console;
  await addServers();
  await bind('operator');
  await console.goTo('servers/web-01');
  await page.locator('[data-action="power off"]').click();
  await button('发给…').click();
  const choice = page.getByRole('group', { name: '发给谁' });
  await expect(choice.getByRole('combobox', { name: '人员' })).toBeFocused();
  await page.keyboard.type('张三');
  await press('Enter');
  await choice.getByRole('button', { name: '发送' }).click();
  await expect(choice).toContainText('已交给发件箱，发给 张三');
  await console.picture(`${pictures}send-line.png`);
  await choice.getByRole('link', { name: '在消息里看' }).click();
  await expect(page.getByRole('complementary', { name: '消息详情' })).toContainText('关机 web-01');
  await console.goTo('simulator');
  await expect(phoneOf(page).bubbles('account').last()).toContainText('关机 web-01');

  await console.goTo('history');
  await page.getByRole('textbox', { name: '控制台命令行' }).fill('状态 local');
  await button('发给…').click();
  await console.picture(`${pictures}send-line-console.png`);
  await expect(page.getByRole('combobox', { name: '人员' })).toBeFocused();
});

test('what the platform does not allow is said in place, with what it does allow', async () => {
  const { page } = console;
  const { account, person } = await page.evaluate(async () => {
    const phones = await window.weiguan.call('simulator.phones', {});
    const phone = phones.ok ? phones.value.find(({ platform }) => platform === 'official-account') : undefined;
    if (!phone) throw new Error('no Official Account in the sandbox');
    await window.weiguan.call('operators.put', {
      operator: { account: phone.account, person: phone.person, name: '李四', role: 'viewer' },
    });
    return phone;
  });
  expect(`${account} ${person}`).not.toBe(' ');
  await console.goTo('history');
  await page.getByRole('textbox', { name: '控制台命令行' }).fill('状态 local');
  await button('发给…').click();
  await page.keyboard.type('李四');
  await press('Enter');
  const choice = page.getByRole('group', { name: '发给谁' });
  await choice.getByRole('button', { name: '发送' }).click();
  await expect(choice.getByRole('status')).toContainText(/▲ .*48 小时内可发 5 条/);
  await console.picture(`${pictures}send-line-refused.png`);
});

test('the members whom a WeCom app may see are offered by name', async () => {
  const { page } = console;
  await console.goTo('people/+');
  await button('从通讯录选').click();
  await expect(page.getByText(/已读取 1 位成员/)).toBeVisible();
  await page.getByRole('combobox', { name: 'UserID / OpenID' }).click();
  await console.picture(`${pictures}people-contacts.png`);
  await press('ArrowDown', 'Enter');
  await expect(page.getByLabel('姓名', { exact: true })).not.toHaveValue('');
  await button('添加').click();
  await expect(page.getByTestId('person-row')).toHaveCount(1);
});

test('the palette leads from a server to what can be done to it', async () => {
  const { page } = console;
  await addServers();
  await press('Control+k');
  await page.keyboard.type('db-01');
  await expect(page.getByRole('option').first()).toContainText('服务器 db-01');
  await press('Enter');
  await expect(page.getByPlaceholder('对 db-01 做什么？退格键返回')).toBeFocused();
  await console.picture(`${pictures}palette-server.png`);
  await press('Backspace');
  await expect(page.getByPlaceholder('在哪台服务器上？退格键返回')).toBeFocused();
  await page.keyboard.type('web-01');
  await press('Enter');
  await page.keyboard.type('关机');
  await press('Enter');
  await expect(page).toHaveURL(/#\/servers\/web-01/);
  await expect(button('关机 web-01')).toBeFocused();
});

test('of two people with the same UserID, in accounts of two companies, the one that was chosen gets the role', async () => {
  const dataDir = newDataDir();
  const file = join(dataDir, 'config.json');
  const companies = [
    { id: 'one', name: '一号公司', corpId: publishedKeys.receiverId },
    { id: 'two', name: '二号公司', corpId: 'wx0123456789abcdef' },
  ];
  writeFileSync(
    file,
    JSON.stringify({ dataDir, listener: { port: 0 }, accounts: companies.map((company) => ({ ...wecomAccount, ...company })) }),
  );
  const other = await openConsole({ dataDir, args: ['--config', file] });
  try {
    const { page } = other;
    const listener = await listenerUrl(page);
    for (const { id, corpId } of companies) {
      const sender = createSender(`${listener}/callback/${id}`, { ...publishedKeys, receiverId: corpId });
      await sender.deliver(textMessage({ to: corpId, from: 'zhangwei', text: '状态', id: 1 }));
    }
    await other.goTo('people/+');
    const offers = page.locator('.ant-select-item-option');
    for (const { name } of companies) {
      await page.getByRole('combobox', { name: 'UserID / OpenID' }).fill('zhang');
      await expect(offers).toHaveCount(2);
      await other.picture(`${pictures}people-same-id.png`);
      await offers.filter({ hasText: name }).click();
      await expect(page.getByRole('combobox', { name: 'UserID / OpenID' })).toHaveValue('zhangwei');
      await expect(page.locator('.ant-select', { has: page.getByRole('combobox', { name: '账号' }) })).toContainText(name);
      await page.reload();
    }
  } finally {
    await other.close();
    removeDataDir(dataDir);
  }
});
