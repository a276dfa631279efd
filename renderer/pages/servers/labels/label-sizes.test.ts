import { describe, expect, test } from 'vitest';
import { labelSizes, labelsPerSheet, sheetsOf } from './label-sizes.ts';

describe.each(labelSizes)('the labels of $id', ({ page, label, columns, rows, left, top, gap }) => {
  test('fit on their paper', () => {
    expect(left + columns * label.width + (columns - 1) * gap).toBeLessThanOrEqual(page.width);
    expect(top + rows * label.height).toBeLessThanOrEqual(page.height);
  });
  test('stand in its middle', () => {
    expect(2 * left + columns * label.width + (columns - 1) * gap).toBeCloseTo(page.width, 0);
    expect(2 * top + rows * label.height).toBeCloseTo(page.height, 0);
  });
});

const two = { columns: 2, rows: 1 };

test('what does not fit on a sheet goes on the next one', () => {
  expect(sheetsOf(['a', 'b', 'c'], two, 0)).toEqual([['a', 'b'], ['c']]);
  expect(sheetsOf(['a', 'b'], two, 0)).toEqual([['a', 'b']]);
});

test('places that were used before stay empty, and never a whole sheet', () => {
  expect(sheetsOf(['a', 'b'], two, 1)).toEqual([[null, 'a'], ['b']]);
  expect(sheetsOf(['a'], two, 9)).toEqual([[null, 'a']]);
});

test('nothing to print is no sheet', () => expect(sheetsOf([], two, 1)).toEqual([]));

test('a sheet holds what its columns and rows hold', () => {
  expect(labelSizes.map(labelsPerSheet)).toEqual([24, 21, 10, 1]);
});
