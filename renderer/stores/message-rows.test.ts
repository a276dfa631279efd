import { describe, expect, test } from 'vitest';
import { idsOf, row, rowsDown } from './fake-bridge.ts';
import { compareIds, firstWhere, mergeRows, placeOf, rowOf } from './message-rows.ts';

describe('ids are compared as the whole numbers that they are', () => {
  test.each([
    ['9', '10', -1],
    ['10', '9', 1],
    ['10', '10', 0],
    ['9223372036854775806', '9223372036854775807', -1],
    ['9007199254740993', '9007199254740992', 1],
    ['999999999999999999', '1000000000000000000', -1],
  ])('%s and %s', (one, other, sign) => expect(Math.sign(compareIds(one, other))).toBe(sign));
});

test('joined rows stand newest first, and the later version of a row stays', () => {
  const joined = mergeRows(
    [row('9223372036854775807'), row(2, { state: 'running' })],
    [row(2), row('9223372036854775806'), row(10), row(9)],
  );
  expect(idsOf(joined)).toEqual(['9223372036854775807', '9223372036854775806', '10', '9', '2']);
  expect(joined.at(-1)?.state).toBe('done');
});

test('a row is found by its id', () => {
  const rows = rowsDown(12, 8);
  expect([rowOf(rows, '10')?.id, rowOf(rows, '7'), placeOf(rows, '13'), placeOf(rows, '7')]).toEqual(['10', undefined, 0, 5]);
});

test.each([
  [[1, 3, 5], 3, 1],
  [[1, 3, 5], 9, 3],
  [[], 1, 0],
])('in %j the first of at least %i stands at %i', (entries, least, place) => {
  expect(firstWhere(entries, (entry) => entry >= least)).toBe(place);
});
