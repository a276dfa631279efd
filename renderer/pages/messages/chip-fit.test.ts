import { expect, test } from 'vitest';
import { fitting } from './chip-fit.ts';

const ends = [40, 90, 150, 200];

test.each<[string, number, number]>([
  ['all, to the last pixel, and then there is no button', 200, 4],
  ['all but the last, where that one lacks a pixel', 199, 3],
  ['all but those in whose place the button stands', 197, 2],
  ['few, where the line is narrow', 90, 1],
  ['none, where there is only room for the button', 50, 0],
  ['none, in a line without any width', 0, 0],
])('of four things fit %s', (_, width, fits) => expect(fitting(ends, width, 48)).toBe(fits));

test('nothing at all fits anywhere', () => expect(fitting([], 0, 48)).toBe(0));
