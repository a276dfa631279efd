/** The Electron entry: one instance, one gateway, one window. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { app, type BrowserWindow, dialog } from 'electron';
import type { Settings } from '../shared/api.ts';
import type { Failure } from '../shared/result.ts';
import { systemClock } from './clock.ts';
import { type Gateway, startGateway } from './gateway.ts';
import { openLog } from './log.ts';
import { setAppMenu } from './shell/app-menu.ts';
import { carryOverIpc } from './shell/page-ipc.ts';
import { registerPageScheme, servePage } from './shell/page-protocol.ts';
import { applyTheme, openWindow, refuseToLeave } from './shell/window.ts';
import { type StartConfiguration, startConfiguration, systemLanguage } from './start-configuration.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
let window: BrowserWindow | undefined;

app.setName('Weiguan');
registerPageScheme();
const configured = startConfiguration(configFileArgument(), process.env, systemLanguage(process.env));
if (!configured.ok) giveUp(configured.error, 2);
else if (prepareInstance(configured.value.dataDir)) void run(configured.value);
else app.quit();

/** Electron's own options stand on the same command line, so only `--config` is looked at. */
function configFileArgument(): string | undefined {
  const { values } = parseArgs({ args: process.argv.slice(1), options: { config: { type: 'string' } }, strict: false });
  return typeof values.config === 'string' ? values.config : undefined;
}

function giveUp({ message, hint }: Failure, exitCode: number): void {
  console.error(`${message}\n${hint}`);
  dialog.showErrorBox(message, hint);
  app.exit(exitCode);
}

/** One instance for each data folder: a second one only brings the first one's window to the front. */
function prepareInstance(dataDir: string): boolean {
  app.setPath('userData', join(dataDir, 'electron'));
  return app.requestSingleInstanceLock();
}

async function run(configuration: StartConfiguration): Promise<void> {
  const { dataDir } = configuration;
  app.on('second-instance', () => {
    if (window?.isMinimized()) window.restore();
    window?.focus();
  });
  await app.whenReady();
  refuseToLeave();
  servePage(here('../renderer'));
  const log = openLog(dataDir);
  const onBug = (error: unknown) => log.error({ err: error }, 'bug');
  const started = await startGateway({
    configuration,
    clock: systemClock,
    log,
    storeWorker: new URL('./store-worker.js', import.meta.url),
    version: app.getVersion(),
  });
  if (!started.ok) return giveUp(started.error, 1);
  const gateway = started.value;
  const settings = await currentSettings(gateway);
  const open = () => {
    window = openWindow({ preload: here('./preload.cjs'), dataDir, icon: here('../../build/icons/icon.png'), theme: settings.theme });
    window.on('closed', () => {
      window = undefined;
    });
  };
  carryOverIpc({ gateway, window: () => window, language: () => settings.language, onBug });
  followSettings(gateway, settings);
  stopBeforeQuit(gateway);
  app.on('activate', () => {
    if (!window) open();
  });
  open();
}

async function currentSettings(gateway: Gateway): Promise<Settings> {
  const settings = await gateway.calls['settings.get']({});
  if (!settings.ok) throw new Error(settings.error.message);
  return { ...settings.value };
}

function followSettings(gateway: Gateway, settings: Settings): void {
  setAppMenu(settings.language, process.platform === 'darwin');
  gateway.events.listen((name, event) => {
    if (name !== 'settings.changed') return;
    Object.assign(settings, event);
    setAppMenu(settings.language, process.platform === 'darwin');
    applyTheme(settings.theme);
  });
}

/** Quitting waits until what runs has finished and everything is on disk. */
function stopBeforeQuit(gateway: Gateway): void {
  let state: 'running' | 'stopping' | 'stopped' = 'running';
  app.on('before-quit', (event) => {
    if (state === 'stopped') return;
    event.preventDefault();
    if (state === 'stopping') return;
    state = 'stopping';
    void gateway.stop().finally(() => {
      state = 'stopped';
      app.quit();
    });
  });
  process.on('SIGTERM', () => app.quit());
  process.on('SIGINT', () => app.quit());
}

app.on('window-all-closed', () => {
  if (process.platform !== 'darwin') app.quit();
});
