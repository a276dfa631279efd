import { expect, test } from 'vitest';
import { tapsOf } from './taps.ts';

const counted = [
  { key: 'cmd:status', event: 'click', count: 3, lastAt: 20 },
  { key: 'cmd:status', event: 'CLICK', count: 2, lastAt: 30 },
  { key: 'https://example.com', event: 'VIEW', count: 4, lastAt: 10 },
  { key: 'pages/index', event: 'view_miniprogram', count: 1, lastAt: 5 },
];

test('taps are counted by what the event names: the key, the URL or the page', () => {
  expect(tapsOf({ type: 'click', key: 'cmd:status' }, 'wecom', counted)).toEqual({ count: 5, lastAt: 30 });
  expect(tapsOf({ type: 'view', url: 'https://example.com', key: 'cmd:status' }, 'official-account', counted)?.count).toBe(4);
  expect(tapsOf({ type: 'miniprogram', pagepath: 'pages/index', url: 'https://example.com' }, 'official-account', counted)?.count).toBe(1);
});

test('a button that nobody has tapped has none, and one whose taps nobody is told of has no number', () => {
  expect(tapsOf({ type: 'click', key: 'other' }, 'wecom', counted)).toEqual({ count: 0, lastAt: 0 });
  expect(tapsOf({ type: 'media_id', media_id: 'x' }, 'official-account', counted)).toBeUndefined();
});
