import { join } from 'node:path';
import { app, BrowserWindow, nativeTheme, session } from 'electron';
import type { Settings } from '../../shared/api.ts';
import { pageUrl } from './page-protocol.ts';
import { keepWindowState, readWindowState } from './window-state.ts';

export interface WindowOptions {
  preload: string;
  dataDir: string;
  icon: string;
  /** It loads hidden, and is shown no sooner than this. */
  mayShow: Promise<unknown>;
  /** Where the console opens: the address's hash. */
  route?: string;
}

/** Opens the console's window: isolated, sandboxed, and fixed to our own page. */
export function openWindow({ preload, dataDir, icon, mayShow, route = '' }: WindowOptions): BrowserWindow {
  const stateFile = join(dataDir, 'window.json');
  const { maximized, ...bounds } = readWindowState(stateFile);
  const window = new BrowserWindow({
    ...bounds,
    minWidth: 1024,
    minHeight: 680,
    show: false,
    title: '微管',
    icon,
    backgroundColor: ground(),
    autoHideMenuBar: true,
    webPreferences: { preload, contextIsolation: true, sandbox: true, nodeIntegration: false, webviewTag: false, spellcheck: false },
  });
  keepWindowState(window, stateFile);
  const ready = new Promise<void>((resolve) => window.once('ready-to-show', () => resolve()));
  const show = () => {
    if (window.isDestroyed()) return;
    if (maximized) window.maximize();
    window.show();
  };
  // Where there is nothing to show the program ends, and whoever opens the window says why.
  void Promise.all([ready, mayShow]).then(show, () => undefined);
  comeBackAfterCrash(window);
  void window.loadURL(`${pageUrl}${route}`);
  return window;
}

/** Leads the console to another place; the page stays as it is, drafts and all. */
export function goTo(window: BrowserWindow, route: string): void {
  void window.loadURL(`${pageUrl}${route}`);
}

/** A page that crashes at once again would only blink. */
const crashPauseMs = 10_000;

/** A crashed page is loaded anew: the gateway runs on without it, and holds all that it showed. */
function comeBackAfterCrash(window: BrowserWindow): void {
  let lastAt = Number.NEGATIVE_INFINITY;
  window.webContents.on('render-process-gone', (_, { reason }) => {
    const now = performance.now();
    if (reason === 'clean-exit' || now - lastAt < crashPauseMs) return;
    lastAt = now;
    window.reload();
  });
}

/** The windows' frames, grounds and menus follow the page's theme. */
export function applyTheme(theme: Settings['theme']): void {
  nativeTheme.themeSource = theme;
  for (const window of BrowserWindow.getAllWindows()) window.setBackgroundColor(ground());
}

const ground = () => (nativeTheme.shouldUseDarkColors ? '#14161A' : '#F7F8FA');

/** Whatever a page tries: no navigation away, no new windows, no web views, no permissions but copying. */
export function refuseToLeave(): void {
  app.on('web-contents-created', (_, contents) => {
    contents.on('will-navigate', (event) => {
      if (!event.url.startsWith(pageUrl)) event.preventDefault();
    });
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
  session.defaultSession.setPermissionRequestHandler((_, permission, answer) => answer(permission === 'clipboard-sanitized-write'));
}
