import { expect, test } from 'vitest';
import { createRowSlots } from './row-slots.ts';

const told = (slots: Map<string, number>) =>
  [...slots]
    .map(([id, slot]) => `${id}:${slot}`)
    .sort()
    .join(' ');

test('rows keep their element, and those that come take those of the rows that left', () => {
  const slots = createRowSlots();
  expect(told(slots(['9', '8', '7']))).toBe('7:2 8:1 9:0');
  expect(told(slots(['8', '7', '6']))).toBe('6:0 7:2 8:1');
  expect(told(slots(['10', '8', '7', '6']))).toBe('10:3 6:0 7:2 8:1');
});

test('no two rows share one, whatever comes and goes', () => {
  const slots = createRowSlots();
  for (const [from, count] of [
    [0, 40],
    [20, 40],
    [500, 10],
    [505, 60],
    [0, 0],
    [3, 12],
  ] as const) {
    const given = slots(Array.from({ length: count }, (_, index) => String(from + index)));
    expect([given.size, new Set(given.values()).size]).toEqual([count, count]);
  }
});
