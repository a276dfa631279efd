import { beforeEach, expect, test } from 'vitest';
import { failure } from '../../shared/failures.ts';
import { err, ok } from '../../shared/result.ts';
import { lazySecrets, type Secrets } from './lazy-secrets.ts';
import { createMemoryStore } from './memory.ts';

let now: number;
const clock = { now: () => now, elapsed: () => now };
const store = ok(createMemoryStore(clock));
const locked = err(failure('secrets/locked'));

/** How long each opening takes, and what comes of it. */
let next: { took: number; answer: typeof store | typeof locked };
let openings: number;
let opened: number;
let secrets: Secrets;
beforeEach(() => {
  now = 0;
  openings = 0;
  opened = 0;
  const open = async () => {
    openings++;
    const { took, answer } = next;
    await Promise.resolve();
    now += took;
    return answer;
  };
  secrets = lazySecrets(open, () => opened++, clock);
});

test('are opened when somebody asks, once for all', async () => {
  next = { took: 0, answer: store };
  expect(openings).toBe(0);
  expect(await Promise.all([secrets(), secrets()])).toEqual([store, store]);
  now += 60_000;
  expect(await secrets()).toBe(store);
  expect(openings).toBe(1);
});

test('that failed at once are tried again by the next one who asks', async () => {
  next = { took: 0, answer: locked };
  expect(await Promise.all([secrets(), secrets()])).toEqual([locked, locked]);
  expect([openings, opened]).toEqual([1, 0]);
  next = { took: 0, answer: store };
  expect(await secrets()).toBe(store);
  expect(opened).toBe(1);
});

test('that failed by running out of time are not tried again for 5 seconds', async () => {
  next = { took: 20_000, answer: locked };
  expect(await Promise.all([secrets(), secrets(), secrets()])).toEqual([locked, locked, locked]);
  next = { took: 0, answer: store };
  now += 4_999;
  expect(await secrets()).toBe(locked);
  expect(openings).toBe(1);
  now += 1;
  expect(await Promise.all([secrets(), secrets()])).toEqual([store, store]);
  expect(openings).toBe(2);
});
