import { expect, test } from 'vitest';
import { timeAwake } from './time-awake.ts';

test.each([
  ['goes on while it is asked', [30_000, 30_000], 60_000],
  ['begins anew after a sleep', [30_000, 200_000_000, 20_000], 20_000],
  ['begins anew where the clock is set back behind its beginning', [30_000, -28_800_000, 20_000], 20_000],
  ['goes on where the clock is set back a little', [30_000, -1_000], 29_000],
])('the time awake %s', (_what, steps, awake) => {
  let now = 1_700_000_000_000;
  const awakeMs = timeAwake(() => now, 60_000);
  const told = steps.map((ms) => {
    now += ms;
    return awakeMs();
  });
  expect(told.at(-1)).toBe(awake);
});
