import { expect, test } from 'vitest';
import { type Arrow, endOfRow, isTaken, type MenuShape, nearestPlace, type Place, placeAt, placeMoved } from './places.ts';

/** Two buttons in the bar, the second with three above it. */
const shape: MenuShape = { subs: [0, 3], mostTop: 3, mostSub: 5 };
const full: MenuShape = { subs: [5, 1, 0], mostTop: 3, mostSub: 5 };
const arrows: Record<string, Arrow> = { '←': 'ArrowLeft', '→': 'ArrowRight', '↑': 'ArrowUp', '↓': 'ArrowDown' };

test.each<[Place, string, Place]>([
  [[0], '←', [0]],
  [[0], '→', [1]],
  [[1], '→', [2]],
  [[2], '→', [2]],
  [[2], '↑', [2]],
  [[0], '↑', [0, 0]],
  [[1], '↑', [1, 3]],
  [[1, 3], '↑', [1, 2]],
  [[1, 0], '↑', [1, 0]],
  [[1, 2], '↓', [1, 3]],
  [[1, 3], '↓', [1]],
  [[1], '↓', [1]],
  [[1, 1], '←', [0]],
  [[1, 1], '→', [2]],
])('from %j %s leads to %j', (from, arrow, to) => expect(placeAt(shape, from, arrows[arrow] as Arrow)).toEqual(to));

test('where the menu is full there is no empty place to reach', () => {
  expect(placeAt(full, [2], 'ArrowRight')).toEqual([2]);
  expect(placeAt(full, [0], 'ArrowUp')).toEqual([0, 4]);
  expect([isTaken(full, [2]), isTaken(full, [2, 0]), isTaken(shape, [2])]).toEqual([true, false, false]);
});

test('each button of a menu that is too full can be reached, to be taken away', () => {
  const tooFull: MenuShape = { subs: [7, 0, 0, 0], mostTop: 3, mostSub: 5 };
  expect(nearestPlace(tooFull, [3])).toEqual([3]);
  expect(nearestPlace(tooFull, [0, 6])).toEqual([0, 6]);
  expect(nearestPlace(tooFull, [0, 7])).toEqual([0, 6]);
  expect(placeAt(tooFull, [2], 'ArrowRight')).toEqual([3]);
  expect(placeAt(tooFull, [3], 'ArrowRight')).toEqual([3]);
  expect(placeAt(tooFull, [0], 'ArrowUp')).toEqual([0, 6]);
});

test.each<[MenuShape, Place, string, Place | undefined]>([
  [shape, [0], '→', [1]],
  [shape, [0], '←', undefined],
  [shape, [1], '→', undefined],
  [shape, [0], '↑', [0, 3]],
  [shape, [1], '↑', undefined],
  [shape, [1, 1], '↑', [1, 0]],
  [shape, [1, 0], '↑', undefined],
  [shape, [1, 1], '↓', [1, 2]],
  [shape, [1, 2], '↓', [2]],
  [shape, [1, 2], '←', [0, 0]],
  [shape, [1, 2], '→', undefined],
  [full, [1, 0], '↓', undefined],
  [full, [1, 0], '←', undefined],
  [full, [1, 0], '→', [2, 0]],
  [full, [2], '↑', [1, 1]],
])('%#: the button at %j goes %s to %j', (menu, from, arrow, to) => expect(placeMoved(menu, from, arrows[arrow] as Arrow)).toEqual(to));

test('a place that is gone gives way to the nearest one', () => {
  expect(nearestPlace(shape, [1, 9])).toEqual([1, 3]);
  expect(nearestPlace(shape, [9])).toEqual([2]);
  expect(nearestPlace(shape, [2, 1])).toEqual([2]);
  expect(nearestPlace({ ...shape, subs: [] }, [1, 1])).toEqual([0]);
});

test('what is new comes to the end of the row of what is selected', () => {
  const places: Place[] = [[0], [1, 1], [1, 3], [2]];
  expect(places.map((place) => endOfRow(shape, place))).toEqual([[2], [1, 3], [1, 3], [2]]);
  expect(endOfRow(full, [1])).toEqual([3]);
});
