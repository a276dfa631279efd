/** What the card of the keys tells is so: a key does it, and the card can be read as a whole. */
import { expect, test } from '@playwright/test';
import { type ConsoleWindow, openConsole, pictures, removeDataDir } from './console-window.ts';
import { menusOf } from './menus-page.ts';

let console: ConsoleWindow;
test.beforeAll(async () => {
  console = await openConsole({ env: { WEIGUAN_SECRETS_PASSPHRASE: 'a passphrase of the tests' } });
});
test.beforeEach(async () => {
  await console.startOver();
  await console.resize(1280, 800);
});
test.afterAll(async () => {
  await console.close();
  removeDataDir(console.dataDir);
});

const press = async (...keys: string[]) => {
  for (const key of keys) await console.page.keyboard.press(key);
};
const button = (name: string) => console.page.getByRole('button', { name, exact: true });
const panel = (name: string) => console.page.getByRole('complementary', { name });

const bind = (person: string, name: string) =>
  console.page.evaluate((operator) => window.weiguan.call('operators.put', { operator }), {
    ...{ account: 'sandbox-wecom', person, name, role: 'operator' },
  });

const addAccount = async (id: string) =>
  expect(
    await console.page.evaluate((name) => {
      const account = { id: name, platform: 'wecom', name, receiverId: 'ww1234567890abcdef', agentId: '1000002' };
      return window.weiguan.call('accounts.add', { account, secrets: {} } as never);
    }, id),
  ).toMatchObject({ ok: true });

test('all keys stand on one card, which needs no scrolling', async () => {
  const card = console.page.getByRole('dialog');
  for (const [width, height] of [
    [1280, 800],
    [1024, 680],
  ] as const) {
    await console.resize(width, height);
    for (const language of ['zh-CN', 'en'] as const) {
      await console.look(language === 'en' ? 'dark' : 'light', language);
      await press('?');
      await expect(card.getByRole('heading', { level: 2 })).toHaveText(language === 'en' ? 'Keys' : '快捷键');
      await console.picture(`${pictures}keys-${width}-${language}.png`);
      expect(await card.evaluate((shown) => shown.scrollHeight - shown.clientHeight)).toBe(0);
      expect(await card.evaluate((shown) => shown.scrollWidth - shown.clientWidth)).toBe(0);
      await press('Escape');
      await expect(card).toBeHidden();
    }
  }
});

test('n begins an account, and goes on in its form', async () => {
  await console.goTo('accounts');
  await expect(console.page.getByRole('region', { name: '账号列表' })).toBeVisible();
  await press('n');
  await expect(console.page.getByRole('button', { name: /^企业微信/ })).toBeFocused();
  await press('Enter');
  await expect(console.page.getByLabel('名称', { exact: true })).toBeFocused();
});

test("j and k go on to the next account out of an open one's form, and keep the focus", async () => {
  for (const id of ['day', 'night']) await addAccount(id);
  const row = (id: string) => console.page.locator(`[data-account="${id}"]`);
  await console.goTo('accounts/day');
  await button('停用').focus();
  await press('j');
  await expect(row('night')).toBeFocused();
  await expect(row('night')).toHaveAttribute('aria-current', 'true');
  await press('k');
  await expect(row('day')).toBeFocused();
  await expect(row('day')).toHaveAttribute('aria-current', 'true');
  await press('j');
  await button('停用').focus();
  await press('Escape');
  await expect(row('day')).toHaveAttribute('aria-current', 'true');
  await expect(row('night')).toBeFocused();
});

test('n begins a redaction rule', async () => {
  await console.goTo('settings');
  await expect(button('新建规则')).toBeEnabled();
  await press('n');
  const editor = console.page.getByRole('form', { name: '规则' });
  await expect(editor.getByLabel('名称', { exact: true })).toBeFocused();
  await press('n');
  await expect(editor.getByLabel('名称', { exact: true })).toHaveValue('n');
});

test('n adds a button to a menu: beside the selected one, as long as there is room', async () => {
  await addAccount('day');
  await console.goTo('menus/day');
  const menus = menusOf(console.page);
  await expect(menus.tree).toBeVisible();
  for (const place of ['0', '1', '2']) {
    await press('n');
    await expect(menus.field('名称')).toBeFocused();
    await menus.field('名称').fill(`按钮 ${place}`);
    await menus.place(place).focus();
  }
  await press('n');
  await expect(menus.said).toHaveText('放不下了：一级菜单已满');
  await menus.form.getByRole('button', { name: '添加子菜单' }).click();
  await menus.place('2.0').focus();
  await press('n');
  await expect(menus.stack).toHaveText([/未命名/, /未命名/, '＋']);
});

test('n begins a plan of who is on call, and then adds somebody; Ctrl+S saves it', async () => {
  await bind('zhangsan', '张三');
  await console.goTo('monitors/+oncall');
  await expect(button('建立值班表')).toBeVisible();
  const order = console.page.getByRole('combobox', { name: '轮换顺序' });
  // why: a key that comes while the page has just been opened may find the focus still on its way elsewhere
  await expect(async () => {
    await press('n');
    await expect(order).toBeFocused({ timeout: 1_000 });
  }).toPass();
  await press('ArrowDown', 'Enter', 'Control+s');
  await expect(console.page.getByTestId('oncall-now')).toContainText('张三');
  await button('临时替班').focus();
  await press('n');
  await expect(order).toBeFocused();
});

test('Ctrl+S saves a person, a role and a rule', async () => {
  await console.goTo('people');
  await expect(button('添加人员')).toBeVisible();
  await press('n');
  await panel('添加人员').getByRole('combobox', { name: 'UserID / OpenID' }).fill('lisi');
  await press('Escape', 'Control+s');
  await expect(console.page.getByTestId('person-row')).toContainText('lisi');
  await expect(panel('添加人员')).toBeHidden();

  const role = { id: 'night', name: '夜班', grants: [{ commands: 'read', groups: 'all', confirm: 'self' }], mayHold: false };
  const made = await console.page.evaluate((input) => window.weiguan.call('roles.put', { role: input } as never), role);
  expect(made).toMatchObject({ ok: true });
  await console.goTo('people/role:night');
  await panel('编辑角色').getByRole('textbox', { name: '名称' }).fill('早班');
  await press('Control+s');
  await expect(panel('编辑角色')).toBeHidden();
  await expect(console.page.getByTestId('role-row').filter({ hasText: '早班' })).toBeVisible();

  await console.page.evaluate(() => {
    const rule = { id: 'all', name: '全部', to: { people: [{ account: 'sandbox-wecom', person: 'lisi' }] } };
    return window.weiguan.call('notices.rules.set', { rules: [rule] } as never);
  });
  await console.goTo('monitors/+notices');
  await console.page.getByRole('link', { name: '全部', exact: true }).click();
  await panel('编辑规则').getByRole('textbox', { name: '名称' }).fill('都要');
  await press('Control+s');
  await expect(panel('编辑规则')).toBeHidden();
  await expect(console.page.getByTestId('notice-rule')).toContainText('都要');
});
