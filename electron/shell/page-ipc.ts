import { type BrowserWindow, type IpcMainEvent, type IpcMainInvokeEvent, ipcMain } from 'electron';
import { failure } from '../../shared/failures.ts';
import type { Language } from '../../shared/language.ts';
import { err } from '../../shared/result.ts';
import { answerCall } from '../calls.ts';
import type { EventListener } from '../events.ts';
import type { Gateway } from '../gateway.ts';
import { callChannel, eventChannel, showChannel } from './channels.ts';
import { pageUrl } from './page-protocol.ts';

export interface PageIpcOptions {
  gateway: Gateway;
  /** The window that exists at the moment, if any. */
  window(): BrowserWindow | undefined;
  language(): Language;
  onBug(error: unknown): void;
}

/** Carries the contract over IPC to our own page, and to nobody else. The returned function ends that. */
export function carryOverIpc({ gateway, window, language, onBug }: PageIpcOptions): () => void {
  ipcMain.handle(callChannel, (event, name: unknown, input: unknown) => {
    if (!isOurPage(event, window())) return err(failure('api/unauthorized', {}, language()));
    return answerCall(gateway.calls, String(name), input, language(), onBug);
  });
  let showsLog = false;
  const noteShown = (event: IpcMainEvent, shown: unknown) => {
    if (isOurPage(event, window())) showsLog = shown === true;
  };
  ipcMain.on(showChannel, noteShown);
  const send: EventListener = (name, event) => {
    const page = window()?.webContents;
    // why: as one text, for Electron copies a row of the log value by value, which took 30 µs each
    if (page && !page.isDestroyed()) page.send(eventChannel, name, JSON.stringify(event));
  };
  const stop = gateway.events.listen(send, undefined, () => showsLog && window() !== undefined);
  return () => {
    stop();
    ipcMain.off(showChannel, noteShown);
    ipcMain.removeHandler(callChannel);
  };
}

/** The sender must be the window's top frame, showing our page. */
function isOurPage({ sender, senderFrame }: IpcMainEvent | IpcMainInvokeEvent, window: BrowserWindow | undefined): boolean {
  return window !== undefined && sender === window.webContents && senderFrame === sender.mainFrame && senderFrame.url.startsWith(pageUrl);
}
