import { describe, expect, test, vi } from 'vitest';
import { createFakeBridge } from '../stores/fake-bridge.ts';
import { openBridge } from './bridge.ts';

function browser(hash: string, userAgent = 'Mozilla/5.0 (X11; Linux x86_64)') {
  const fetch = vi.fn(async (_url: string, _init: RequestInit) => new Response('{"ok":true,"value":{"session":"made"}}'));
  const replaceState = vi.fn();
  const location = { hash, pathname: '/', search: '?a=1' };
  const kept = new Map<string, string>();
  const localStorage = {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, text: string) => void kept.set(name, text),
  };
  const has = { fetch, location, localStorage, history: { replaceState }, navigator: { userAgent } };
  const window = Object.assign(new EventTarget(), has) as unknown as Window;
  return { window, fetch, replaceState, kept };
}

test('in Electron the preload has put the bridge there', async () => {
  const weiguan = createFakeBridge();
  expect(await openBridge({ weiguan } as unknown as Window)).toEqual({ bridge: weiguan });
});

describe('in a browser', () => {
  test('the token is taken out of the address and signs in', async () => {
    const { window, fetch, replaceState, kept } = browser('#/messages?token=abc');
    const { http } = await openBridge(window);
    http?.close();
    expect(replaceState).toHaveBeenCalledWith(null, '', '/?a=1#/messages');
    expect(fetch.mock.calls[0]).toMatchObject(['/session', { body: '{"token":"abc"}' }]);
    expect([...kept.values()]).toEqual(['made']);
  });

  test('an address without a token is left as it is', async () => {
    const { window, fetch, replaceState } = browser('#/messages');
    const { bridge, http } = await openBridge(window);
    expect([replaceState.mock.calls, fetch.mock.calls, http === bridge]).toEqual([[], [], true]);
  });

  test.each([
    ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)', 'macos'],
    ['Mozilla/5.0 (Windows NT 10.0; Win64; x64)', 'windows'],
    ['Mozilla/5.0 (X11; Linux x86_64)', 'linux'],
  ])('%s is told apart, for the names of keys', async (userAgent, os) => {
    expect((await openBridge(browser('', userAgent).window)).bridge.host).toEqual({ kind: 'browser', os });
  });
});
