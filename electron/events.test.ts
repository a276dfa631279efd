import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Settings } from '../shared/api.ts';
import type { MessageItem } from '../shared/message-log.ts';
import { createEventHub, type EventHub } from './events.ts';

let events: EventHub;
/** What a page was told, and when. */
let told: { at: number; ids: string[] }[];

const row = (id: number, deliveries = 1) => ({ id: String(id), deliveries }) as MessageItem;

beforeEach(() => {
  vi.useFakeTimers();
  events = createEventHub();
  told = [];
  events.listen((_, event) => told.push({ at: performance.now(), ids: (event as MessageItem[]).map(({ id }) => id) }), 'messages.changed');
});
afterEach(() => vi.useRealTimers());

describe('rows of the message log', () => {
  test('that come after a quiet time are told within a frame', () => {
    const started = performance.now();
    events.emit('messages.changed', [row(1)]);
    vi.advanceTimersByTime(1000);
    events.emit('messages.changed', [row(2)]);
    vi.advanceTimersByTime(1000);
    expect(told).toEqual([
      { at: started + 16, ids: ['1'] },
      { at: started + 1016, ids: ['2'] },
    ]);
  });

  test('that come all the time are told ten times a second, none left out', () => {
    const rows = Array.from({ length: 1000 }, (_, index) => row(index));
    for (const one of rows) {
      events.emit('messages.changed', [one]);
      vi.advanceTimersByTime(1);
    }
    vi.advanceTimersByTime(1000);
    expect(told.flatMap(({ ids }) => ids)).toEqual(rows.map(({ id }) => id));
    expect(told.length).toBeLessThanOrEqual(11);
    const pauses = told.slice(1).map(({ at }, index) => at - (told[index]?.at ?? 0));
    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(100);
  });

  test('are told in their last version only', () => {
    const versions: MessageItem[][] = [];
    events.listen((_, event) => versions.push(event as MessageItem[]), 'messages.changed');
    events.emit('messages.changed', [row(1), row(2)]);
    events.emit('messages.changed', [row(1, 2)]);
    vi.advanceTimersByTime(100);
    expect(versions).toEqual([[row(1, 2), row(2)]]);
  });
});

test('a stream that seldom says anything does not wait for a busy one', () => {
  const heard: string[] = [];
  events.listen((name) => heard.push(name), 'settings.changed');
  for (let at = 0; at < 5; at += 1) {
    events.emit('messages.changed', [row(at)]);
    vi.advanceTimersByTime(16);
  }
  events.emit('settings.changed', { language: 'en', theme: 'dark' });
  vi.advanceTimersByTime(16);
  expect(heard).toEqual(['settings.changed']);
});

test('nothing is made for nobody', () => {
  const end = events.listen(() => undefined, 'overview.changed');
  expect([events.isHeard('overview.changed'), events.isHeard('exports.changed')]).toEqual([true, false]);
  end();
  expect(events.isHeard('overview.changed')).toBe(false);
});

test('what is made when it is told is made once, as it is by then', () => {
  const heard: string[] = [];
  let language = 'en';
  events.listen((_, event) => heard.push((event as { language: string }).language), 'settings.changed');
  const make = () => ({ language, theme: 'dark' }) as Settings;
  events.emitMade('settings.changed', make);
  language = 'zh-CN';
  events.emitMade('settings.changed', make);
  vi.advanceTimersByTime(1000);
  expect(heard).toEqual(['zh-CN']);
});
