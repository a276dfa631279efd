import { expect, test } from 'vitest';
import { ok } from '../../shared/result.ts';
import { systemClock } from '../clock.ts';
import type { ArrivalReceipt } from '../store/records.ts';
import { plainText, startStopwatch } from './exchange.ts';
import { createShortWay } from './short-way.ts';
import type { Turnstile } from './turnstile.ts';

const stored: ArrivalReceipt = { id: '1', fresh: true };
const exchange = () =>
  ({ body: '', stopwatch: startStopwatch(systemClock) }) as Parameters<ReturnType<typeof createShortWay>['go']>[0]['exchange'];

/** With room for one message. */
function narrowWay() {
  let inside = 0;
  const turnstile: Turnstile = {
    enter() {
      if (inside === 1) return undefined;
      inside = 1;
      return () => {
        inside = 0;
      };
    },
  };
  const way = createShortWay(turnstile, systemClock);
  const go = (keep: () => Promise<ArrivalReceipt>, ms = 10_000) =>
    way.go({ account: 'corp', exchange: exchange(), ms, keep, seenBefore: async () => plainText(200, 'as before') });
  return { go, isFree: () => inside === 0 };
}

test('a message that is not on disk in time is given up, and its place is free when it is', async () => {
  const { go, isFree } = narrowWay();
  let written = (_receipt: ArrivalReceipt): void => undefined;
  const slow = () =>
    new Promise<ArrivalReceipt>((resolve) => {
      written = resolve;
    });
  expect(await go(slow, 80)).toEqual(ok(plainText(503, '')));
  expect(await go(async () => stored)).toMatchObject({ ok: false, error: { code: 'callback/busy' } });
  written(stored);
  await expect.poll(isFree).toBe(true);
  expect(await go(async () => stored)).toEqual(ok(plainText(200, '')));
});

test('several are given up in the order of their times, not of their arrival', async () => {
  const way = createShortWay({ enter: () => () => undefined }, systemClock);
  const given: string[] = [];
  const give = (name: string, ms: number) =>
    way
      .go({
        account: 'corp',
        exchange: exchange(),
        ms,
        keep: () => new Promise(() => undefined),
        seenBefore: async () => plainText(200, ''),
      })
      .then(() => given.push(name));
  await Promise.all([give('patient', 400), give('hasty', 80)]);
  expect(given).toEqual(['hasty', 'patient']);
});

test.each<[string, () => Promise<ArrivalReceipt>]>([
  ['the disk refuses', () => Promise.reject(new Error('full'))],
  [
    'there is a bug before it',
    () => {
      throw new Error('bug');
    },
  ],
])('where %s that is said, and the place is free again', async (_why, keep) => {
  const { go, isFree } = narrowWay();
  await expect(go(keep)).rejects.toThrow();
  expect(isFree()).toBe(true);
});

test('what was on disk already gets what it got before', async () => {
  const { go } = narrowWay();
  const known: ArrivalReceipt = { id: '1', fresh: false, at: 1, state: 'done', deliveries: 2 };
  expect(await go(async () => known)).toEqual(ok(plainText(200, 'as before')));
});
