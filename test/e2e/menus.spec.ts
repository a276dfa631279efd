import { randomBytes } from 'node:crypto';
import { expect, type Locator, test } from '@playwright/test';
import { type ApiServer, createApiServer } from '../../electron/simulator/api-server.ts';
import { sandboxAccounts } from '../../electron/simulator/sandbox.ts';
import type { Menu } from '../../shared/menu/menu.ts';
import { type ConsoleWindow, openConsole, phoneOf, removeDataDir } from './console-window.ts';
import { menusOf } from './menus-page.ts';

let console: ConsoleWindow;
let menus: ReturnType<typeof menusOf>;
async function open(dataDir?: string): Promise<void> {
  console = await openConsole({ ...(dataDir ? { dataDir } : {}), env: { WEIGUAN_SECRETS_PASSPHRASE: 'a passphrase of the tests' } });
  menus = menusOf(console.page);
  await console.resize(1280, 800);
}
async function close(): Promise<void> {
  await console.close();
  removeDataDir(console.dataDir);
}

/** What has been run, newest first. */
const runs = () =>
  console.page.evaluate(async () => {
    const page = await window.weiguan.call('runs.page', {});
    return page.ok ? page.value.map((run) => `${run.line} ${run.state}`) : [];
  });

/** Goes on with Tab until something has the focus. */
async function tabTo(goal: Locator): Promise<void> {
  for (let step = 0; step < 60; step += 1) {
    if (await goal.evaluate((element) => element === document.activeElement)) return;
    await console.page.keyboard.press('Tab');
  }
  throw new Error('no way there by keyboard');
}

const press = async (...keys: string[]) => {
  for (const key of keys) await console.page.keyboard.press(key);
};

/** The person taps a button of the menu on the simulated phone. */
async function tapOnPhone(top: string, sub?: string): Promise<void> {
  const { page } = console;
  await console.goTo('simulator');
  const toMenu = page.getByRole('button', { name: '切换到菜单' });
  if (await toMenu.isVisible()) await toMenu.click();
  const menu = page.getByRole('group', { name: '菜单', exact: true });
  await menu.getByRole('button', { name: top }).click();
  if (sub !== undefined) await menu.getByRole('group', { name: top }).getByRole('button', { name: sub }).click();
}

test.describe('the menu that the sandbox comes with', () => {
  test.beforeEach(() => open());
  test.afterEach(close);

  test('a menu is built by mouse, published over the one that was there, tapped on the phone, and rolled back', async () => {
    const { page } = console;
    await console.goTo('menus');
    await expect(menus.live).toContainText('线上菜单拉取于');
    await expect(menus.bar).toHaveText([/状态/, /更多/, '＋']);
    await menus.tab('导入导出').click();
    await menus.action('使用入门菜单').click();
    await expect(menus.bar).toHaveText([/查看/, /操作/, /帮助/]);
    await expect(menus.saving).toContainText('草稿已保存');

    // Out of the sub-menu, in the place of a button that was thrown away.
    await menus.tab('按钮').click();
    await menus.place('2').click();
    await menus.form.getByRole('button', { name: '删除' }).click();
    await expect(menus.bar).toHaveText([/查看/, /操作/, '＋']);
    await menus.place('0').click();
    await menus.drag('0.0', '2', [0.5, 0.5]);
    await expect(menus.bar).toHaveText([/查看/, /操作/, '服务器状态']);
    await expect(menus.said).toHaveText('“服务器状态”移到一级菜单第 3 个');
    await menus.drag('2', '0', [0.1, 0.5]);
    await expect(menus.bar).toHaveText(['服务器状态', /查看/, /操作/]);
    await menus.place('1').click();
    await menus.drag('1.0', '1.2', [0.5, 0.9]);
    await expect(menus.stack).toHaveText(['当前告警', '进程', '屏幕截图', '磁盘', '＋']);

    // A name that is too long is said at the field and at the button.
    await menus.place('0').click();
    await menus.field('名称').fill('服务器状态👩‍💻');
    await expect(menus.form.getByTestId('byte-meter').first()).toHaveText(/26\/16 字节/);
    await expect(menus.rule('名称')).toContainText('名称 26 字节，最多 16 字节');
    await expect(menus.place('0')).toContainText('▲ 1');
    await menus.field('名称').fill('状态');
    await expect(menus.form.getByTestId('byte-meter').first()).toHaveText(/6\/16 字节/);
    await menus.action('试算一下').click();
    await expect(page.getByTestId('rehearsal')).toContainText('status local');
    expect(await runs()).toEqual([]);

    await menus.action('发布…').click();
    await expect(menus.diff.filter({ hasText: '删除' })).toContainText(['更多', '帮助']);
    await expect(menus.diff.filter({ hasText: '新增' }).first()).toContainText('查看');
    await menus.action('发布到“沙盒企业微信”').click();
    await expect(menus.published).toContainText('24 小时');
    await expect(menus.live).toContainText('控制台发布');

    await tapOnPhone('状态');
    await expect.poll(runs).toEqual(['status local done']);
    await expect(phoneOf(page).bubbles('account').last()).toContainText('CPU');
    await console.goTo('menus');
    await expect(menus.place('0')).toHaveText(/状态\s*1/);
    await menus.tab('按钮').click();
    await menus.place('0').click();
    await expect(page.getByTestId('button-taps')).toContainText('近 7 天点击 1 次');

    await menus.tab('版本').click();
    await expect(menus.versions).toHaveCount(2);
    await expect(menus.versions.first()).toContainText('● 线上');
    await menus.versions.last().getByRole('button').click();
    await page.getByRole('button', { name: '回滚：发布到“沙盒企业微信”' }).click();
    await expect(menus.bar).toHaveText([/状态/, /更多/, '＋']);
    await tapOnPhone('更多', '帮助');
    await expect.poll(runs).toEqual(['help done', 'status local done']);
  });

  test('what a button would do is told before it is published, and done on the simulator only where that is wanted', async () => {
    const { page } = console;
    await console.goTo('menus/sandbox-wecom');
    await expect(menus.bar).toHaveText([/状态/, /更多/, '＋']);
    await menus.place('0').click();
    await menus.field('生成的 key').fill('cmd:whoami');
    await menus.action('试算一下').click();
    await expect(page.getByTestId('rehearsal')).toContainText('whoami');
    expect(await runs()).toEqual([]);
    await menus.action('在模拟器上点一下').click();
    await expect.poll(runs).toEqual(['whoami done']);
    await expect(phoneOf(page).bubbles('account').last()).toContainText('zhangsan');
  });

  test('a command’s arguments are typed as they come, before or after its servers, and one that is missing is marked', async () => {
    await console.goTo('menus/sandbox-wecom');
    await menus.place('0').click();
    const key = menus.field('生成的 key');
    const command = async (name: string) => {
      await menus.field('命令').click();
      await console.page.keyboard.type(name);
      await press('Enter');
    };
    await command('ping');
    await expect(menus.rule('地址')).toContainText('必填');
    await menus.field('服务器').click();
    await press('Enter', 'Escape');
    await expect(key).toHaveValue('cmd:ping "" local');
    await menus.field('地址').pressSequentially('1.1');
    await expect(key).toHaveValue('cmd:ping 1.1 local');
    await menus.field('地址').fill('');
    await menus.field('地址').pressSequentially('8.8.8.8');
    await expect(key).toHaveValue('cmd:ping 8.8.8.8 local');

    await command('run');
    await menus.field('脚本和参数').pressSequentially('backup "full disk" now');
    await expect(menus.field('脚本和参数')).toHaveValue('backup "full disk" now');
    await expect(key).toHaveValue('cmd:run backup "full disk" now');
    await menus.field('脚本和参数').fill('');
    await menus.field('脚本和参数').pressSequentially('backup  now');
    await expect(key).toHaveValue('cmd:run backup  now');

    // The button that takes the place of a deleted one is shown as what it is.
    await menus.place('1').click();
    await menus.form.getByRole('button', { name: '删除' }).click();
    await menus.place('1').click();
    await command('help');
    await menus.place('0').click();
    await menus.field('点击后').click();
    await menus.choose('发送指令').click();
    await expect(key).toBeHidden();
    await menus.form.getByRole('button', { name: '删除' }).click();
    await expect(key).toHaveValue('cmd:help');
  });

  test('a menu is built and published by keyboard alone', async () => {
    const { page } = console;
    await press('g', 'e');
    await expect(menus.bar).toHaveText([/状态/, /更多/, '＋']);
    await tabTo(menus.tab('按钮'));
    await press('ArrowRight', 'ArrowRight', 'ArrowRight', 'Enter');
    await tabTo(menus.action('使用入门菜单'));
    await press('Enter');
    await expect(menus.bar).toHaveText([/查看/, /操作/, /帮助/]);
    await tabTo(menus.place('0'));

    await press('ArrowRight', 'ArrowUp', 'ArrowUp');
    await expect(menus.place('1.2')).toBeFocused();
    await press('Alt+ArrowUp', 'Alt+ArrowLeft');
    await expect(menus.said).toHaveText('不能再往那边移');
    await press('Alt+ArrowDown', 'Delete', 'Delete');
    await expect(menus.said).toHaveText('已删除“电源状态”，可以撤销');
    await expect(menus.bar).toHaveText([/查看/, /操作/, /帮助/]);
    await press('Control+z');
    await expect(menus.said).toHaveText('已撤销');
    await press('Control+Shift+Z');
    await expect(menus.said).toHaveText('已重做');
    await press('Control+z', 'Control+z');
    await expect(menus.stack).toHaveText(['扫设备标签', '电源状态', '重启', '＋']);

    // A button more, which runs a command.
    await expect(menus.place('1.2')).toBeFocused();
    await press('ArrowDown');
    await expect(menus.place('1.3')).toBeFocused();
    await press('Enter');
    await expect(menus.field('名称')).toBeFocused();
    await page.keyboard.type('日期');
    await expect(menus.place('1.3')).toContainText('日期');
    await tabTo(menus.form.getByRole('combobox', { name: '命令' }));
    await page.keyboard.type('disk');
    await press('Enter');
    await expect(menus.field('生成的 key')).toHaveValue('cmd:disk');
    // why: a list that is still fading out takes the first one for itself
    await expect(async () => {
      await press('Escape');
      await expect(menus.place('1.3')).toBeFocused({ timeout: 1000 });
    }).toPass();
    await press('Alt+ArrowLeft');
    await expect(menus.said).toHaveText(/已满|不能再往那边移/);

    await tabTo(menus.tab('按钮'));
    await press('ArrowRight');
    await press('Enter');
    await tabTo(menus.action('发布到“沙盒企业微信”'));
    await press('Enter');
    await expect(menus.published).toBeVisible();
    await tapOnPhone('操作', '日期');
    await expect.poll(runs).toEqual(['disk local done']);
  });

  test('an Official Account shows other menus by tag and language, and tells which one somebody sees', async () => {
    const { page } = console;
    await console.goTo('menus/sandbox-oa');
    await expect(menus.bar).toHaveText([/状态/, /更多/, '＋']);
    await menus.tab('个性化菜单').click();
    const add = page.getByRole('form', { name: '添加' });
    await expect(add.getByRole('button', { name: '立即添加' })).toBeDisabled();
    await add.getByLabel('标签').fill('一百');
    await expect(add.getByText(/▲/)).toBeVisible();
    await add.getByLabel('标签').fill('101');
    await add.getByRole('combobox', { name: '语言' }).click();
    await menus.choose('英语').click();
    await add.getByRole('button', { name: '立即添加' }).click();
    const listed = page.getByTestId('conditional-menu');
    await expect(listed).toContainText('标签 101 · 英语');
    await page.getByRole('textbox', { name: 'OpenID 或微信号' }).fill('o5a0db0c5-LiSi_0000000000004');
    await page.getByRole('button', { name: '查看', exact: true }).click();
    await expect(page.getByTestId('matched-menu')).toContainText('o5a0db0c5-LiSi_0000000000004 看到');
    await listed.getByRole('button', { name: /^删除编号/ }).click();
    await listed.getByRole('button', { name: /^确认删除编号/ }).click();
    await expect(listed).toHaveCount(0);

    await menus.tab('版本').click();
    const version = page.getByTestId('menu-version').filter({ hasText: '个性化菜单 · 标签 101 · 英语' }).first();
    await version.getByRole('button').click();
    await menus.action('按原来的规则重新添加').click();
    await expect(listed).toContainText('标签 101 · 英语');
  });

  test('a draft is published later, or not after all, and the live menu is only deleted once its name was typed', async () => {
    const { page } = console;
    await console.goTo('menus/sandbox-wecom');
    await expect(menus.bar).toHaveText([/状态/, /更多/, '＋']);
    await menus.place('0').click();
    await menus.field('名称').fill('稍后');
    await menus.action('发布…').click();
    await menus.action('定时发布').click();
    await page.getByRole('button', { name: '到时发布现在的草稿' }).click();
    await expect(menus.live).toContainText('已定时发布');
    const other = page.getByTestId('scheduled-other');
    await expect(other).toBeHidden();
    await menus.tab('按钮').click();
    await menus.field('名称').fill('更晚');
    await menus.tab('对比与发布').click();
    await expect(other).toContainText('到时发布的不是现在的草稿');
    await other.getByRole('button', { name: '看区别' }).click();
    await expect(page.getByTestId('menu-diff').first()).toContainText('稍后');
    await menus.action('取消定时').click();
    await expect(menus.live).not.toContainText('已定时发布');

    await menus.tab('导入导出').click();
    const sure = page.getByRole('button', { name: '删除“沙盒企业微信”的菜单' });
    await page.getByRole('textbox', { name: '输入“沙盒企业微信”确认' }).fill('沙盒');
    await expect(sure).toBeDisabled();
    await page.getByRole('textbox', { name: '输入“沙盒企业微信”确认' }).fill('沙盒企业微信');
    await sure.click();
    await expect(menus.live).toContainText('线上没有菜单');
    await expect(menus.bar).toHaveText([/更晚/, /更多/, '＋']);
  });
});

test.describe('an account of a platform where others work too', () => {
  let platform: ApiServer;
  let theirs: Menu;
  test.beforeAll(() => open());
  test.afterAll(close);
  test.beforeEach(async () => {
    await console.startOver();
    const [wecom] = sandboxAccounts(randomBytes).filter((account) => account.platform === 'wecom');
    if (!wecom) throw new Error('the sandbox has no WeCom account');
    const onBug = (error: unknown) => {
      throw error;
    };
    platform = createApiServer({ accounts: [wecom], clock: Date.now, random: randomBytes, onBug });
    const { url } = await platform.listen({ host: '127.0.0.1', port: 0 });
    theirs = { button: [{ type: 'click', name: '别人的', key: 'theirs' }] };
    await console.page.evaluate(
      async ({ receiverId, agentId, apiBase, apiSecret }) => {
        const account = { id: 'ops', platform: 'wecom', name: '运维', receiverId, agentId, apiBase } as const;
        const added = await window.weiguan.call('accounts.add', { account, secrets: { apiSecret } });
        if (!added.ok) throw new Error(added.error.message);
      },
      { receiverId: wecom.receiverId, agentId: wecom.agentId ?? '', apiBase: url, apiSecret: wecom.secret },
    );
    await console.goTo('menus/ops');
    await expect(menus.bar).toHaveText([/状态/, /更多/, '＋']);
  });
  test.afterEach(() => platform.close());

  const publish = async () => {
    await menus.action('发布…').click();
    await menus.action('发布到“运维”').click();
  };
  const rename = async (place: string, name: string) => {
    await menus.tab('按钮').click();
    await menus.place(place.charAt(0)).click();
    await menus.place(place).click();
    await menus.field('名称').fill(name);
  };

  test('a menu that was changed elsewhere is not overwritten unseen, and can be taken or overwritten', async () => {
    await rename('0', '我的');
    platform.putMenu('sandbox-wecom', { by: 'api', menu: theirs });
    await publish();
    await expect(menus.conflict).toContainText('线上菜单被别处改过');
    await menus.conflict.getByRole('button', { name: '采用线上的' }).click();
    await expect(menus.bar).toHaveText([/别人的/, '＋']);
    await expect(menus.conflict).toBeHidden();
    await menus.action('撤销').click();
    await expect(menus.bar).toHaveText([/我的/, /更多/, '＋']);

    platform.putMenu('sandbox-wecom', { by: 'api', menu: { button: [{ type: 'click', name: '又改了', key: 'again' }] } });
    await publish();
    await menus.conflict.getByRole('button', { name: '用我的覆盖并发布' }).click();
    await expect(menus.published).toBeVisible();
    await menus.tab('版本').click();
    await expect(menus.versions.filter({ hasText: '拉取' })).toHaveCount(3);
  });

  test('a menu that becomes known while somebody types is not overwritten unseen', async () => {
    platform.putMenu('sandbox-wecom', { by: 'api', menu: theirs });
    platform.setFault('menu/get', { kind: 'slow', ms: 1000 }, 1);
    await menus.action('拉取').click();
    await rename('0', '我的');
    await expect(menus.conflict).toContainText('线上菜单');
    await publish();
    await expect(menus.diff.first()).toContainText('别人的');
    await expect(menus.conflict).toBeVisible();
    expect(platform.calls('menu/create')).toBe(0);
  });

  test('a scheduled menu that others have got ahead of is opened as a draft, or published at its time all the same', async () => {
    await rename('0', '今晚的');
    await menus.action('发布…').click();
    await menus.action('定时发布').click();
    await menus.action('到时发布现在的草稿').click();
    await expect(menus.live).toContainText('已定时发布');
    platform.putMenu('sandbox-wecom', { by: 'api', menu: theirs });
    await menus.action('拉取').click();
    await menus.conflict.getByRole('button', { name: '采用线上的' }).click();
    await expect(menus.bar).toHaveText([/别人的/, '＋']);
    const behind = console.page.getByTestId('scheduled-behind');
    await behind.getByRole('button', { name: '作为草稿打开' }).click();
    await expect(menus.bar).toHaveText([/今晚的/, /更多/, '＋']);
    await expect(behind.getByRole('button', { name: '作为草稿打开' })).toBeHidden();
    await menus.action('撤销').click();
    await expect(menus.bar).toHaveText([/别人的/, '＋']);
    await behind.getByRole('button', { name: '仍按时发布' }).click();
    await expect(behind).toBeHidden();
    await expect(menus.live).toContainText('已定时发布');
  });

  test('what was not carried out after all is told until it was read', async () => {
    const mends = [
      platform.setFault('menu/create', { kind: 'cut', before: 'work' }, 1),
      platform.setFault('menu/get', { kind: 'slow', ms: 1 }, 1),
      platform.setFault('menu/get', { kind: 'status', status: 502 }),
    ];
    await rename('0', '没有发出去');
    await publish();
    await expect(console.page.getByRole('main').getByRole('alert').first()).toContainText('menu/unsure');
    for (const mend of mends) mend();
    await menus.tab('按钮').click();
    await menus.action('拉取').click();
    const note = console.page.getByRole('alert').filter({ hasText: 'menu/not-published' });
    await expect(note).toBeVisible();
    await console.picture('out/e2e-pictures/menu-not-published.png');
    await note.getByRole('button', { name: '知道了' }).click();
    await expect(note).toBeHidden();
    await expect(menus.place('0')).toBeFocused();
    await console.page.reload();
    await expect(menus.place('0')).toBeVisible();
    await expect(note).toBeHidden();
  });

  test('what the platform refuses is shown at the button that it is about, until that is changed', async () => {
    await rename('1.0', '一个不短的名称');
    platform.setFault('menu/create', { kind: 'errcode', errcode: 40025 }, 1);
    await publish();
    await expect(console.page.getByRole('main').getByRole('alert').first()).toContainText('40025');
    await menus.tab('按钮').click();
    await expect(menus.place('1.0')).toContainText('▲ 1');
    await menus.place('1.0').click();
    await expect(menus.rule('名称')).toContainText('40025');
    await menus.field('名称').fill('短名');
    await expect(menus.place('1.0')).not.toContainText('▲');
    await publish();
    await expect(menus.published).toBeVisible();
  });

  test('the draft survives another account, another page and another start', async () => {
    await rename('0', '还没发布');
    await console.goTo('menus/sandbox-oa');
    await expect(menus.tab('个性化菜单')).toBeVisible();
    await console.goTo('overview');
    await console.goTo('menus/ops');
    await expect(menus.bar.first()).toContainText('还没发布');
    await console.goTo('overview');
    const { dataDir } = console;
    await console.close();
    await open(dataDir);
    await console.goTo('menus/ops');
    await expect(menus.bar.first()).toContainText('还没发布');
  });

  for (const how of ['Quit', 'the end of the session'] as const) {
    test(`what is typed in the very moment of ${how} is kept`, async () => {
      await rename('0', '打到一半');
      const { app, dataDir } = console;
      const ended = new Promise((resolve) => app.process().once('exit', resolve));
      if (how === 'Quit') void app.evaluate((electron) => electron.app.quit()).catch(() => undefined);
      else app.process().kill('SIGTERM');
      await ended;
      await open(dataDir);
      await console.goTo('menus/ops');
      await expect(menus.bar.first()).toContainText('打到一半');
    });
  }

  test('a file of Notepad, in GBK and with its line ends, is a menu like any other; its mistakes are found', async () => {
    const { page } = console;
    await menus.tab('导入导出').click();
    const choose = (text: string, ...more: number[]) =>
      page.locator('input[type="file"]').setInputFiles({
        ...{ name: 'menu.json', mimeType: 'application/json' },
        buffer: Buffer.concat([Buffer.from(text, 'latin1'), Buffer.from(more)]),
      });
    const gbk = '\xb2\xcb\xb5\xa5';
    await choose(`{"button": [\r\n  {"type": "click", "name": "${gbk}",\r\n   "key": "a" "url": ""}\r\n]}`);
    await page.getByRole('button', { name: '跳到出错处' }).click();
    const chosen = () =>
      page.getByRole('textbox', { name: '菜单 JSON' }).evaluate((area) => {
        const { value, selectionStart, selectionEnd } = area as HTMLTextAreaElement;
        return value.slice(selectionStart, selectionEnd + 4);
      });
    await expect.poll(chosen).toBe('"url"');
    await choose('PK', 3, 4, 0, 0, 0);
    await expect(page.getByText('文件不是文本')).toBeVisible();
    await choose(`{"button": [{"type": "click", "name": "${gbk}", "key": "a"}]}`);
    await menus.tab('按钮').click();
    await expect(menus.bar.first()).toContainText('菜单');
  });

  test('a menu is imported with its mistakes pointed out, and copied to an Official Account', async () => {
    const { page } = console;
    await menus.tab('导入导出').click();
    const json = page.getByRole('textbox', { name: '菜单 JSON' });
    await json.fill('{"button": [\n  {"type": "view", "name": "主页" "url": "https://example.com"}\n]}');
    await menus.action('导入为草稿').click();
    await expect(page.getByText(/第 2 行第 \d+ 列/).last()).toBeVisible();
    const clicks = (names: string) => [...names].map((name) => ({ type: 'click', name, key: name }));
    await json.fill(JSON.stringify({ button: [...clicks('甲乙丙'), { name: '丁', sub_button: clicks('一二三四五六') }] }));
    await menus.action('导入为草稿').click();
    await menus.tab('按钮').click();
    await menus.place('3').click();
    await menus.place('3.5').click();
    await expect(menus.field('名称')).toHaveValue('六');
    await menus.form.getByRole('button', { name: '删除' }).click();
    await expect(menus.stack).toHaveText([/^一/, /^二/, /^三/, /^四/, /^五/]);
    await menus.place('3').click();
    await menus.form.getByRole('button', { name: '删除' }).click();
    await expect(menus.bar).toHaveText([/甲/, /乙/, /丙/]);
    await menus.tab('导入导出').click();

    await json.fill('{"button": [{"type": "view_miniprogram", "name": "程序", "pagepath": "pages/a", "appid": "wx1"}]}');
    await menus.action('导入为草稿').click();
    await expect(menus.bar).toHaveText([/程序/, '＋']);
    await page.getByRole('combobox', { name: '目标账号' }).click();
    await menus.choose('沙盒公众号').click();
    await menus.action('复制过去').click();
    await expect(page.getByTestId('menu-copied')).toContainText('类型 view_miniprogram 改为 miniprogram');
    const draftThere = () =>
      page.evaluate(async () => {
        const found = await window.weiguan.call('menus.get', { account: 'sandbox-oa' });
        return found.ok && found.value.draft;
      });
    expect(await draftThere()).toMatchObject({ button: [{ name: '程序' }] });
    await menus.action('放回那边原来的草稿').click();
    await expect(page.getByTestId('menu-copied')).toHaveCount(0);
    expect(await draftThere()).toBeNull();
    await menus.action('复制过去').click();
    await menus.action('打开“沙盒公众号”的菜单').click();
    await expect(menus.bar).toHaveText([/程序/, '＋']);
  });
});
