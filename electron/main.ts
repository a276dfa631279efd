/** The Electron entry: one instance, one gateway, one window. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { app, type BrowserWindow, clipboard, dialog, powerSaveBlocker } from 'electron';
import type { Settings } from '../shared/api.ts';
import { failure, translateFailure } from '../shared/failures.ts';
import type { Failure, Result } from '../shared/result.ts';
import { systemClock } from './clock.ts';
import { hideSecrets, type StartConfiguration, startConfiguration, systemLanguage } from './config/start-configuration.ts';
import { makeFolder } from './data-dir.ts';
import { type Gateway, startFailure, startGateway } from './gateway.ts';
import { findHomebrew } from './homebrew.ts';
import { logEnd, openLog, outliveReaders } from './log.ts';
import { openToOthers } from './secrets/open-to-others.ts';
import { setAppMenu } from './shell/app-menu.ts';
import { createDesktop, type Desktop } from './shell/desktop.ts';
import { desktopScreen } from './shell/desktop-capture.ts';
import { offerRestart } from './shell/offer-restart.ts';
import { carryOverIpc, pageSaved } from './shell/page-ipc.ts';
import { registerPageScheme, servePage } from './shell/page-protocol.ts';
import { chooseFile } from './shell/save-dialog.ts';
import { applyTheme, goTo, openWindow, refuseToLeave } from './shell/window.ts';
import { keepMessagesYoung } from './short-lived.ts';
import { inTime, stopLimitMs } from './stop.ts';

keepMessagesYoung();
// why: what is kept, messages above all, is nobody else's to read, whatever the data folder allows
process.umask(0o077);
outliveReaders();
findHomebrew(process.env, process.platform);

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const language = systemLanguage(process.env);
let window: BrowserWindow | undefined;

app.setName('Weiguan');
registerPageScheme();
const configured = startConfiguration(configFileArgument(), process.env, language);
const showSecrets = hideSecrets(process.env, configured);
if (configured.ok) begin(configured.value);
else giveUp(configured.error, 2);

/** Electron's own options stand on the same command line, so only `--config` is looked at. */
function configFileArgument(): string | undefined {
  const { values } = parseArgs({ args: process.argv.slice(1), options: { config: { type: 'string' } }, strict: false });
  return typeof values.config === 'string' ? values.config : undefined;
}

function say(problem: Failure, inLanguage = language): Pick<Failure, 'message' | 'hint'> {
  const { message, hint } = translateFailure(problem, inLanguage);
  console.error(`${message}\n${hint}`);
  return { message, hint };
}

function giveUp(problem: Failure, exitCode: number): void {
  const { message, hint } = say(problem);
  letSignalsEnd();
  dialog.showErrorBox(message, hint);
  app.exit(exitCode);
}

/** While a box is open nothing of ours may run (macOS, where it has no window), and a signal has to end the program all the same. */
function letSignalsEnd(): void {
  for (const signal of ['SIGTERM', 'SIGINT']) process.removeAllListeners(signal);
}

/** One instance for each data folder: a second one only brings the first one's window to the front. */
function begin(configuration: StartConfiguration): void {
  // why first: where it can't be made Electron would take us for a second instance
  const userData = makeFolder(join(configuration.dataDir, 'electron'));
  if (!userData.ok) return giveUp(userData.error, 1);
  app.setPath('userData', userData.value);
  if (app.requestSingleInstanceLock()) run(configuration).catch((error: unknown) => giveUp(startFailure(error), 1));
  else app.quit();
}

async function run(configuration: StartConfiguration): Promise<void> {
  const { dataDir } = configuration;
  /** Set as soon as there is something to show. */
  let show: ((route?: string) => void) | undefined;
  app.on('second-instance', () => show?.());
  await app.whenReady();
  refuseToLeave();
  servePage(here('../renderer'));
  const opened = openLog(dataDir);
  if (!opened.ok) return giveUp(opened.error, 1);
  const { log, keepSmall } = opened.value;
  const onBug = (error: unknown) => log.error({ err: error }, 'bug');
  const exposed = openToOthers(configuration.secretFiles);
  if (exposed) log.warn({ code: exposed.code, hint: exposed.hint }, exposed.message);
  const icons = here('../../build/icons');
  const settings: Settings = { language, theme: 'system' };
  const desktop = createDesktop({ icons, language: () => settings.language, open: (route) => show?.(route), onBug });
  const started = startGateway({
    configuration,
    clock: systemClock,
    log,
    storeWorker: new URL('./store-worker.js', import.meta.url),
    version: app.getVersion(),
    clipboard: (text) => clipboard.writeText(text),
    chooseFile: chooseFile(() => window),
    desktop: desktopScreen(process.env),
    shell: desktop,
  });
  const quitting = stopBeforeQuit(started, onBug);
  const dressed = started.then(async (gateway) => {
    if (gateway.ok) await followSettings(gateway.value, settings, desktop);
  });
  const open = (route?: string) => {
    const preload = here('./preload.cjs');
    const icon = join(icons, 'icon.png');
    window = openWindow({ preload, dataDir, icon, mayShow: dressed, ...(route !== undefined && { route }) });
    stayInTray(window, desktop, quitting);
    window.on('closed', () => {
      window = undefined;
    });
  };
  carryOverIpc({ started, window: () => window, language: () => settings.language, onBug });
  // why now: to load the page takes as long as to start the gateway, and both go side by side
  open();
  const gateway = await started;
  if (!gateway.ok) return giveUp(gateway.error, 1);
  keepSmall();
  // why: a computer that sleeps answers nobody, and macOS slows the timers of a program whose window nobody sees
  powerSaveBlocker.start('prevent-app-suspension');
  await dressed.catch(async (error: unknown) => {
    // why: it receives and runs commands by now, which an end at once would cut off
    await inTime(gateway.value.stop).catch(onBug);
    throw error;
  });
  void gateway.value.failed.then((problem) => {
    logEnd(log, problem);
    say(problem, settings.language);
    if (quitting.isUnderWay()) return;
    if (hasJustStartedAgain()) quitting.ask((signal) => offerRestart(problem, { language: settings.language, window, signal }));
    else quitting.startAgain();
    app.quit();
  });
  gateway.value.resume();
  show = (route) => {
    if (quitting.isUnderWay()) return quitting.startAgain();
    if (!window) return open(route);
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
    if (route !== undefined) goTo(window, route);
  };
  app.on('activate', () => show?.());
  await desktop.follow(gateway.value).catch(onBug);
}

/** Closing the window leaves the program running where the admin wants that, and there is a way back. */
function stayInTray(window: BrowserWindow, desktop: Desktop, quitting: Quitting): void {
  window.on('close', (event) => {
    if (process.platform === 'darwin' || quitting.isUnderWay() || !desktop.keepsInTray()) return;
    event.preventDefault();
    window.hide();
    void desktop.isInTray().then((isThere) => isThere || app.quit());
  });
}

/** Takes over the settings, and dresses menus and windows by them, now and with each change. */
async function followSettings(gateway: Gateway, settings: Settings, desktop: Desktop): Promise<void> {
  const dress = () => {
    setAppMenu(settings.language, process.platform === 'darwin');
    applyTheme(settings.theme);
  };
  gateway.events.listen((name, event) => {
    if (name !== 'settings.changed') return;
    Object.assign(settings, event);
    dress();
    desktop.languageChanged();
  }, 'settings.changed');
  const kept = await gateway.calls['settings.get']({});
  if (!kept.ok) throw new Error(kept.error.message);
  Object.assign(settings, kept.value);
  dress();
}

interface Quitting {
  isUnderWay(): boolean;
  /** Somebody wants the program back: it is started anew when it has ended. */
  startAgain(): void;
  /** What is asked when all is stopped: whether it is to start anew. `signal` tells that somebody wants that by now. */
  ask(question: (signal: AbortSignal) => Promise<boolean>): void;
}

/** Quitting waits until what runs has finished and everything is on disk, but not forever. */
function stopBeforeQuit(started: Promise<Result<Gateway>>, onBug: (error: unknown) => void): Quitting {
  let state: 'running' | 'stopping' | 'stopped' = 'running';
  const wanted = new AbortController();
  let question: Parameters<Quitting['ask']>[0] = async () => false;
  const stop = async () => {
    const gateway = await started;
    // Why it did not start is being shown; nobody has to wait for somebody to close that.
    if (!gateway.ok) return app.exit(1);
    await pageSaved(window).catch(onBug);
    const stopped = await inTime(() => gateway.value.stop()).catch(onBug);
    letSignalsEnd();
    state = 'stopped';
    if (wanted.signal.aborted || (await question(wanted.signal).catch(onBug))) relaunch();
    if (stopped) return app.quit();
    if (stopped === false) say(failure('gateway/slow-stop', { seconds: String(stopLimitMs / 1000) }));
    app.exit(1);
  };
  app.on('before-quit', (event) => {
    if (state === 'stopped') return;
    event.preventDefault();
    if (state === 'stopping') return;
    state = 'stopping';
    void stop();
  });
  process.on('SIGTERM', () => app.quit());
  process.on('SIGINT', () => app.quit());
  return {
    isUnderWay: () => state !== 'running',
    startAgain: () => wanted.abort(),
    ask(asked) {
      question = asked;
    },
  };
}

/** On the command line of a start that follows another. */
const againMark = '--started-again';
/** What ends the program anew within so many ms would do so for ever: from then on somebody is asked. */
const soonMs = 10 * 60_000;

const hasJustStartedAgain = () => process.argv.includes(againMark) && systemClock.elapsed() < soonMs;

/** An AppImage is started by its own file: the folder that it runs from goes when it ends. */
function relaunch(): void {
  showSecrets();
  const { APPIMAGE: execPath } = process.env;
  const args = [...process.argv.slice(1).filter((argument) => argument !== againMark), againMark];
  app.relaunch({ args, ...(execPath && { execPath }) });
}

app.on('window-all-closed', () => {
  if (process.platform !== 'darwin') app.quit();
});
