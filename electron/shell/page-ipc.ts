import { type BrowserWindow, type IpcMainEvent, type IpcMainInvokeEvent, ipcMain } from 'electron';
import { failure } from '../../shared/failures.ts';
import type { Language } from '../../shared/language.ts';
import { err, type Result } from '../../shared/result.ts';
import { answerCall } from '../calls/answer-call.ts';
import type { EventListener } from '../events.ts';
import type { Gateway } from '../gateway.ts';
import { callChannel, eventChannel, saveChannel, savedChannel, showChannel } from './channels.ts';
import { pageUrl } from './page-protocol.ts';

export interface PageIpcOptions {
  /** What the page asks before waits for it. */
  started: Promise<Result<Gateway>>;
  /** The window that exists at the moment, if any. */
  window(): BrowserWindow | undefined;
  language(): Language;
  onBug(error: unknown): void;
}

/** Carries the contract over IPC to our own page, and to nobody else. */
export function carryOverIpc({ started, window, language, onBug }: PageIpcOptions): void {
  ipcMain.handle(callChannel, async (event, name: unknown, input: unknown) => {
    if (!isOurPage(event, window())) return err(failure('api/unauthorized', {}, language()));
    const gateway = await started;
    return gateway.ok ? answerCall(gateway.value.calls, String(name), input, language(), onBug) : gateway;
  });
  let showsLog = false;
  ipcMain.on(showChannel, (event, shown: unknown) => {
    if (isOurPage(event, window())) showsLog = shown === true;
  });
  const send: EventListener = (name, event) => {
    const page = window()?.webContents;
    // why: as one text, for Electron copies a row of the log value by value, which took 30 µs each
    if (page && !page.isDestroyed()) page.send(eventChannel, name, JSON.stringify(event));
  };
  void started.then((gateway) => gateway.ok && gateway.value.events.listen(send, undefined, () => showsLog && window() !== undefined));
}

/** So long (ms) the page may take to save what is not saved. */
const saveLimitMs = 2_000;

/** Has the page save what somebody is typing, and waits until it has: nobody takes that once the gateway stops. */
export function pageSaved(window: BrowserWindow | undefined): Promise<void> {
  const page = window?.webContents;
  if (!page || page.isDestroyed() || page.isCrashed()) return Promise.resolve();
  return new Promise((resolve) => {
    const saved = (event: IpcMainEvent) => {
      if (isOurPage(event, window)) end();
    };
    const end = () => {
      clearTimeout(timer);
      ipcMain.off(savedChannel, saved);
      resolve();
    };
    const timer = setTimeout(end, saveLimitMs);
    ipcMain.on(savedChannel, saved);
    page.once('destroyed', end);
    page.once('render-process-gone', end);
    page.send(saveChannel);
  });
}

/** The sender must be the window's top frame, showing our page. */
function isOurPage({ sender, senderFrame }: IpcMainEvent | IpcMainInvokeEvent, window: BrowserWindow | undefined): boolean {
  return window !== undefined && sender === window.webContents && senderFrame === sender.mainFrame && senderFrame.url.startsWith(pageUrl);
}
