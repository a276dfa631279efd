import { expect, test } from 'vitest';
import { type DropSide, dropPlace, dropSide } from './drop-place.ts';
import type { Place } from './places.ts';

const rect = { left: 0, top: 0, width: 90, height: 40 };

test.each<[Place, number, number, DropSide]>([
  [[0], 10, 20, 'before'],
  [[0], 45, 20, 'into'],
  [[0], 80, 20, 'after'],
  [[0, 1], 80, 10, 'before'],
  [[0, 1], 10, 30, 'after'],
])('over %j at %i, %i a button goes %s', (place, x, y, side) => expect(dropSide(rect, { x, y }, place, true)).toBe(side));

test('an empty place is taken wherever it is pointed at', () => expect(dropSide(rect, { x: 80, y: 30 }, [1], false)).toBe('before'));

test.each<[Place, Place, DropSide, number, Place | undefined]>([
  [[0], [2], 'before', 0, [1]],
  [[0], [2], 'after', 0, [2]],
  [[2], [0], 'before', 0, [0]],
  [[0], [1], 'before', 0, undefined],
  [[0], [0], 'after', 0, undefined],
  [[0], [1], 'into', 2, [0, 2]],
  [[0], [0], 'into', 0, undefined],
  [[0], [0, 0], 'before', 0, undefined],
  [[1, 0], [1, 2], 'after', 0, [1, 2]],
  [[1, 2], [1, 0], 'before', 0, [1, 0]],
  [[1, 0], [1, 1], 'before', 0, undefined],
  [[1, 0], [0], 'into', 3, [0, 3]],
  [[1, 0], [2], 'before', 0, [2]],
  [[0], [1, 1], 'before', 0, [0, 1]],
])('%j dropped over %j, %s, of %i, goes to %j', (from, over, side, subs, to) => expect(dropPlace(from, over, side, subs)).toEqual(to));
