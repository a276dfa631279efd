import { expect, test } from 'vitest';
import type { Arrival } from '../records.ts';
import { arrivalColumns, toRow } from './arrival-columns.ts';

test('each value of an arrival goes into the column of its name', () => {
  const arrival = Object.fromEntries(arrivalColumns.map((column) => [column, `the ${column}`])) as unknown as Arrival;
  expect(toRow(arrival)).toEqual(arrivalColumns.map((column) => `the ${column}`));
});

test('what an arrival doesn’t have is NULL', () => {
  const arrival: Arrival = {
    ...{ account: 'a', dedupeKey: 'k', at: 1, type: 'text', person: 'li', xml: '<xml/>', raw: '' },
    ...{ state: 'received', request: '{}' },
  };
  const row: Record<string, unknown> = Object.fromEntries(arrivalColumns.map((column, place) => [column, toRow(arrival)[place]]));
  expect(row).toMatchObject({ event: null, message: null, ms: null, timing: null, command: null, signature: null, replays: null });
});
