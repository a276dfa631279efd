import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { CallInput } from '../../shared/api.ts';
import { colourAt, readPng } from '../support/read-png.ts';
import { prepareSshd, type Sshd, sshdMissing } from '../support/sshd.ts';
import { type ConsoleWindow, openConsole, phoneOf, pictures, removeDataDir } from './console-window.ts';
import { serversOf } from './servers-page.ts';

const env = { WEIGUAN_SECRETS_PASSPHRASE: 'a passphrase of the tests' };

let console: ConsoleWindow;
let folder: string;
test.beforeEach(() => {
  mkdirSync(pictures, { recursive: true });
  folder = mkdtempSync(join(tmpdir(), 'weiguan-scripts-'));
});
test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function open(more: Record<string, string> = {}): Promise<void> {
  console = await openConsole({ env: { ...env, ...more } });
  await console.resize(1280, 800);
}
async function close(): Promise<void> {
  await console.close();
  removeDataDir(console.dataDir);
}

const page = () => console.page;
const rows = () => page().getByTestId('run-row');
const button = (name: string) => page().getByRole('button', { name, exact: true });
const place = () => page().getByRole('region', { name: '脚本', exact: true });
const field = (label: string) => place().getByLabel(label, { exact: true });
const panel = () => page().getByTestId('run-panel');
const picture = (name: string) => console.picture(`${pictures}${name}.png`);
const look = (theme: 'light' | 'dark', language: 'zh-CN' | 'en') =>
  page().evaluate((wanted) => window.weiguan.call('settings.set', wanted), { theme, language });

/** What was printed by an argument that is a file name, so that a run leaves a trace. */
const text = 'echo "cleaning $1 for $2 days ($#)"\necho "$2" >> "$1/ran"';

/** The same script as the form makes, for what comes after writing it. */
const saved = (): CallInput<'scripts.put'>['script'] => ({
  ...{ id: 'clean-logs', name: '清理日志', aliases: ['clean'], summary: '删除几天前的日志', text, danger: 'change' },
  parameters: [
    { name: 'folder', type: 'text', pattern: '/tmp/.+' },
    { name: 'days', type: 'number', min: 1, max: 30, optional: true },
  ],
});
const put = (script: CallInput<'scripts.put'>['script']) =>
  page().evaluate((input) => window.weiguan.call('scripts.put', { script: input }), script);

test.describe('in a window of one’s own', () => {
  test.beforeEach(() => open());
  test.afterEach(close);

  test('a script is written in the form, tried on this computer, and asked for in the chat', async () => {
    await console.goTo('servers');
    await page().getByRole('link', { name: '脚本', exact: true }).click();
    await expect(page().getByText('还没有脚本')).toBeVisible();
    await picture('scripts-empty-1280-light-zh-CN');
    await page().keyboard.press('n');
    await expect(field('名称')).toBeFocused();
    await page().keyboard.type('清理日志');
    await field('编号').fill('clean-logs');
    await field('用途').fill('删除几天前的日志');
    await place().getByText('会改动', { exact: true }).click();
    await button('添加参数').click();
    const first = place().getByRole('group', { name: '参数 1' });
    await first.getByLabel('参数名').fill('folder');
    await first.getByLabel('格式（正则）').fill('(');
    await expect(first).toContainText('不是正确的正则表达式。');
    await first.getByLabel('格式（正则）').fill('/tmp/.+');
    await button('添加参数').click();
    const second = place().getByRole('group', { name: '参数 2' });
    await second.getByLabel('参数名').fill('days');
    await second.getByRole('combobox', { name: '类型' }).click();
    await page().getByTitle('数字', { exact: true }).last().click();
    await second.getByLabel('最小').fill('1');
    await second.getByLabel('最大').fill('30');
    await second.getByText('可选', { exact: true }).click();
    await expect(button('添加脚本')).toBeDisabled();
    await field('脚本内容').fill(text);
    await expect(page().getByTestId('script-line')).toHaveText('运行 清理日志 folder 1 <服务器>');
    await picture('script-new-1280-light-zh-CN');
    await page().keyboard.press('Control+s');
    await expect(page()).toHaveURL(/scripts(:|%3A)clean-logs/);

    const trial = place().getByRole('group', { name: '试运行' });
    await trial.getByLabel('folder').fill(folder);
    await trial.getByLabel('days').fill('31');
    await expect(button('试运行')).toBeDisabled();
    await trial.getByLabel('days').fill('7');
    await button('试运行').click();
    await expect(panel().getByRole('log')).toContainText(`cleaning ${folder} for 7 days (2)`);
    await picture('script-tried-1280-light-zh-CN');

    await console.goTo('simulator');
    const phone = phoneOf(page());
    await phone.say(`运行 清理日志 ${folder} "" local`);
    await expect(phone.bubbles('account').last()).toContainText(`cleaning ${folder} for  days (2)`);
    await phone.say('运行 清理日志 /etc 7 local');
    await expect(phone.bubbles('account').last()).toContainText('folder');
    expect(readFileSync(join(folder, 'ran'), 'utf8')).toBe('7\n\n');
    await console.goTo('history');
    await expect(rows().filter({ hasText: '清理日志' })).toHaveCount(3);
    const asked = rows().filter({ hasText: '聊天' });
    await expect(asked.first()).toContainText('运行 清理日志 /etc 7 local');
    await expect(asked.first()).toContainText('失败');
    await expect(asked.nth(1)).toContainText(`run 清理日志 ${folder} "" local`);
  });

  test('the history is narrowed by person, command, server and time, and exported as it is shown', async () => {
    const servers = serversOf(page());
    await put(saved());
    const say = (said: string) =>
      page().evaluate(
        (line) => window.weiguan.call('simulator.act', { account: 'sandbox-wecom', action: { kind: 'text', text: line } }),
        said,
      );
    await say('状态');
    await say('帮助');
    await page().evaluate(() => window.weiguan.call('commands.run', { line: 'status local' }));
    await console.goTo('history');
    await expect(rows()).toHaveCount(3);
    await button('更多条件').click();
    const more = page().getByRole('group', { name: '历史的更多条件' });
    await more.getByRole('combobox', { name: '命令' }).click();
    await page().keyboard.type('status');
    await page().keyboard.press('Enter');
    await expect(rows()).toHaveCount(2);
    await more.getByLabel('人员').fill('nobody');
    await expect(page().getByText('没有符合条件的记录。')).toBeVisible();
    await more.getByLabel('人员').fill('');
    await more.getByLabel('服务器').fill('local');
    await more.getByRole('combobox', { name: '时间' }).click();
    await page().getByTitle('最近 1 小时').last().click();
    await expect(rows()).toHaveCount(2);
    await expect(button('更多条件（3）')).toBeVisible();

    await button('导出').click();
    const tray = page().getByRole('region', { name: '导出历史' });
    await expect(tray).toContainText('导出符合当前条件的执行记录。');
    const exported = async (choice: string, name: string) => {
      const file = join(folder, name);
      await console.app.evaluate(({ dialog }, path) => {
        dialog.showSaveDialog = async () => ({ canceled: false, filePath: path });
      }, file);
      await tray.getByText(choice, { exact: true }).click();
      await tray.getByRole('button', { name: '选择位置并导出' }).click();
      await expect(tray).toContainText(name);
      await expect(tray).toContainText('已导出');
      return readFileSync(file, 'utf8');
    };
    const table = await exported('历史 CSV', 'history.csv');
    expect(table.startsWith('\u{FEFF}时间,')).toBe(true);
    expect(table.trimEnd().split('\r\n').length).toBeGreaterThanOrEqual(3);
    const trail = (await exported('审计链 JSONL', 'trail.jsonl')).trimEnd().split('\n');
    expect(trail.map((line) => JSON.parse(line).seq)).toEqual(trail.map((_, index) => index + 1));
    for (const theme of ['light', 'dark'] as const) {
      for (const language of ['zh-CN', 'en'] as const) {
        await look(theme, language);
        await expect(page().locator('html')).toHaveAttribute('data-look', theme);
        await expect(page().locator('html')).toHaveAttribute('lang', language);
        await picture(`history-export-1280-${theme}-${language}`);
        await console.goTo('servers/+scripts:clean-logs');
        await expect(page().getByTestId('script-line')).toBeVisible();
        await picture(`script-1280-${theme}-${language}`);
        await console.goTo('history');
      }
    }
    await console.resize(1024, 680);
    await picture('history-export-1024-dark-en');
    await console.goTo('servers');
    await expect(servers.all.first()).toBeVisible();
    await picture('servers-tabs-1024-dark-en');
    await console.goTo('servers/+scripts:clean-logs');
    await picture('script-1024-dark-en');
    await console.resize(1920, 1080);
    await picture('script-1920-dark-en');
  });
});

test.describe('scripts that there are', () => {
  test.beforeAll(() => open());
  test.beforeEach(() => console.startOver());
  test.afterAll(close);

  test('at a server the form asks for the script’s own parameters', async () => {
    await put(saved());
    await put({ id: 'updates', name: '更新', interpreter: 'powershell', text: 'Get-Date' });
    await console.goTo('servers/local');
    await page().locator('[data-action="run"]').click();
    const form = page().getByRole('form', { name: '运行' });
    await form.getByRole('combobox', { name: '选择脚本' }).click();
    await expect(page().getByText('更新（PowerShell，系统不符）')).toBeVisible();
    await page().getByTitle('删除几天前的日志').last().click();
    await expect(form.getByRole('button', { name: '运行', exact: true })).toBeDisabled();
    await form.getByLabel('folder').fill(folder);
    await form.getByLabel('days').fill('0');
    await expect(form.getByRole('button', { name: '运行', exact: true })).toBeDisabled();
    await form.getByLabel('days').fill('5');
    await expect(form.getByText(`运行 清理日志 ${folder} 5 local`)).toBeVisible();
    await picture('script-action-1280-light-zh-CN');
    await form.getByRole('button', { name: '运行', exact: true }).click();
    await expect(panel().getByRole('log')).toContainText(`for 5 days`);
  });

  test('a script is run on a server over ssh', async () => {
    test.skip(sshdMissing !== undefined, sshdMissing);
    test.setTimeout(90_000);
    const sshd: Sshd = await prepareSshd();
    try {
      await sshd.start();
      await put(saved());
      const { port, user, keys } = sshd;
      const target: CallInput<'targets.save'>['target'] = {
        ...{ id: 'web-01', name: '官网', ssh: { host: '127.0.0.1', port, user, auth: { by: 'key', file: keys.good } } },
      };
      await page().evaluate((given) => window.weiguan.call('targets.save', { target: given, isNew: true }), target);
      await console.goTo('servers/web-01');
      await page().locator('[data-action="run"]').click();
      const form = page().getByRole('form', { name: '运行' });
      await form.getByRole('combobox', { name: '选择脚本' }).click();
      await page().getByTitle('删除几天前的日志').last().click();
      await form.getByLabel('folder').fill(folder);
      await form.getByLabel('days').fill('3');
      await form.getByRole('button', { name: '运行', exact: true }).click();
      await expect(panel().getByRole('log')).toContainText(`cleaning ${folder} for 3 days (2)`, { timeout: 40_000 });
      expect(readFileSync(join(folder, 'ran'), 'utf8')).toBe('3\n');
    } finally {
      await sshd.remove();
    }
  });

  test('a script is copied, deleted and brought back, and travels as a file', async () => {
    await put(saved());
    await console.goTo('servers/+scripts:clean-logs');
    await button('复制一份').click();
    await expect(field('名称')).toHaveValue('清理日志-2');
    await expect(field('编号')).toHaveValue('clean-logs-2');
    await button('添加脚本').click();
    await expect(page().getByTestId('script-row')).toHaveCount(2);
    await button('删除').click();
    await expect(page().getByTestId('script-row')).toHaveCount(1);
    await expect(button('撤销')).toBeFocused();
    await page().keyboard.press('Enter');
    await expect(page().getByTestId('script-row')).toHaveCount(2);

    const file = join(folder, 'exported.json');
    await console.app.evaluate(({ session }, path) => {
      session.defaultSession.on('will-download', (_, item) => item.setSavePath(path));
    }, file);
    await button('导出').click();
    await expect.poll(() => existsSync(file) && readFileSync(file, 'utf8')).toContain('"weiguan": "script"');
    await button('删除').click();
    await expect(page().getByTestId('script-row')).toHaveCount(1);
    await page().locator('input[type="file"]').setInputFiles(file);
    await expect(field('名称')).toHaveValue('清理日志-2');
    await button('添加脚本').click();
    await expect(page().getByTestId('script-row')).toHaveCount(2);
    writeFileSync(join(folder, 'wrong.json'), '{"weiguan":"script"}');
    await page().locator('input[type="file"]').setInputFiles(join(folder, 'wrong.json'));
    await expect(page().getByRole('alert')).toContainText('“wrong.json”不是导出的脚本文件');
  });
});

test.describe('on a screen', () => {
  test.afterEach(close);

  test('the screen of this computer is seen large, as it is and as it was', async () => {
    // why: without any program on its way it is the window itself that takes the picture
    await open({ PATH: folder });
    const size = await console.app.evaluate(({ BrowserWindow, screen }) => {
      const sign = new BrowserWindow({ x: 0, y: 0, width: 300, height: 200, frame: false, backgroundColor: '#3366cc', show: false });
      sign.setAlwaysOnTop(true);
      sign.showInactive();
      const { size: own, scaleFactor } = screen.getPrimaryDisplay();
      return { width: own.width * scaleFactor, height: own.height * scaleFactor };
    });
    await console.goTo('servers/local');
    await page().getByRole('link', { name: '查看屏幕' }).click();
    await expect(page().getByText('还没有这台服务器的截图。')).toBeVisible();
    await picture('screen-empty-1280-light-zh-CN');
    const viewer = page().getByRole('region', { name: /^屏幕：|^Screen of/ });
    const large = viewer.getByRole('img', { name: /的截图，|^Screen of/ });
    await button('截图').click();
    await expect(large).toBeVisible();
    await expect(viewer.getByRole('status')).toContainText(`${size.width}×${size.height}`);
    const shown = readPng(Buffer.from(((await large.getAttribute('src')) ?? '').split(',')[1] ?? '', 'base64'));
    expect([shown.width, shown.height]).toEqual([size.width, size.height]);
    expect([colourAt(shown, 20, 20), colourAt(shown, 150, 100)]).toEqual(['#3366cc', '#3366cc']);

    await page().keyboard.press('r');
    const small = page().getByTestId('screen-small');
    await expect(small).toHaveCount(2);
    await expect(small.locator('img')).toHaveCount(2);
    await expect(small.first()).toHaveAttribute('aria-current', 'true');
    await page().keyboard.press('ArrowRight');
    await expect(small.last()).toHaveAttribute('aria-current', 'true');
    await page().keyboard.press('1');
    await expect(viewer.getByText('100%').first()).toBeVisible();
    await page().keyboard.press('-');
    await expect(viewer.getByText('75%')).toBeVisible();
    await page().keyboard.press('0');

    const file = join(folder, 'screen.png');
    await console.app.evaluate(({ session }, path) => {
      session.defaultSession.on('will-download', (_, item) => item.setSavePath(path));
    }, file);
    await button('另存为').click();
    await expect.poll(() => existsSync(file) && readFileSync(file).subarray(1, 4).toString()).toBe('PNG');
    for (const theme of ['light', 'dark'] as const) {
      for (const language of ['zh-CN', 'en'] as const) {
        await look(theme, language);
        await expect(page().locator('html')).toHaveAttribute('data-look', theme);
        await expect(page().locator('html')).toHaveAttribute('lang', language);
        await picture(`screen-1280-${theme}-${language}`);
      }
    }
    await console.app.evaluate(({ BrowserWindow }) => {
      for (const window of BrowserWindow.getAllWindows()) if (window.getBounds().width === 300) window.destroy();
    });
    await console.resize(1024, 680);
    await picture('screen-1024-dark-en');
    await look('light', 'zh-CN');
    await page().getByRole('link', { name: '在历史里看' }).click();
    await page().getByRole('link', { name: '放大查看' }).click();
    await expect(large).toBeVisible();
    await page().keyboard.press('Escape');
    await expect(page()).toHaveURL(/servers\/local$/);
  });

  test('where a picture cannot be taken the viewer says why, and stays', async () => {
    await open({ PATH: folder, XDG_SESSION_TYPE: 'wayland' });
    await console.goTo('servers/+screen:local');
    await button('截图').click();
    const viewer = page().getByRole('region', { name: /^屏幕：/ });
    await expect(viewer.getByRole('alert')).toBeVisible();
    await expect(button('截图')).toBeEnabled();
    await picture('screen-failed-1280-light-zh-CN');
    await expect(viewer.getByRole('alert')).toContainText('安装 grim');
    await expect(viewer.getByText('还没有这台服务器的截图。')).toBeVisible();
  });
});
