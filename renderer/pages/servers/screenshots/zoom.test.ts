import { expect, test } from 'vitest';
import { fitting, zoomed } from './zoom.ts';

test('a picture fits into its place as a whole, and is never blown up', () => {
  expect(fitting({ width: 2000, height: 1000 }, { width: 1000, height: 1000 })).toBe(0.5);
  expect(fitting({ width: 1000, height: 2000 }, { width: 1000, height: 1000 })).toBe(0.5);
  expect(fitting({ width: 320, height: 200 }, { width: 1000, height: 1000 })).toBe(1);
  expect(fitting({ width: 0, height: 0 }, { width: 1000, height: 1000 })).toBe(1);
});

test('it grows and shrinks in steps from where it is, to an end', () => {
  expect([zoomed(0.6, 1), zoomed(0.6, -1), zoomed(1, 1), zoomed(1, -1)]).toEqual([0.75, 0.5, 1.5, 0.75]);
  expect([zoomed(4, 1), zoomed(0.1, -1)]).toEqual([4, 0.25]);
});
