import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { MessageItem } from '../../shared/message-log.ts';
import { err, ok } from '../../shared/result.ts';
import type { CommandView } from '../../shared/run.ts';
import { broken, createFakeBridge, type FakeBridge, idsOf, row } from './fake-bridge.ts';
import { createMessageFilterStore } from './message-filter.ts';
import { createMessagesStore } from './messages.ts';

let bridge: FakeBridge;
let messages: ReturnType<typeof createMessagesStore>;
let line: ReturnType<typeof createMessageFilterStore>;
let stop: () => void;

beforeEach(async () => {
  vi.useFakeTimers();
  bridge = createFakeBridge();
  messages = createMessagesStore(bridge);
  line = createMessageFilterStore({ bridge, messages: messages.store, clock: () => ({ now: Date.now(), zone: 'UTC' }) });
  const stops = [messages.start(), line.start()];
  stop = () => {
    for (const end of stops) end();
  };
  await bridge.answer('messages.page', ok({ items: [row(2, { person: 'lisi', command: 'restart' }), row(1)], next: null }));
});
afterEach(() => {
  stop();
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

const commandView = (name: string): CommandView => ({
  ...{ name, title: name, aliases: [], summary: '', usage: '', danger: 'read', parameters: [], targets: 'none', targetIsOptional: true },
});
const state = () => line.store.getState();
const searched = () => bridge.waiting('messages.page').flatMap(({ input }) => input.filter ?? []);

describe('what is typed', () => {
  test('is searched after a pause, once', () => {
    state().type('重');
    vi.advanceTimersByTime(100);
    state().type('重启');
    vi.advanceTimersByTime(100);
    expect(searched()).toEqual([]);
    vi.advanceTimersByTime(100);
    expect(searched()).toEqual(['重启']);
  });

  test('is searched at once on Enter', () => {
    state().type('重启');
    state().set('重启');
    vi.runAllTimers();
    expect(searched()).toEqual(['重启']);
  });

  test('is not searched where it changes nothing yet', () => {
    state().type('from:');
    vi.runAllTimers();
    expect([searched(), state().problems.map(({ code }) => code)]).toEqual([[], ['missing-value']]);
  });

  test('filters by what of it is understood', () => {
    state().type('dir:sideways status:failed');
    vi.runAllTimers();
    expect([searched(), state().problems.map(({ code }) => code)]).toEqual([['dir:sideways status:failed'], ['unknown-value']]);
  });
});

describe('a time', () => {
  const shown = () => messages.store.getState().stretches.flatMap(({ items }) => idsOf(items ?? []));
  const midnight = Date.UTC(2026, 10, 22);
  const minute = 60_000;
  const answer = (rows: MessageItem[]) => bridge.answer('messages.page', ok({ items: rows, next: null }));

  test('is meant as of now where it is asked for again, but not while one types', async () => {
    vi.setSystemTime(midnight - minute);
    state().set('since:today');
    await answer([]);
    vi.setSystemTime(midnight + minute);
    state().type('since:today ');
    vi.advanceTimersByTime(200);
    expect(searched()).toEqual([]);
    state().set('since:today');
    expect(searched()).toEqual(['since:today']);
    await answer([]);
    bridge.emit('messages.changed', [row(8, { at: midnight - 2 * minute }), row(9, { at: midnight + minute })]);
    expect(shown()).toEqual(['9']);
  });

  test('lets rows go as it passes', async () => {
    vi.setSystemTime(midnight - minute / 2);
    state().set('since:today');
    await answer([row(7, { at: midnight - 2 * minute })]);
    expect(shown()).toEqual(['7']);
    vi.advanceTimersByTime(minute);
    expect(shown()).toEqual([]);
    state().set('since:1h');
    await answer([row(7, { at: midnight - 2 * minute })]);
    vi.advanceTimersByTime(50 * minute);
    expect(shown()).toEqual(['7']);
    vi.advanceTimersByTime(120 * minute);
    expect(shown()).toEqual([]);
  });
});

test('chips put terms in and take them out, at once', () => {
  state().type('重启');
  state().toggle('status:failed');
  expect([state().text, searched()]).toEqual(['重启 status:failed', ['重启 status:failed']]);
  state().remove(0);
  expect(state().text).toBe('status:failed');
  state().add('status:dead');
  expect(state().text).toBe('status:dead');
});

test('all commands that there are complete it, those no row has run too', async () => {
  const labels = () => {
    state().type('command:');
    return state()
      .complete('command:'.length, [])
      .map(({ label }) => label);
  };
  await bridge.answer('commands.list', err(broken));
  expect(labels()).toEqual(['restart']);
  const asked = state().load();
  await bridge.answer('commands.list', ok([commandView('status'), commandView('restart')]));
  await asked;
  expect(labels()).toEqual(['status', 'restart']);
});

test('names of the rows and of the accounts complete it', () => {
  const labels = (text: string) => {
    state().type(text);
    return state()
      .complete(text.length, ['ops'])
      .map(({ label }) => label);
  };
  expect([labels('from:l'), labels('command:'), labels('account:o')]).toEqual([['lisi'], ['restart'], ['ops']]);
  expect(labels('sta')).toEqual([expect.stringMatching(/^status:/)]);
});
