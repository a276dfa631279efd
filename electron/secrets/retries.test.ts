import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createRetries, type Retries } from './retries.ts';

let tries: number;
let isLeft: boolean;
let retries: Retries;

beforeEach(() => {
  vi.useFakeTimers();
  tries = 0;
  isLeft = true;
  retries = createRetries({
    work: async () => void tries++,
    isLeft: () => isLeft,
    turns: (work) => work(),
    onBug: () => undefined,
    retry: { firstMs: 30_000, longestMs: 600_000 },
  });
});
afterEach(() => {
  retries.close();
  vi.useRealTimers();
});
const seconds = (count: number) => vi.advanceTimersByTimeAsync(count * 1000);

test('what failed is tried again, each time twice as late', async () => {
  retries.later();
  await seconds(30 + 60 + 120);
  expect(tries).toBe(3);
  await seconds(239);
  expect(tries).toBe(3);
});

test('whoever waits for it has it tried at once, and twice a minute at most', async () => {
  retries.later();
  await seconds(30 + 60 + 120);
  await seconds(100);
  for (let i = 0; i < 10; i++) retries.soon();
  await seconds(0);
  expect(tries).toBe(4);
  retries.soon();
  await seconds(29);
  expect(tries).toBe(4);
  await seconds(1);
  expect(tries).toBe(5);
});

test('nothing is tried for somebody who asks where nothing is left', async () => {
  retries.later();
  isLeft = false;
  await seconds(30);
  retries.soon();
  await seconds(600);
  expect(tries).toBe(1);
});
