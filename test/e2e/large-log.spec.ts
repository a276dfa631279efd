import { expect, test } from '@playwright/test';
import { loadKeys } from '../bench/load/requests.ts';
import { rare } from '../bench/store/sample-messages.ts';
import { copyFilledLog } from '../support/filled-log-copy.ts';
import { buildLoadGenerator, type PreparedLoad, prepareLoad } from '../support/load-generator.ts';
import { type ConsoleWindow, listenerUrl, newDataDir, openConsole, removeDataDir } from './console-window.ts';
import { messagesOf, scrollAbout } from './messages-page.ts';
import { recordStream, type StreamRecording } from './stream-figures.ts';

/** How many rows the log has before anything comes in, and for how long messages stream in. */
const rows = Number(process.env.WEIGUAN_LOG_ROWS ?? 30_000);
const seconds = Number(process.env.WEIGUAN_STREAM_SECONDS ?? 5);
const rate = 1000;
/** The last rows that the page holds, however many come in. */
const rowsKept = 4000;

let console: ConsoleWindow;
let list: ReturnType<typeof messagesOf>;

test.beforeEach(() => test.setTimeout(180_000 + rows));

async function open(): Promise<void> {
  const dataDir = newDataDir();
  copyFilledLog(rows, dataDir);
  console = await openConsole({ dataDir, env: { WEIGUAN_SECRETS_PASSPHRASE: 'a passphrase of the tests' } });
  list = messagesOf(console.page);
  await console.goTo('messages');
  await expect(list.rows).not.toHaveCount(0);
}

async function close(): Promise<void> {
  await console.close();
  removeDataDir(console.dataDir);
}

test.describe('while nothing comes in', () => {
  test.beforeAll(async () => {
    test.setTimeout(180_000 + rows);
    await open();
  });
  test.beforeEach(async () => {
    await console.startOver();
    await console.goTo('messages');
    await expect(list.rows).not.toHaveCount(0);
  });
  test.afterAll(close);

  test('a Chinese word finds a row that is not loaded', async () => {
    await list.filter.fill(rare.zh.slice(0, 2));
    await expect(list.cell('summary').first()).toContainText(rare.zh);
    await list.filter.fill('运维');
    await expect(console.page.getByText('1,000+ 条符合')).toBeVisible();
  });

  test('scrolled down far, rows come back where one scrolls back, and the keys reach both ends', async () => {
    const { page } = console;
    for (let at = 0; at < 70; at += 1) {
      await list.scroller.evaluate((element) => element.scrollTo({ top: element.scrollHeight }));
      // why: it looks again sooner than an expectation does, which counts seventy times over
      await page.getByText(`已载入 ${(100 * (at + 2)).toLocaleString('en')} 条`).waitFor({ timeout: 10_000 });
    }
    await list.scroller.evaluate((element) => element.scrollTo({ top: element.scrollHeight / 4 }));
    await expect(page.locator('[role="row"][aria-busy]')).toHaveCount(0);
    const shown = () => list.rows.evaluateAll((found) => found.map((row) => Number(row.getAttribute('aria-rowindex'))));
    await expect.poll(async () => (await shown()).some((index) => index > 1700 && index < 1900)).toBe(true);
    await page.keyboard.press('Home');
    await expect(page.locator('[data-current="true"]')).toHaveAttribute('aria-rowindex', '2');
    await page.keyboard.press('End');
    await expect(page.locator('[data-current="true"]')).not.toHaveAttribute('aria-rowindex', '2');
  });
});

test.describe('while a thousand messages a second come in', () => {
  let generator: string;
  let load: PreparedLoad | undefined;
  let recording: StreamRecording;

  test.beforeAll(async () => {
    generator = await buildLoadGenerator();
  });
  test.beforeEach(async () => {
    await open();
    const { page } = console;
    await page.evaluate(async ({ receiverId, token, encodingAesKey }) => {
      const where = { agentId: '218', apiBase: 'http://127.0.0.1:9' } as const;
      const account = { id: 'load', platform: 'wecom', name: '压测', receiverId, ...where } as const;
      await window.weiguan.call('accounts.add', { account, secrets: { apiSecret: 's'.repeat(43), token, encodingAesKey } });
    }, loadKeys);
    recording = await recordStream(console.app, page, console.dataDir);
  });
  test.afterEach(async () => {
    await load?.end();
    await close();
  });

  /** Streams while somebody does something again and again; ends when all that was sent is known in the page. */
  async function streamDuring(title: string, act: () => Promise<void>): Promise<void> {
    const port = Number(new URL(await listenerUrl(console.page)).port);
    load = await prepareLoad(generator, { port, kind: 'quiet', count: rate * seconds, first: 0, connections: 100, rate });
    await recording.begin();
    let ended = false;
    const sending = load.send().finally(() => {
      ended = true;
    });
    while (!ended) await act();
    const sent = await sending;
    expect(sent).toMatchObject({ answered: rate * seconds, refused: 0 });
    await expect.poll(recording.arrived, { timeout: 30_000 }).toBe(sent.answered);
    process.stdout.write(await recording.tell(`${rows.toLocaleString('en')} rows, ${title}`, sent));
  }

  /** What one finds at last is what was sent. */
  async function findOnesMessages(): Promise<void> {
    await list.filter.fill('account:load from:user7');
    await expect(console.page.getByText(`${(rate * seconds) / 500} 条符合`)).toBeVisible();
  }

  test('the list follows them, and the page holds only the last ones', async () => {
    const { page } = console;
    await streamDuring('following', () => page.waitForTimeout(250));
    const newest = await page.evaluate(async () => {
      const log = await window.weiguan.call('messages.page', { limit: 1 });
      return log.ok ? log.value.items[0]?.id : undefined;
    });
    await expect(list.rows.first()).toHaveAttribute('data-id', newest ?? '');
    expect(await list.rows.count()).toBeLessThan(100);
    const loaded = await page.getByText(/已载入 [\d,]+ 条/).textContent();
    expect(Number(loaded?.replace(/\D/g, ''))).toBeLessThanOrEqual(rowsKept + 200);
    await findOnesMessages();
  });

  test('what one reads further down stays where it is, and the new ones are counted', async () => {
    const { page } = console;
    await list.scroller.evaluate((element) => element.scrollTo({ top: 1200 }));
    await expect(list.rows.first()).not.toHaveAttribute('aria-rowindex', '2');
    const before = await list.rows.first().getAttribute('data-id');
    await streamDuring('reading further down', () => page.waitForTimeout(250));
    await expect(list.rows.first()).toHaveAttribute('data-id', before ?? '');
    await page.getByRole('button', { name: `${rate * seconds} 条新消息` }).click();
    await expect(list.cell('type').first()).toHaveText('image');
    await findOnesMessages();
  });

  test('it is scrolled and searched at the same time', async () => {
    const { page } = console;
    const searches = ['重启', '服务器 dir:in', 'from:user1'];
    await list.filter.focus();
    let turn = 0;
    await streamDuring('scrolling and searching', async () => {
      await page.keyboard.type(searches[turn % searches.length] ?? '', { delay: 30 });
      turn += 1;
      await scrollAbout(page);
      await page.keyboard.press('Escape');
      await page.keyboard.press('Escape');
      await page.keyboard.press('/');
      await scrollAbout(page);
    });
    await findOnesMessages();
  });
});
