import { describe, expect, test } from 'vitest';
import type { Run } from '../../shared/run.ts';
import { listedRuns, type RunFilter, withNewest } from './run-list.ts';

const everything: RunFilter = { text: '', origin: 'all', state: 'all' };
const run = (id: string, at: number, change: Partial<Run> = {}): Run => ({
  ...{ id, at, origin: 'chat', command: 'status', line: 'status local', danger: 'read', targets: ['local'], state: 'done' },
  ...change,
});
const idsOf = (runs: Run[]) => runs.map(({ id }) => id);
const list = [run('c', 3), run('a', 1)];

test('a new run stands at its time, and one that has changed stays where it was', () => {
  expect(idsOf(listedRuns(list, [run('b', 2)], everything, false))).toEqual(['c', 'b', 'a']);
  const changed = listedRuns(list, [run('c', 3, { state: 'failed' })], everything, false);
  expect(changed.map(({ id, state }) => [id, state])).toEqual([
    ['c', 'failed'],
    ['a', 'done'],
  ]);
});

test('one that is older than all that are loaded waits until they are', () => {
  expect(idsOf(listedRuns(list, [run('0', 0)], everything, true))).toEqual(['c', 'a']);
  expect(idsOf(listedRuns(list, [run('0', 0)], everything, false))).toEqual(['c', 'a', '0']);
  expect(idsOf(listedRuns(list, [run('a', 1, { ms: 5 })], everything, true))).toEqual(['c', 'a']);
});

describe('only what meets the filter is listed', () => {
  test.each([
    [{ text: 'WEB-01' }, ['web']],
    [{ text: 'zhang' }, ['web']],
    [{ origin: 'console' }, ['click']],
    [{ state: 'failed' }, ['click']],
  ] as [Partial<RunFilter>, string[]][])('%j', (filter, ids) => {
    const runs = [
      run('web', 2, { person: 'zhangsan', targets: ['web-01'], line: 'status web-01' }),
      run('click', 1, { origin: 'console', state: 'failed' }),
    ];
    expect(idsOf(listedRuns([], runs, { ...everything, ...filter }, false))).toEqual(ids);
  });
});

test('a run that meets the filter no more leaves the list', () => {
  const running = { ...everything, state: 'running' as const };
  expect(listedRuns([run('a', 1, { state: 'running' })], [run('a', 1)], running, false)).toEqual([]);
});

test('of too many entries the oldest go', () => {
  expect(withNewest({ a: 1, b: 2 }, 'c', 3, 2)).toEqual({ b: 2, c: 3 });
  expect(Object.keys(withNewest({ a: 1, b: 2 }, 'a', 4, 2))).toEqual(['b', 'a']);
});
