import { type BrowserWindow, type IpcMainInvokeEvent, ipcMain } from 'electron';
import { failure } from '../../shared/failures.ts';
import type { Language } from '../../shared/language.ts';
import { err } from '../../shared/result.ts';
import { answerCall } from '../calls.ts';
import type { Gateway } from '../gateway.ts';
import { callChannel, eventChannel } from './channels.ts';
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
  const stop = gateway.events.listen((name, event) => {
    const page = window()?.webContents;
    // why: as one text, for Electron copies a row of the log value by value, which took 30 µs each
    if (page && !page.isDestroyed()) page.send(eventChannel, name, JSON.stringify(event));
  });
  return () => {
    stop();
    ipcMain.removeHandler(callChannel);
  };
}

/** The sender must be the window's top frame, showing our page. */
function isOurPage({ sender, senderFrame }: IpcMainInvokeEvent, window: BrowserWindow | undefined): boolean {
  return window !== undefined && sender === window.webContents && senderFrame === sender.mainFrame && senderFrame.url.startsWith(pageUrl);
}
