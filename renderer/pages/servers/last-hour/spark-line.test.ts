import { expect, test } from 'vitest';
import { sparkPath } from './spark-line.ts';

const minute = 60_000;
const box = { end: 60 * minute, span: 60 * minute, top: 100, width: 120, height: 30 };
const point = (minutes: number, value: number) => ({ at: minutes * minute, value });

test('a line goes from left to right, and up with its values', () => {
  expect(sparkPath([point(58, 0), point(59, 50), point(60, 100)], box)).toBe('M116 30h0L118 15L120 0');
});
test('where nothing was measured there is no line', () => {
  expect(sparkPath([point(10, 50), point(20, 50)], box)).toBe('M20 15h0M40 15h0');
});
test('what is too much stays within the box', () => {
  expect(sparkPath([point(60, 250)], box)).toBe('M120 0h0');
});
