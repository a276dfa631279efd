import { expect, test } from '@playwright/test';
import type { CallInput } from '../../shared/api.ts';
import { type ConsoleWindow, openConsole, removeDataDir } from './console-window.ts';
import { serversOf } from './servers-page.ts';

let console: ConsoleWindow;
let servers: ReturnType<typeof serversOf>;
test.beforeAll(async () => {
  console = await openConsole();
  servers = serversOf(console.page);
  await console.resize(1280, 800);
});
test.beforeEach(() => console.startOver());
test.afterAll(async () => {
  await console.close();
  removeDataDir(console.dataDir);
});

async function addServers(count: number): Promise<void> {
  const targets: CallInput<'targets.import'>['targets'] = Array.from({ length: count }, (_, index) => {
    const number = String(index + 1).padStart(2, '0');
    const isWeb = index % 3 > 0;
    return {
      ...{ id: `${isWeb ? 'web' : 'db'}-${number}`, name: isWeb ? `官网前端 ${number} 号` : `订单数据库 ${number}` },
      ...{
        aliases: isWeb ? [`官网${number}`, `前端${number}`] : [`订单库${number}`],
        group: isWeb ? '上海' : '北京',
        asset: `SH-A3-${number}`,
      },
      ...{ tags: index < 5 ? ['staging'] : [], ssh: { host: `192.168.10.${index + 10}`, user: 'ops', auth: { by: 'agent' as const } } },
    };
  });
  await console.page.evaluate((input) => window.weiguan.call('targets.import', { targets: input }), targets);
}

const print = () => console.page.getByRole('button', { name: '打印', exact: true });
const sheets = () => console.page.locator('[data-printed] [data-testid="label-sheet"]');
const preview = () => console.page.getByRole('region', { name: '打印预览' });
const choose = async (field: string, option: string) => {
  await console.page.getByRole('combobox', { name: field }).click();
  await console.page.locator('.ant-select-item-option').filter({ hasText: option }).click();
};

/** What the printer would get: its pages with their sizes, in mm. */
async function printed(): Promise<{ width: number; height: number }[]> {
  const pdf = await console.app.evaluate(async ({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    const bytes = await window?.webContents.printToPDF({ preferCSSPageSize: true, printBackground: true });
    return bytes?.toString('latin1') ?? '';
  });
  const mm = (points: string | undefined) => Math.round((Number(points) / 72) * 25.4);
  return [...pdf.matchAll(/\/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/g)].map(([, width, height]) => ({
    width: mm(width),
    height: mm(height),
  }));
}

test('labels of all servers, of a group or of some are printed on sheets of the size that was chosen', async () => {
  await addServers(30);
  const { page } = console;
  await console.goTo('servers');
  await servers.action('打印标签').click();
  await expect(page.getByText('30 枚标签，2 张')).toBeVisible();
  expect(await printed()).toEqual([
    { width: 210, height: 297 },
    { width: 210, height: 297 },
  ]);
  await choose('纸张', '105×57 mm');
  await choose('服务器', '分组：上海');
  await expect(page.getByText('20 枚标签，2 张')).toBeVisible();
  expect(await printed()).toHaveLength(2);
  await page.getByRole('spinbutton', { name: '从第几枚开始' }).fill('2');
  await expect(page.getByText('20 枚标签，3 张')).toBeVisible();
  expect(await printed()).toHaveLength(3);
  await choose('纸张', '62×29 mm');
  await choose('服务器', '@staging');
  await expect(page.getByText('5 枚标签，5 张')).toBeVisible();
  expect(await printed()).toEqual(Array.from({ length: 5 }, () => ({ width: 62, height: 29 })));
});

test('a label says what was ticked, and the preview shows what is printed', async () => {
  await addServers(2);
  const { page } = console;
  await console.goTo('servers');
  await servers.action('打印标签').click();
  const label = preview().getByTestId('server-label').filter({ hasText: 'web-02' });
  for (const text of ['官网前端 02 号', 'web-02', '官网02、前端02', '资产 SH-A3-02', '192.168.10.11'])
    await expect(label).toContainText(text);
  await expect(label.getByRole('figure', { name: 'web-02 的二维码' })).toBeVisible();
  await page.getByRole('checkbox', { name: '地址' }).uncheck();
  await page.getByRole('checkbox', { name: '二维码' }).uncheck();
  await expect(label).not.toContainText('192.168.10.11');
  await expect(label.getByRole('figure')).toHaveCount(0);
  expect(await sheets().first().innerHTML()).toBe(await preview().getByTestId('label-sheet').innerHTML());
});

test('the print dialog opens by button and by Ctrl+P, and with nothing chosen not at all', async () => {
  await addServers(1);
  const { page } = console;
  await page.evaluate(() => {
    window.print = () => {
      document.body.dataset.asked = String(Number(document.body.dataset.asked ?? 0) + 1);
    };
  });
  await console.goTo('servers/+labels');
  await print().click();
  await page.keyboard.press('Control+p');
  await expect(page.locator('body')).toHaveAttribute('data-asked', '2');
  await page.getByRole('checkbox', { name: /^订单数据库 01/ }).uncheck();
  await expect(print()).toBeDisabled();
  await expect(page.getByText('在左边选择要打印标签的服务器')).toBeVisible();
  await page.locator('body').click({ position: { x: 900, y: 700 } });
  await page.keyboard.press('Control+p');
  await expect(page.locator('body')).toHaveAttribute('data-asked', '2');
  await page.keyboard.press('Escape');
  await expect(servers.list).toBeVisible();
});

test('what was chosen in the table is what gets labels', async () => {
  await addServers(6);
  const { page } = console;
  await console.goTo('servers');
  await page.getByText('表格', { exact: true }).click();
  for (const name of ['官网前端 02 号', '官网前端 03 号']) await page.getByRole('checkbox', { name: `选择 ${name}` }).check();
  await page.getByTestId('chosen-bar').getByRole('button', { name: '打印标签' }).click();
  await expect(page.getByText('2 枚标签，1 张')).toBeVisible();
});

test('looks well', async () => {
  await addServers(30);
  const { page } = console;
  for (const theme of ['light', 'dark'] as const) {
    for (const language of ['zh-CN', 'en'] as const) {
      await page.evaluate((settings) => window.weiguan.call('settings.set', settings), { theme, language });
      await console.goTo('servers/+labels');
      await expect(page.getByTestId('server-label').first()).toBeAttached();
      await console.picture(`out/e2e-pictures/labels-${theme}-${language}.png`);
    }
  }
});
