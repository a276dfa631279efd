import { mkdirSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import type { Menu } from '../../shared/menu/menu.ts';
import { type ConsoleWindow, newDataDir, openConsole, pictures, removeDataDir } from './console-window.ts';

const dataDir = newDataDir();
let console: ConsoleWindow;

const draft: Menu = {
  button: [
    {
      name: '查看',
      sub_button: [
        { type: 'click', name: '服务器状态', key: 'cmd:status' },
        { type: 'click', name: '屏幕截图', key: 'cmd:screenshot local' },
        { type: 'click', name: '日志', key: 'cmd:log nginx 50 local' },
        { type: 'click', name: '没有人回应', key: 'cmd:nothing' },
      ],
    },
    {
      name: '操作',
      sub_button: [
        { type: 'click', name: '重启', key: 'cmd:power reboot local' },
        { type: 'scancode_waitmsg', name: '扫设备标签', key: 'scan-label' },
        { type: 'view', name: '值班手册', url: 'https://example.com/oncall' },
      ],
    },
    { type: 'view', name: '公司主页与公告', url: 'example.com' },
  ],
};
const good: Menu = { button: draft.button.slice(0, 2) };

test.beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  console = await openConsole({ dataDir, env: { WEIGUAN_SECRETS_PASSPHRASE: 'a passphrase of the tests' } });
  // why: the pictures are of what stands still
  await console.page.emulateMedia({ reducedMotion: 'reduce' });
  await console.page.evaluate(
    async ({ bad, fine }) => {
      const { call } = window.weiguan;
      for (const account of ['sandbox-wecom', 'sandbox-oa']) {
        await call('menus.pull', { account });
        const { value } = (await call('menus.get', { account })) as { value: { revision: number } };
        const saved = await call('menus.save', { account, menu: fine, revision: value.revision });
        if (account === 'sandbox-oa') await call('menus.publish', { account });
        if (saved.ok && account === 'sandbox-wecom') await call('menus.save', { account, menu: bad, revision: saved.value.revision });
      }
      await call('menus.conditional.add', { account: 'sandbox-oa', menu: { ...fine, matchrule: { tag_id: '101', language: 'en' } } });
      for (let tap = 0; tap < 3; tap += 1) {
        await call('simulator.act', { account: 'sandbox-wecom', action: { kind: 'tap', key: 'cmd:status' } });
      }
      const account = { id: 'new', platform: 'wecom', name: '仓库与物流值班室的运维应用', receiverId: 'ww1234567890abcdef' } as const;
      await call('accounts.add', { account: { ...account, agentId: '1000002' }, secrets: {} });
    },
    { bad: draft, fine: good },
  );
});
test.afterAll(async () => {
  await console.close();
  removeDataDir(dataDir);
});

const tab = (name: RegExp) => console.page.getByRole('tab', { name }).click();
const place = (at: string) => console.page.locator(`[data-place="${at}"]`).click();

let published = 1;
/** Every side of the menu, and how to get there. */
const views: Record<string, () => Promise<void>> = {
  'menus-empty': () => console.goTo('menus/new'),
  async 'menus-button'() {
    await console.goTo('menus/sandbox-wecom');
    await tab(/^(按钮|Button)$/);
    await place('0');
    await place('0.2');
  },
  async 'menus-danger'() {
    await place('1');
    await place('1.0');
    await console.page.getByRole('button', { name: /^(试算一下|What would this do\?)$/ }).click();
    await expect(console.page.getByTestId('rehearsal')).not.toBeEmpty();
  },
  async 'menus-problem'() {
    await place('2');
    await expect(console.page.getByText(/▲/).first()).toBeVisible();
  },
  async 'menus-parent'() {
    await place('0');
  },
  async 'menus-drag'() {
    const { page } = console;
    await place('1');
    const [from, to] = await Promise.all(['1.2', '0'].map((at) => page.locator(`[data-place="${at}"]`).boundingBox()));
    if (!from || !to) throw new Error('nothing to drag');
    await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
    await page.mouse.down();
    await page.mouse.move(to.x + to.width / 2, to.y + to.height / 2, { steps: 4 });
    await expect(page.locator('[data-place="0"]')).toHaveAttribute('data-drop', 'into');
  },
  async 'menus-publish'() {
    await console.page.keyboard.press('Escape');
    await console.page.mouse.up();
    await tab(/^(对比与发布|Diff & publish)$/);
  },
  async 'menus-versions'() {
    await console.goTo('menus/sandbox-oa');
    await tab(/^(版本|Versions)$/);
  },
  'menus-transfer': () => tab(/^(导入导出|Import & export)$/),
  'menus-conditional': () => tab(/^(个性化菜单|Conditional)$/),
  async 'menus-published'() {
    await tab(/^(按钮|Button)$/);
    await place('0');
    await console.page.getByRole('textbox', { name: /^(名称|Name)$/ }).fill(`查看${published}`);
    published += 1;
    await tab(/^(对比与发布|Diff & publish)$/);
    await console.page.getByRole('button', { name: /(发布到|Publish to)/ }).click();
    await expect(console.page.getByTestId('menu-published')).toBeVisible();
  },
  async 'menus-types'() {
    await tab(/^(按钮|Button)$/);
    await place('1');
    await place('1.2');
    await console.page.getByRole('combobox', { name: /^(点击后|When tapped)$/ }).click();
    await expect(console.page.locator('.ant-select-dropdown:visible')).toBeVisible();
  },
};

/** What sticks out, at the right, of the window or of the block that it stands in. */
const overflowing = () =>
  console.page.evaluate(() => {
    const rightOf = (element: Element) => element.getBoundingClientRect().right;
    const isBlock = (element: Element) => !['inline', 'contents'].includes(getComputedStyle(element).display);
    return [...document.querySelectorAll('#root main *')]
      .filter((element) => element.getBoundingClientRect().width > 0 && !element.closest('svg, code, [aria-hidden="true"], [role="tree"]'))
      .filter((element) => getComputedStyle(element).visibility !== 'hidden' && getComputedStyle(element).position !== 'absolute')
      .filter((element) => {
        const parent = element.parentElement;
        return rightOf(element) > innerWidth + 1 || (parent && isBlock(parent) && rightOf(element) > rightOf(parent) + 1);
      })
      .map((element) => `${element.tagName}.${element.className}`);
  });

const looks = [
  { width: 1280, height: 800, theme: 'light', language: 'zh-CN' },
  { width: 1280, height: 800, theme: 'dark', language: 'en' },
  { width: 1920, height: 1080, theme: 'dark', language: 'zh-CN' },
  { width: 1920, height: 1080, theme: 'light', language: 'en' },
  { width: 1024, height: 680, theme: 'light', language: 'en' },
] as const;
for (const { width, height, theme, language } of looks) {
  test(`every side of a menu fits ${width}×${height}, ${theme}, ${language}`, async () => {
    const { page } = console;
    await console.resize(width, height);
    await console.look(theme, language);
    const cut: Record<string, string[]> = {};
    for (const [name, open] of Object.entries(views)) {
      await open();
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await console.picture(`${pictures}${name}-${width}-${theme}-${language}.png`);
      const found = await overflowing();
      if (found.length > 0) cut[name] = found;
    }
    expect(cut).toEqual({});
    await page.keyboard.press('Escape');
  });
}
