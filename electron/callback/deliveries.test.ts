import { expect, test } from 'vitest';
import { createMessageAges, deliveryByAge } from './deliveries.ts';

test.each([
  ['at once', 0.4, 1],
  ['before the platform hangs up', 4.9, 1],
  ['once it has', 5.2, 2],
  ['just before it does again', 9.4, 2],
  ['for the last time', 10.1, 3],
  ['later than any delivery', 21, 1],
  ['from a clock that is ahead', -3, 1],
])('a message that comes in %s is delivered at least for the nth time', (_when, age, delivery) => {
  expect(deliveryByAge(age * 1000)).toBe(delivery);
});

test.each([4, 9, 60, -3])('a clock that is off by %d s takes no delivery for another, once a few messages have come', (off) => {
  const ages = createMessageAges();
  for (const way of [300, 900, 100, 700]) ages.firstSeen('oa', off * 1000 + way);
  const delivery = (age: number) => deliveryByAge(ages.trueAge('oa', (off + age) * 1000));
  expect([0.4, 1.1, 5.6, 6.1, 10.5, 11.1].map(delivery)).toEqual([1, 1, 2, 2, 3, 3]);
});

test('a clock that is right is not taken for a wrong one because a few deliveries were lost, nor by what another account gets', () => {
  const ages = createMessageAges();
  for (const age of [5_300, 300, 10_200, 5_200, 5_100]) ages.firstSeen('oa', age);
  for (const age of [9_000, 9_000, 9_000, 9_000]) ages.firstSeen('other', age);
  expect(ages.trueAge('oa', 10_100)).toBe(10_100);
});
