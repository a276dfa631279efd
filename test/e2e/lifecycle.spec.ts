import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { type ConsoleWindow, listenerUrl, newDataDir, openConsole, phoneOf, removeDataDir, runtimeArgs } from './console-window.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
let dataDir: string;
test.beforeEach(() => {
  dataDir = newDataDir();
});
test.afterEach(() => removeDataDir(dataDir));

test('a second start shows the first window instead of opening another', async () => {
  const first = await openConsole({ dataDir });
  await first.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize());
  const executable = await first.app.evaluate(() => process.execPath);
  const second = spawn(executable, [...runtimeArgs(), root], {
    env: { ...process.env, WEIGUAN_DATA_DIR: dataDir, WEIGUAN_LISTENER_PORT: '0' },
    stdio: 'ignore',
  });
  const code = await new Promise((resolve) => second.once('exit', resolve));
  expect(code).toBe(0);
  expect(await first.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isMinimized())).toBe(false);
  await first.close();
});

test('a start that fails says why, and ends when it is told to, whoever reads the message or not', async () => {
  const first = await openConsole({ dataDir });
  const executable = await first.app.evaluate(() => process.execPath);
  await first.close();
  writeFileSync(join(dataDir, 'weiguan.db'), 'no database '.repeat(1_000));
  const failing = spawn(executable, [...runtimeArgs(), root], {
    env: { ...process.env, WEIGUAN_DATA_DIR: dataDir, WEIGUAN_LISTENER_PORT: '0', LANG: 'en_GB.UTF-8', LC_ALL: '' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = new Promise((resolve) => failing.once('exit', (code, signal) => resolve(code ?? signal)));
  let said = '';
  failing.stderr.on('data', (text) => {
    said += text;
  });
  await expect.poll(() => said).toContain('is damaged');
  failing.kill('SIGTERM');
  // Where nothing holds the message's box open it has ended by itself already.
  expect(['SIGTERM', 1]).toContain(await ended);
});

test('closing the window lets what runs finish, and the answer is in the log afterwards', async () => {
  const first = await openConsole({ dataDir });
  await first.page.evaluate(() => {
    void window.weiguan.call('simulator.act', { account: 'sandbox-wecom', action: { kind: 'text', text: '状态' } });
  });
  await expect(first.page.locator('footer')).toContainText('执行中 1');
  await first.close();
  const second = await openConsole({ dataDir });
  await second.goTo('messages');
  const question = second.page.getByTestId('message-row').filter({ hasText: /zhangsan.*状态/ });
  await expect(question.last()).toContainText('完成');
  await second.close();
});

test('a message that was on the phone before is gone there, and still in the log', async () => {
  const first = await openConsole({ dataDir });
  await first.goTo('simulator');
  await phoneOf(first.page).say('帮助');
  await expect(phoneOf(first.page).bubbles('account')).toHaveCount(1);
  await first.close();
  const second: ConsoleWindow = await openConsole({ dataDir });
  await second.goTo('messages');
  await expect(second.page.getByTestId('message-row')).toHaveCount(2);
  await second.close();
});

test('a port that is taken is shown with what to do, and the console opens all the same', async () => {
  const first = await openConsole({ dataDir });
  const url = await first.page.evaluate(async () => {
    const overview = await window.weiguan.call('overview.get', {});
    return overview.ok ? overview.value.listener.url : '';
  });
  const otherDir = newDataDir();
  const second = await openConsole({ dataDir: otherDir, env: { WEIGUAN_LISTENER_PORT: new URL(url).port } });
  await expect(second.page.getByTestId('health-listener')).toHaveAttribute('data-health', 'down');
  await second.page.getByTestId('health-listener').click();
  await expect(second.page.getByRole('alert').first()).toContainText(new URL(url).port);
  await second.close();
  await first.close();
  removeDataDir(otherDir);
});

test('a page that crashes comes back by itself, and the gateway has not stopped for it', async () => {
  const console = await openConsole({ dataDir });
  await console.app.evaluate(({ webContents }) => {
    for (const contents of webContents.getAllWebContents()) contents.forcefullyCrashRenderer();
  });
  // A page that is being loaded anew may never answer, so each question has an end.
  const restored = () =>
    console.app.evaluate(({ BrowserWindow }) =>
      Promise.race([
        BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript("document.querySelector('footer')?.textContent ?? ''"),
        new Promise<string>((resolve) => setTimeout(resolve, 500, '')),
      ]),
    );
  await expect.poll(restored).toContain('今日消息');
  await console.app.close();
});

/** A window whose database can be ended, in which starting anew is only said. */
async function openMortal(args: string[] = []) {
  const preload = join(dataDir, 'preload.cjs');
  writeFileSync(preload, "process.once('worker', (worker) => { globalThis.endStore = () => worker.terminate(); });");
  const { app, page } = await openConsole({ dataDir, preload, args });
  const url = await listenerUrl(page);
  let said = '';
  app.process().stderr?.on('data', (text) => {
    said += text;
  });
  const ended = new Promise((resolve) => app.process().once('exit', (code, signal) => resolve(code ?? signal)));
  await app.evaluate(({ app }) => {
    app.relaunch = (options) => console.error(`started with ${options?.args?.join(' ')}`);
  });
  return { app, url, said: () => said, ended };
}

test('without its database it says so, and starts anew by itself', async () => {
  const { app, said, ended } = await openMortal();
  await app.evaluate(({ dialog }) => {
    dialog.showMessageBox = async () => {
      console.error('somebody is asked');
      return { response: 1, checkboxChecked: false };
    };
    (globalThis as unknown as { endStore(): void }).endStore();
  });
  await ended;
  expect(said()).toContain('数据库线程意外退出');
  expect(said()).toMatch(/started with .*--started-again/);
  expect(said()).not.toContain('somebody is asked');
  expect(readFileSync(join(dataDir, 'logs', 'weiguan.log'), 'utf8')).toMatch(/"code":"store\/ended".*"stack":"Error: exit code/);
});

test('where that did not help it stops, asks, and ends when it is told to', async () => {
  const { app, url, said, ended } = await openMortal(['--started-again']);
  await app.evaluate(({ dialog }) => {
    dialog.showMessageBox = () => {
      console.error('somebody is asked');
      return new Promise(() => undefined);
    };
    (globalThis as unknown as { endStore(): void }).endStore();
  });
  await expect.poll(said).toContain('somebody is asked');
  expect(said()).not.toContain('started with');
  await expect(fetch(`${url}/health`)).rejects.toThrow();
  app.process().kill('SIGTERM');
  expect(await ended).toBe('SIGTERM');
});

test('where that did not help it starts anew as often as the admin wants', async () => {
  const { app, said, ended } = await openMortal(['--started-again']);
  await app.evaluate(({ dialog }) => {
    dialog.showMessageBox = async () => ({ response: 0, checkboxChecked: false });
    (globalThis as unknown as { endStore(): void }).endStore();
  });
  await ended;
  expect(said()).toMatch(/started with (?!.*--started-again.*--started-again).*--started-again/);
});
