import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron, type ElectronApplication, type Locator, type Page } from 'playwright';
import type { WeiguanBridge } from '../../shared/api.ts';
import type { Language } from '../../shared/language.ts';
import { forgetAdded } from './forget-added.ts';

declare global {
  interface Window {
    weiguan: WeiguanBridge;
  }
}

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Where pictures to look at are kept, among the other results. */
export const pictures = join(root, 'out/e2e-pictures/');

/** The console in a real Electron window, with a data folder of its own. */
export interface ConsoleWindow {
  app: ElectronApplication;
  page: Page;
  dataDir: string;
  /** The window's content, in CSS pixels. */
  resize(width: number, height: number): Promise<void>;
  /** Shows it in this theme and language. */
  look(theme: 'light' | 'dark', language: Language): Promise<void>;
  /** Opens a page, or a part of it such as `accounts/ops`. */
  goTo(
    page:
      | ('overview' | 'messages' | 'simulator' | 'settings')
      | (
          | ('servers' | 'menus' | 'monitors' | 'accounts' | 'connection' | 'people' | 'history')
          | `${'servers' | 'menus' | 'monitors' | 'accounts' | 'connection' | 'people' | 'history'}/${string}`
        ),
  ): Promise<void>;
  /** Writes a picture of the page, with whatever moves at its end. */
  picture(path: string): Promise<void>;
  /**
   * Makes a window that several tests share the next one's: what was added is gone, and so are drafts and remembered views.
   * The message log and the history of runs stay.
   */
  startOver(): Promise<void>;
  close(): Promise<void>;
}

export interface LaunchOptions {
  dataDir?: string;
  args?: string[];
  env?: Record<string, string>;
  /** A file that is run before the program. */
  preload?: string;
}

/** A folder for one test's data. */
export const newDataDir = () => mkdtempSync(join(tmpdir(), 'weiguan-window-'));
export const removeDataDir = (dir: string) => rmSync(dir, { recursive: true, force: true, maxRetries: 12 });

/** The arguments of the development runtime; as root Chromium needs its own sandbox off. */
export const runtimeArgs = () => (process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : []);

export async function openConsole({ dataDir = newDataDir(), args = [], env = {}, preload }: LaunchOptions = {}): Promise<ConsoleWindow> {
  let isNew = readdirSync(dataDir).length === 0;
  const app = await _electron.launch({
    args: [...runtimeArgs(), ...(preload ? ['-r', preload] : []), root, ...args],
    cwd: root,
    env: { ...(process.env as Record<string, string>), LANG: 'zh_CN.UTF-8', WEIGUAN_DATA_DIR: dataDir, WEIGUAN_LISTENER_PORT: '0', ...env },
  });
  const page = await app.firstWindow();
  await page.waitForLoadState('domcontentloaded');
  return {
    app,
    page,
    dataDir,
    async resize(width, height) {
      const size = { width, height };
      const set = (change: number) =>
        app.evaluate(({ BrowserWindow }, to) => BrowserWindow.getAllWindows()[0]?.setContentSize(to.width, to.height), {
          ...size,
          height: height + change,
        });
      const hasSize = () =>
        page.waitForFunction((wanted) => innerWidth === wanted.width && innerHeight === wanted.height, size, { timeout: 10_000 });
      await set(0);
      // why: on a busy machine X loses one now and then, and Electron sends no size that it takes for the present one
      await hasSize().catch(async () => {
        await set(-1);
        await set(0);
        await hasSize();
      });
    },
    async look(theme, language) {
      await page.evaluate((wanted) => window.weiguan.call('settings.set', wanted), { theme, language });
      await page.locator(`html[lang="${language}"][data-look="${theme}"]`).waitFor({ state: 'attached' });
    },
    async goTo(name) {
      await page.keyboard.press('Escape');
      await page.evaluate((hash) => {
        location.hash = hash;
      }, `#/${name}`);
    },
    picture: (path) => takePicture(page, path),
    async startOver() {
      if (!isNew) {
        await page.evaluate(forgetAdded);
        await page.reload();
        await page.getByRole('heading', { level: 1 }).waitFor();
      }
      isNew = false;
    },
    close: () => app.close(),
  };
}

async function takePicture(page: Page, path: string): Promise<void> {
  await page.evaluate(endMotion);
  const session = await page.context().newCDPSession(page);
  // why: packed as small as can be, a picture takes three times as long
  const { data } = await session.send('Page.captureScreenshot', { format: 'png', optimizeForSpeed: true });
  await session.detach();
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, Buffer.from(data, 'base64'));
}

/** Takes what moves to its end, and what begins to move because of that. Runs in the page. */
async function endMotion(): Promise<void> {
  const ends = ({ effect }: Animation) => Number.isFinite(effect?.getComputedTiming().endTime);
  for (let round = 0; round < 10; round += 1) {
    await new Promise(requestAnimationFrame);
    const moving = document.getAnimations().filter((animation) => animation.playState === 'running' && ends(animation));
    if (moving.length === 0) return;
    for (const animation of moving) animation.finish();
  }
}

/** Where the callbacks are received. */
export const listenerUrl = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const overview = await window.weiguan.call('overview.get', {});
    return overview.ok ? overview.value.listener.url : '';
  });

/** The simulated phone. */
export function phoneOf(page: Page) {
  return {
    input: page.getByRole('textbox', { name: /^(发消息|Message)$/ }),
    bubbles: (side: 'person' | 'account'): Locator => page.locator(`[data-testid="phone-bubble"][data-side="${side}"]`),
    async say(text: string) {
      await this.input.fill(text);
      await this.input.press('Enter');
    },
  };
}

/** The Accounts page, in Chinese. */
export function accountsOf(page: Page) {
  const editor = page.locator('main form').filter({ has: page.getByRole('group', { name: '基本' }) });
  return {
    list: page.getByRole('region', { name: '账号列表' }),
    row: (id: string): Locator => page.locator(`[data-testid="account-row"][data-account="${id}"]`),
    field: (label: string): Locator => editor.getByLabel(label, { exact: true }),
    /** What stands below a field: its rule, or what is wrong. */
    rule: (label: string): Locator => editor.locator(`xpath=.//label[text()="${label}"]/following-sibling::p`),
    /** One option of a field that has a few. */
    option: (label: string, option: string): Locator =>
      editor.getByLabel(label, { exact: true }).getByRole('radio', { name: option, exact: true }),
    choose: (label: string, option: string) => editor.getByLabel(label, { exact: true }).getByText(option, { exact: true }).click(),
    // why: while its spinner fades out, which takes long in a window that is not in front, its name begins with "loading"
    save: editor.getByRole('button', { name: /(保存|添加账号)$/ }),
    action: (name: string): Locator => page.getByRole('main').getByRole('button', { name, exact: true }),
    guide: page.getByRole('region', { name: '接入向导' }),
    verification: page.getByTestId('verification'),
  };
}
