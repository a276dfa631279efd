import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { openDatabase } from '../../electron/store/database.ts';
import { put } from '../../electron/store/tables/runs.ts';
import { put as putSettings } from '../../electron/store/tables/settings.ts';
import { type ConsoleWindow, newDataDir, openConsole, phoneOf, pictures, removeDataDir } from './console-window.ts';

const dataDir = newDataDir();
let console: ConsoleWindow;

test.beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  console = await openConsole({ dataDir });
  await console.goTo('simulator');
  for (const text of ['状态', '我的手机 13812345678', '回电 13900001111']) {
    await phoneOf(console.page).say(text);
    await expect(phoneOf(console.page).bubbles('person').last()).toContainText(text);
  }
  await expect(phoneOf(console.page).bubbles('account')).toHaveCount(3);
});
test.afterAll(async () => {
  await console.close();
  removeDataDir(dataDir);
});
test.beforeEach(async () => {
  await console.goTo('settings');
  await expect(console.page.getByRole('heading', { level: 2, name: '脱敏规则' })).toBeVisible();
});

/** The files of the database and the logs that hold a text. */
const filesWith = (text: string) =>
  readdirSync(dataDir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(db|db-wal|log)$/.test(entry.name))
    .filter((entry) => readFileSync(join(entry.parentPath, entry.name)).includes(text))
    .map(({ name }) => name);

const rules = () => console.page.getByTestId('redaction-rule');
const button = (name: string | RegExp) => console.page.getByRole('main').getByRole('button', { name });

test('the page is reached by the side bar, by its keys and by the palette', async () => {
  const { page } = console;
  await console.goTo('overview');
  await page.getByRole('navigation').getByRole('link', { name: '设置' }).click();
  await expect(page).toHaveURL(/#\/settings/);
  await console.goTo('overview');
  await page.keyboard.press('g');
  await page.keyboard.press(',');
  await expect(page).toHaveURL(/#\/settings/);
});

test('a ready-made rule is one click, hides what comes in from then on, and its deletion can be undone', async () => {
  const { page } = console;
  await expect(page.getByText('还没有规则')).toBeVisible();
  await button('手机号').click();
  await expect(rules()).toContainText('手机号');
  await button('删除“手机号”').click();
  await expect(rules()).toHaveCount(0);
  await button('撤销').click();
  await expect(rules()).toHaveCount(1);
  await console.goTo('simulator');
  await phoneOf(page).say('新号码 13700002222');
  await expect(phoneOf(page).bubbles('account')).toHaveCount(4);
  await console.goTo('messages');
  await expect(page.getByTestId('message-row').filter({ hasText: '新号码 [手机号]' })).toHaveCount(1);
  await expect(page.getByText('13700002222')).toHaveCount(0);
  const row = page.getByTestId('message-row').filter({ hasText: '新号码 [手机号]' });
  await expect(row.getByRole('img', { name: '已脱敏' })).toBeVisible();
  await row.click();
  await expect(page.getByText('▧ 已脱敏')).toBeVisible();
  const id = page.url().split('/').at(-1) ?? '';
  const replayed = await page.evaluate((message) => window.weiguan.call('messages.replay', { id: message, key: crypto.randomUUID() }), id);
  expect(replayed).toMatchObject({ ok: false, error: { code: 'redaction/altered' } });
  expect(filesWith('13700002222')).toEqual([]);
  expect(filesWith('13812345678')).not.toEqual([]);
});

test('a rule is checked as it is typed, and tried with a sample and the last messages', async () => {
  const { page } = console;
  await button('新建规则').click();
  const editor = page.getByRole('form', { name: '规则' });
  await editor.getByLabel('名称').fill('回电号码');
  const pattern = editor.getByLabel('正则表达式');
  await pattern.fill('回电 (1\\d+');
  await expect(editor.getByText('第 4 个字符')).toBeVisible();
  await expect(button('保存规则')).toBeDisabled();
  await pattern.fill('1390000\\d+');
  await editor.getByLabel('示例文本').fill('请打 13900009999');
  await expect(page.getByTestId('sample-result').locator('del')).toHaveText('13900009999');
  await expect(editor.getByText(/会被替换/)).toBeVisible();
  await pattern.fill('(a+)+$');
  await expect(editor.getByRole('alert')).toContainText('太慢');
  await pattern.press('Escape');
  await expect(editor).toBeHidden();
});

test('stored messages are counted, confirmed with their number, and redacted', async () => {
  const { page } = console;
  await button('统计有多少条匹配').click();
  await expect(page.getByText(/条已存储的消息匹配/)).toBeVisible();
  const found = (await page.getByText(/条已存储的消息匹配/).textContent())?.match(/\d+/)?.[0] ?? '';
  const redact = button(/^脱敏 \d+ 条消息/);
  await expect(redact).toBeDisabled();
  await page.getByLabel(/^脱敏后无法恢复/).fill(found);
  await redact.click();
  await expect(page.getByText(`已脱敏 ${found} 条消息`)).toBeVisible();
  await console.goTo('messages');
  await expect(page.getByTestId('message-row').filter({ hasText: '我的手机 [手机号]' })).toHaveCount(1);
  await expect(page.getByText('13812345678')).toHaveCount(0);
  expect(filesWith('13812345678')).toEqual([]);
});

test('what a bound would take away is said before it is saved', async () => {
  const { page } = console;
  await page.getByLabel('所有账号: 天数').fill('90');
  await expect(page.getByText('现在没有要删除的')).toBeVisible();
  await expect(button('保存')).toBeEnabled();
  // why: at the moment of the change, before anybody could have answered
  const isSavable = await page.getByLabel('所有账号: 天数').evaluate((field: HTMLInputElement) => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, '80');
    field.dispatchEvent(new Event('input', { bubbles: true }));
    const save = [...document.querySelectorAll('button')].find((one) => one.textContent?.replace(/\s/g, '') === '保存');
    return new Promise<boolean>((resolve) => requestAnimationFrame(() => resolve(save?.disabled === false)));
  });
  expect(isSavable).toBe(false);
  await page.getByLabel('所有账号: 天数').fill('90');
  await button('保存').click();
  await expect(button('放弃修改')).toBeHidden();
  await expect(page.getByLabel('所有账号: 天数')).toHaveValue('90');
});

test('a screenshot past its days goes once its number was typed; what was run stays, and says so', async () => {
  const { page } = console;
  const db = openDatabase(join(dataDir, 'weiguan.db'));
  const run = { id: randomUUID(), at: Date.now() - 100 * 86_400_000, origin: 'console' as const, command: 'screenshot' };
  put(db, {
    run: { ...run, line: '截图 local', danger: 'read', targets: ['local'], state: 'done', ms: 900, answer: '已截图' },
    trail: [],
    picture: { type: 'image/png', base64: 'a'.repeat(300_000) },
  });
  db.close();
  await page.getByLabel('图片: 天数').fill('30');
  await expect(page.getByTestId('forecast')).toContainText('会删除 1 张图片，共 293 KB');
  await console.picture(`${pictures}settings-screenshots-go.png`);
  await page.getByLabel(/^删除后无法恢复/).fill('1');
  await button('保存并删除 1 项').click();
  await expect(page.getByText('删除 0 条消息、1 张图片，共 293 KB')).toBeVisible();
  await expect(page.getByLabel('图片: 天数')).toHaveValue('30');
  await page.evaluate((id) => {
    location.hash = `#/history/${id}`;
  }, run.id);
  await expect(page.getByText('图片已过保留期限，已删除。')).toBeVisible();
  await expect(page.getByText('已截图', { exact: true })).toBeVisible();
  await console.picture(`${pictures}history-picture-gone.png`);
});

for (const size of [
  { width: 1024, height: 680 },
  { width: 1280, height: 800 },
]) {
  for (const [theme, language] of [
    ['light', 'zh-CN'],
    ['dark', 'en'],
  ] as const) {
    test(`the page fits ${size.width}×${size.height}, ${theme}, ${language}`, async () => {
      const { page } = console;
      await console.resize(size.width, size.height);
      await console.look(theme, language);
      await page
        .getByLabel(/: (天数|Days)$/)
        .first()
        .fill('30');
      await page
        .getByRole('button', { name: /^(编辑|Edit) / })
        .or(page.getByRole('button', { name: /^编辑“|^Edit "/ }))
        .first()
        .click();
      await page.getByLabel(/^(示例文本|Sample)$/).fill('电话 13812345678，或 13911112222');
      await expect(page.getByTestId('sample-result')).toBeVisible();
      await console.picture(`${pictures}settings-${size.width}-${theme}-${language}.png`);
      const wide = await page.evaluate(() =>
        [...document.querySelectorAll('#root main *')]
          .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
          .map((element) => `${element.tagName}.${element.className}`),
      );
      expect(wide).toEqual([]);
      await page.getByRole('button', { name: /^(取消|Cancel)$/ }).click();
      await page.getByRole('button', { name: /^(放弃修改|Discard)$/ }).click();
      await page.evaluate(() => window.weiguan.call('settings.set', { theme: 'light', language: 'zh-CN' }));
      await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
    });
  }
}

test('rules that cannot be read are given up once their number was typed; the others stay, and messages are kept again', async () => {
  const dir = newDataDir();
  const rule = { name: '手机号', pattern: '1\\d{10}', ignoreCase: false, replacement: '***', check: 'none', account: null, on: true };
  const db = openDatabase(join(dir, 'weiguan.db'));
  putSettings(db, {
    redaction: [
      { ...rule, id: 'newer', flags: 'v' },
      { ...rule, id: 'known' },
    ],
    language: 'zh-CN',
  });
  db.close();
  const other = await openConsole({ dataDir: dir });
  const { page } = other;
  try {
    await other.goTo('settings');
    const open = page.getByRole('button', { name: '放弃读不出来的规则' });
    await expect(page.getByRole('alert')).toContainText('有 1 条规则读不出来');
    await open.click();
    await expect(page.getByText('只按下面 1 条启用的规则脱敏；本该由读不出来的规则替换的内容会原样保存')).toBeVisible();
    const now = page.getByRole('button', { name: '放弃 1 条规则' });
    await expect(now).toBeDisabled();
    await page.getByLabel('无法撤销。输入 1 确认：').fill('1');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('alert')).toBeHidden();
    await expect(page.locator('main button:focus')).toBeVisible();
    await expect(page.getByTestId('redaction-rule')).toHaveCount(1);
    await other.goTo('simulator');
    await phoneOf(page).say('状态 13812345678');
    await expect(phoneOf(page).bubbles('account')).toHaveCount(1);
    await other.goTo('messages');
    await expect(page.getByTestId('message-row').filter({ hasText: '状态 ***' })).toHaveCount(1);
  } finally {
    await other.close();
    removeDataDir(dir);
  }
});
