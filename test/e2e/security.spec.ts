import { expect, test } from '@playwright/test';
import { type ConsoleWindow, openConsole, removeDataDir } from './console-window.ts';

let console: ConsoleWindow;
test.beforeAll(async () => {
  console = await openConsole();
});
test.afterAll(async () => {
  await console.close();
  removeDataDir(console.dataDir);
});

test('the page has nothing of Node, and of Electron only the contract', async () => {
  const found = await console.page.evaluate(() => ({
    node: ['require', 'process', 'module', 'Buffer', 'global'].filter((name) => name in window),
    bridge: Object.keys(window.weiguan).sort(),
    url: location.href,
  }));
  expect(found.node).toEqual([]);
  expect(found.bridge).toEqual(['beforeEnd', 'call', 'host', 'on', 'onConnection', 'showLog']);
  expect(found.url).toMatch(/^weiguan:\/\/console\//);
});

test('its window is isolated and sandboxed', async () => {
  const preferences = await console.app.evaluate(({ webContents }) => {
    const [contents] = webContents.getAllWebContents() as (Electron.WebContents & { getLastWebPreferences(): Electron.WebPreferences })[];
    const { contextIsolation, sandbox, nodeIntegration, webSecurity, webviewTag } = contents?.getLastWebPreferences() ?? {};
    return { contextIsolation, sandbox, nodeIntegration, webSecurity, webviewTag };
  });
  expect(preferences).toEqual({ contextIsolation: true, sandbox: true, nodeIntegration: false, webSecurity: true, webviewTag: false });
});

test('scripts and connections from elsewhere are refused by the content policy', async () => {
  const { page } = console;
  const outcome = await page.evaluate(async () => {
    const script = document.createElement('script');
    script.textContent = 'window.injected = true';
    document.head.append(script);
    const connected = await fetch('http://127.0.0.1:9/').then(
      () => true,
      (error: Error) => error.message,
    );
    // Later, because code that comes from a debugger is exempt from the policy while it runs.
    const evaluated = await new Promise<boolean>((resolve) =>
      setTimeout(() => {
        try {
          resolve(Boolean(new Function('return true')()));
        } catch {
          resolve(false);
        }
      }),
    );
    return { injected: 'injected' in window, evaluated, connected };
  });
  expect(outcome).toEqual({ injected: false, evaluated: false, connected: 'Failed to fetch' });
});

test('it navigates nowhere, opens no window, and reaches no file', async () => {
  const { page, app } = console;
  await page.evaluate(() => {
    location.href = 'https://example.com/';
  });
  await page.evaluate(() => {
    location.href = 'file:///etc/passwd';
  });
  expect(await page.evaluate(() => window.open('https://example.com/'))).toBeNull();
  const paths = ['weiguan://console/../../package.json', 'weiguan://console/%2e%2e/%2e%2e/package.json', 'weiguan://other/index.html'];
  const statuses = await page.evaluate(
    (urls) =>
      Promise.all(
        urls.map((url) =>
          fetch(url).then(
            ({ status }) => status,
            () => 'refused',
          ),
        ),
      ),
    paths,
  );
  for (const status of statuses) expect([404, 'refused']).toContain(status);
  expect(page.url()).toMatch(/^weiguan:\/\/console\//);
  expect(app.windows()).toHaveLength(1);
});

test('a frame inside the page is given no answer by the gateway', async () => {
  const { page } = console;
  const reached = await page.evaluate(async () => {
    const frame = document.createElement('iframe');
    frame.src = 'weiguan://console/index.html';
    document.body.append(frame);
    await new Promise((resolve) => setTimeout(resolve, 500));
    try {
      return 'weiguan' in (frame.contentWindow ?? {});
    } catch {
      return false;
    } finally {
      frame.remove();
    }
  });
  expect(reached).toBe(false);
});
