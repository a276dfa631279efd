import { expect, test } from 'vitest';
import { deliveryByAge } from './deliveries.ts';

test.each([
  ['at once', 0.4, 1],
  ['before the platform hangs up', 4.9, 1],
  ['once it has', 5.2, 2],
  ['just before it does again', 9.4, 2],
  ['for the last time', 10.1, 3],
  ['later than any delivery', 21, 1],
  ['from a clock that is ahead', -3, 1],
])('a message that comes in %s is delivered at least for the nth time', (_when, age, delivery) => {
  expect(deliveryByAge(1_700_000_000_000 + age * 1000, 1_700_000_000)).toBe(delivery);
});
