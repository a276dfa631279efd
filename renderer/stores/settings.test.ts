import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { err, ok } from '../../shared/result.ts';
import { broken, createFakeBridge, type FakeBridge } from './fake-bridge.ts';
import { createSettingsStore, lookOf, type SettingsParts } from './settings.ts';

const key = 'weiguan.settings';
let bridge: FakeBridge;
let kept: Map<string, string>;
let system: Record<string, MediaQueryList>;
let stops: (() => void)[];

const storage: SettingsParts['storage'] = { getItem: (name) => kept.get(name) ?? null, setItem: (name, text) => void kept.set(name, text) };

/** A media query that a test can make true. */
function query(): MediaQueryList {
  const target = Object.assign(new EventTarget(), { matches: false });
  return target as unknown as MediaQueryList;
}

beforeEach(() => {
  bridge = createFakeBridge();
  kept = new Map();
  system = { '(prefers-color-scheme: dark)': query(), '(prefers-reduced-motion: reduce)': query() };
  stops = [];
});
afterEach(() => {
  for (const stop of stops) stop();
  expect(bridge.listeners()).toBe(0);
});

function open(parts: Partial<SettingsParts> = {}) {
  const { store, start } = createSettingsStore(bridge, { storage, matchMedia: (name) => system[name] ?? query(), ...parts });
  stops.push(start());
  return store;
}
const prefer = (name: string, matches: boolean) => {
  const media = system[name] as MediaQueryList & { matches: boolean };
  media.matches = matches;
  media.dispatchEvent(new Event('change'));
};

describe('the first paint', () => {
  test.each([
    ['is Chinese and as the system likes it, the first time', undefined, { language: 'zh-CN', theme: 'system' }],
    ['is as the last one', '{"language":"en","theme":"dark"}', { language: 'en', theme: 'dark' }],
    ['bears what is no JSON', '{', { language: 'zh-CN', theme: 'system' }],
    ['bears a language that is not known', '{"language":"fr","theme":"dark"}', { language: 'zh-CN', theme: 'system' }],
  ])('%s', (_, text, expected) => {
    if (text) kept.set(key, text);
    expect(open().getState()).toMatchObject(expected);
  });

  test('bears a browser that keeps nothing', async () => {
    const refuse = () => {
      throw new Error('denied');
    };
    const store = open({ storage: { getItem: refuse, setItem: refuse } });
    await bridge.answer('settings.get', ok({ language: 'en', theme: 'dark' }));
    expect(store.getState()).toMatchObject({ language: 'en', theme: 'dark' });
  });
});

describe('the settings', () => {
  test('are those of the gateway, and are remembered', async () => {
    const store = open();
    await bridge.answer('settings.get', ok({ language: 'en', theme: 'dark' }));
    expect(store.getState()).toMatchObject({ language: 'en', theme: 'dark' });
    expect(kept.get(key)).toBe('{"language":"en","theme":"dark"}');
  });

  test('stay as they are where the gateway does not answer', async () => {
    const store = open();
    await bridge.answer('settings.get', err(broken));
    expect(store.getState()).toMatchObject({ language: 'zh-CN', theme: 'system' });
  });

  test('change at once, and the gateway is told only what has changed', () => {
    const store = open();
    void store.getState().change({ theme: 'dark' });
    expect(store.getState()).toMatchObject({ language: 'zh-CN', theme: 'dark' });
    expect(bridge.waiting('settings.set')[0]?.input).toEqual({ theme: 'dark' });
    expect(kept.get(key)).toContain('dark');
  });

  test('are again what they were where a change could not be kept, and say why', async () => {
    const store = open();
    await bridge.answer('settings.get', ok({ language: 'zh-CN', theme: 'dark' }));
    void store.getState().change({ language: 'en' });
    await bridge.answer('settings.set', err(broken));
    expect(store.getState()).toMatchObject({ language: 'zh-CN', theme: 'dark', failure: broken });
    expect(kept.get(key)).toBe('{"language":"zh-CN","theme":"dark"}');
    store.getState().dismiss();
    expect(store.getState()).toMatchObject({ theme: 'dark', failure: null });
    void store.getState().change({ language: 'en' });
    await bridge.answer('settings.set', err(broken));
    void store.getState().change({ language: 'en' });
    expect(store.getState().failure).toBeNull();
  });

  test('follow another window', () => {
    const store = open();
    bridge.emit('settings.changed', { language: 'en', theme: 'light' });
    expect(store.getState()).toMatchObject({ language: 'en', theme: 'light' });
    expect(kept.get(key)).toContain('light');
  });

  test('are not undone by an answer older than what has changed since', async () => {
    const store = open();
    bridge.emit('settings.changed', { language: 'en', theme: 'light' });
    await bridge.answer('settings.get', ok({ language: 'zh-CN', theme: 'system' }));
    expect(store.getState()).toMatchObject({ language: 'en', theme: 'light' });
  });

  test('are not undone by an answer older than what one has chosen since', async () => {
    const store = open();
    void store.getState().change({ theme: 'dark' });
    await bridge.answer('settings.get', ok({ language: 'zh-CN', theme: 'system' }));
    expect(store.getState().theme).toBe('dark');
  });

  test('are what was chosen last, in whatever order the gateway answers', async () => {
    const store = open();
    void store.getState().change({ theme: 'dark' });
    void store.getState().change({ theme: 'light' });
    const [dark, light] = bridge.waiting('settings.set');
    await light?.answer(ok({ language: 'zh-CN', theme: 'light' }));
    await dark?.answer(ok({ language: 'zh-CN', theme: 'dark' }));
    expect(store.getState().theme).toBe('light');
  });
});

describe('the language that the gateway speaks', () => {
  test('is known from its answer, not from what this page remembers', async () => {
    kept.set(key, '{"language":"en","theme":"system"}');
    const store = open();
    expect(store.getState().gatewayLanguage).toBeNull();
    await bridge.answer('settings.get', ok({ language: 'zh-CN', theme: 'system' }));
    expect(store.getState().gatewayLanguage).toBe('zh-CN');
  });

  test('changes when the gateway says so, not with the click', async () => {
    const store = open();
    await bridge.answer('settings.get', ok({ language: 'zh-CN', theme: 'system' }));
    void store.getState().change({ language: 'en' });
    expect(store.getState()).toMatchObject({ language: 'en', gatewayLanguage: 'zh-CN' });
    await bridge.answer('settings.set', ok({ language: 'en', theme: 'system' }));
    expect(store.getState().gatewayLanguage).toBe('en');
  });
});

test('the theme "system" looks as the system does at the moment', () => {
  const store = open();
  expect(lookOf(store.getState())).toBe('light');
  prefer('(prefers-color-scheme: dark)', true);
  expect(lookOf(store.getState())).toBe('dark');
  void store.getState().change({ theme: 'light' });
  expect(lookOf(store.getState())).toBe('light');
});

test('less motion is asked for by the system, until the end', () => {
  const store = open();
  prefer('(prefers-reduced-motion: reduce)', true);
  expect(store.getState().reducedMotion).toBe(true);
  stops.pop()?.();
  prefer('(prefers-reduced-motion: reduce)', false);
  expect(store.getState().reducedMotion).toBe(true);
});
