import { expect, test } from '@playwright/test';
import { type ConsoleWindow, openConsole, removeDataDir } from './console-window.ts';
import { messagesOf } from './messages-page.ts';

let console: ConsoleWindow;
let list: ReturnType<typeof messagesOf>;

/** Says it on the sandbox's phone without leaving the page. */
const say = (text: string) =>
  console.page.evaluate(
    (said) => window.weiguan.call('simulator.act', { account: 'sandbox-wecom', action: { kind: 'text', text: said } }),
    text,
  );

/** One window, with a few messages, for the tests that follow. */
function inOneWindow(): void {
  test.beforeAll(async () => {
    console = await openConsole();
    list = messagesOf(console.page);
    for (const text of ['帮助', '重启 web-01', '你好']) await say(text);
  });
  test.beforeEach(async () => {
    await console.startOver();
    await console.resize(1280, 800);
    await console.goTo('messages');
    await expect(list.rows).toHaveCount(6);
  });
  test.afterAll(async () => {
    await console.close();
    removeDataDir(console.dataDir);
  });
}

test.describe('with a few messages', () => {
  inOneWindow();

  test('a filter is written with the keyboard alone, completion helping', async () => {
    const { keyboard } = console.page;
    await keyboard.press('/');
    await keyboard.type('di');
    await expect(list.options).toHaveText([/^dir:.*收到、发出还是拒收/]);
    await keyboard.press('Tab');
    await expect(list.filter).toHaveValue('dir:');
    await expect(list.options).toHaveText([/^in.*收到/, /^out.*发出/, /^refused.*拒收/]);
    await keyboard.press('ArrowDown');
    await keyboard.press('ArrowDown');
    await keyboard.press('Enter');
    await expect(list.filter).toHaveValue('dir:out ');
    await expect(list.rows).toHaveCount(3);
    await keyboard.type('dir:out');
    await keyboard.press('Escape');
    await expect(list.options).toHaveCount(0);
    await keyboard.press('Escape');
    await expect(list.filter).toHaveValue('');
    await expect(list.rows).toHaveCount(6);
    await keyboard.press('Escape');
    await expect(list.filter).not.toBeFocused();
  });

  test('what is not understood is marked, with what would be right', async () => {
    await list.filter.fill('status:faild 重启');
    await expect(list.filter).toHaveAttribute('aria-invalid', 'true');
    await expect(console.page.locator('mark[data-code="unknown-value"]')).toHaveText('faild');
    await expect(console.page.getByText(/“status”没有“faild”这个值。可用的值：.*failed/)).toBeVisible();
    await expect(list.cell('summary').filter({ hasText: '重启' })).not.toHaveCount(0);
  });

  test('chips put terms in and take them out; terms of one field take turns', async () => {
    await list.chip('收').click();
    await expect(list.filter).toHaveValue('dir:in');
    await expect(list.rows).toHaveCount(3);
    await list.chip('发').click();
    await expect(list.filter).toHaveValue('dir:out');
    await list.chip('今天').click();
    await expect(list.filter).toHaveValue('dir:out since:today');
    await expect(list.chip('发')).toHaveAttribute('aria-pressed', 'true');
    await list.chip('发').click();
    await expect(list.filter).toHaveValue('since:today');
    await expect(list.rows).toHaveCount(6);
  });

  test('chips that do not fit beside an open message are in a menu, for the keyboard too', async () => {
    const { page } = console;
    await console.resize(1024, 680);
    await list.rows.first().click();
    const more = page.getByRole('button', { name: /^另有 \d+ 个/ });
    await expect(more).toBeVisible();
    await expect(list.chip('今天')).toHaveCount(0);
    await more.focus();
    await page.keyboard.press('Enter');
    const items = page.getByRole('menuitemcheckbox');
    await expect(more).toHaveAccessibleName(`另有 ${await items.count()} 个`);
    await expect(items.first()).toBeFocused();
    await page.keyboard.press('End');
    await expect(items.last()).toHaveText('今天');
    await expect(items.last()).not.toBeChecked();
    await console.picture('out/e2e-pictures/chips-menu.png');
    await page.keyboard.press('Enter');
    await expect(list.filter).toHaveValue('since:today');
    await expect(more).toHaveAccessibleName(/1 个已用/);
    await console.picture('out/e2e-pictures/chips-set.png');
    await more.click();
    await expect(items.last()).toBeChecked();
    await page.keyboard.press('Escape');
    await expect(items.last()).toBeHidden();
    await page.keyboard.press('Escape');
    await console.resize(1600, 800);
    await expect(list.chip('今天')).toHaveAttribute('aria-pressed', 'true');
    await expect(more).toHaveCount(0);
  });

  test('where nothing matches the list says what to do', async () => {
    await list.filter.fill('重启 没有这样的字');
    await expect(console.page.getByText('没有符合的消息')).toBeVisible();
    await console.page.getByRole('button', { name: '去掉 没有这样的字', exact: true }).last().click();
    await expect(list.filter).toHaveValue('重启');
    await expect(list.cell('summary').filter({ hasText: '重启' })).not.toHaveCount(0);
  });

  test('a filter is saved under a name, renamed, used, deleted and brought back', async () => {
    const { page } = console;
    await list.filter.fill('dir:out');
    await list.saved.click();
    await page.getByRole('textbox', { name: '存下当前筛选' }).fill('发出的');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: '重命名 发出的' }).click();
    await page.getByRole('textbox', { name: '重命名 发出的' }).fill('回复');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    await list.filter.fill('');
    await page.reload();
    await expect(list.rows).toHaveCount(6);
    await list.saved.click();
    await page.getByRole('button', { name: '删除 回复' }).click();
    await page.getByRole('button', { name: '撤销' }).click();
    await page.getByRole('button', { name: /^回复/ }).click();
    await expect(list.filter).toHaveValue('dir:out');
    await expect(list.rows).toHaveCount(3);
  });

  test("a row's menu narrows the list to its person", async () => {
    await list.rows.first().click({ button: 'right' });
    await list
      .menuItem(/^只看 /)
      .first()
      .click();
    await expect(list.filter).toHaveValue(/^from:/);
    await expect(list.rows).toHaveCount(6);
  });
});

test.describe('with a few messages, and more that come in', () => {
  inOneWindow();

  test('live rows appear only where they match', async () => {
    await list.filter.fill('dir:in 重启');
    await expect(list.rows).toHaveCount(1);
    await say('状态');
    await say('重启 db-02');
    await expect(list.rows).toHaveCount(2);
    await expect(list.cell('summary').first()).toContainText('db-02');
    await expect(console.page.getByText('2 条符合')).toBeVisible();
  });
});
