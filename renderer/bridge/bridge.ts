import type { WeiguanBridge } from '../../shared/api.ts';
import { takeConsoleToken } from './console-token.ts';
import { restUnseen } from './hidden-pages.ts';
import { createHttpBridge, type HttpBridge } from './http-bridge.ts';
import { createKeptSession } from './kept-session.ts';

declare global {
  interface Window {
    /** Put there by the preload script; absent in a browser. */
    weiguan?: WeiguanBridge;
  }
}

/** The carrier of this page, and the HTTP one where it is that. */
export interface PageBridge {
  bridge: WeiguanBridge;
  http?: HttpBridge;
}

function systemOf(userAgent: string): WeiguanBridge['host']['os'] {
  if (/Mac/.test(userAgent)) return 'macos';
  return /Windows/.test(userAgent) ? 'windows' : 'linux';
}

/** Takes the preload's bridge, or builds the HTTP one and signs in with a token that the address brought along. */
export async function openBridge(window: Window): Promise<PageBridge> {
  if (window.weiguan) return { bridge: window.weiguan };
  const http = createHttpBridge({
    fetch: (...request) => window.fetch(...request),
    session: createKeptSession(window.localStorage, window),
    os: systemOf(window.navigator.userAgent),
  });
  restUnseen(window.document, window.navigator.locks, http.rest);
  const found = takeConsoleToken(window.location.hash);
  if (found) {
    window.history.replaceState(null, '', `${window.location.pathname}${window.location.search}${found.rest}`);
    await http.signIn(found.token);
  }
  return { bridge: http, http };
}
