import { expect, test } from 'vitest';
import { inTime } from './stop.ts';

test('what stops in time is waited for', async () => {
  let stopped = false;
  const stop = async () => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    stopped = true;
  };
  expect(await inTime(stop, 5_000)).toBe(true);
  expect(stopped).toBe(true);
});
test('what hangs is given up when its time is over', async () => {
  expect(await inTime(() => new Promise(() => undefined), 20)).toBe(false);
});
test('a bug while stopping is not swallowed', () => expect(inTime(() => Promise.reject(new Error('bug')), 5_000)).rejects.toThrow('bug'));
