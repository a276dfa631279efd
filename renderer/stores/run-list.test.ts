import { describe, expect, test } from 'vitest';
import type { Run } from '../../shared/run.ts';
import { askedRuns, extraConditions, isNarrowed, listedRuns, noRunFilter, type RunFilter, withNewest } from './run-list.ts';

const everything = {};
const people = {
  operators: () => [{ account: 'ops', person: 'zhangsan', name: '张三', role: 'operator' }],
  platformOf: (account: string) => (account === 'ops' ? ('wecom' as const) : ('official-account' as const)),
};
const run = (id: string, at: number, change: Partial<Run> = {}): Run => ({
  ...{ id, at, origin: 'chat', command: 'status', line: 'status local', danger: 'read', targets: ['local'], state: 'done' },
  ...change,
});
const idsOf = (runs: Run[]) => runs.map(({ id }) => id);
const list = [run('c', 3), run('a', 1)];
const now = Date.UTC(2026, 10, 21, 6);

test('a new run stands at its time, and one that has changed stays where it was', () => {
  expect(idsOf(listedRuns(list, [run('b', 2)], everything, false, people))).toEqual(['c', 'b', 'a']);
  const changed = listedRuns(list, [run('c', 3, { state: 'failed' })], everything, false, people);
  expect(changed.map(({ id, state }) => [id, state])).toEqual([
    ['c', 'failed'],
    ['a', 'done'],
  ]);
});

test('one that is older than all that are loaded waits until they are', () => {
  expect(idsOf(listedRuns(list, [run('0', 0)], everything, true, people))).toEqual(['c', 'a']);
  expect(idsOf(listedRuns(list, [run('0', 0)], everything, false, people))).toEqual(['c', 'a', '0']);
  expect(idsOf(listedRuns(list, [run('a', 1, { ms: 5 })], everything, true, people))).toEqual(['c', 'a']);
});

describe('only what meets the filter is listed', () => {
  test.each([
    [{ text: 'WEB-01' }, ['web']],
    [{ text: 'zhang' }, ['web', 'fan']],
    [{ origin: 'console' }, ['click']],
    [{ origin: 'chat' }, ['web']],
    [{ origin: 'replay' }, ['fan']],
    [{ state: 'failed' }, ['click']],
    [{ text: '张三' }, ['web']],
    [{ person: 'zhangsan' }, ['web', 'fan']],
    [{ person: 'ZHANGSAN' }, ['web']],
    [{ target: 'web-01' }, ['web']],
    [{ target: 'web' }, []],
    [{ account: 'ops' }, ['web']],
    [{ command: 'status' }, ['web', 'click']],
    [{ period: '1h' }, ['web']],
  ] as [Partial<RunFilter>, string[]][])('%j', (filter, ids) => {
    const runs = [
      run('web', now, { account: 'ops', person: 'ZhangSan', targets: ['web-01'], line: 'status web-01' }),
      run('fan', 2, { account: 'oa', person: 'zhangsan', command: 'help', line: 'help', isReplay: true }),
      run('click', 1, { origin: 'console', state: 'failed' }),
    ];
    expect(idsOf(listedRuns([], runs, askedRuns({ ...noRunFilter, ...filter }, now), false, people))).toEqual(ids);
  });
});

test('what is not chosen is not asked for, and a period ends now', () => {
  expect(askedRuns(noRunFilter, now)).toEqual({});
  expect(askedRuns({ ...noRunFilter, text: ' 重启 ', period: '24h', state: 'failed' }, now)).toEqual({
    ...{ text: '重启', states: ['failed'], since: now - 86_400_000 },
  });
});

test('times of one’s own are local ones, and count only for that period', () => {
  const own = { ...noRunFilter, period: 'own' as const, from: '2026-11-21T08:00', to: '' };
  expect(askedRuns(own, now)).toEqual({ since: new Date(2026, 10, 21, 8).getTime() });
  expect(askedRuns({ ...own, period: 'all' }, now)).toEqual({});
});

test('a server that can not be called so is no wish for all servers', () => {
  const nobody = askedRuns({ ...noRunFilter, target: 'not a server' }, now);
  expect(listedRuns([], [run('a', 1)], nobody, false, people)).toEqual([]);
});

test('it is said how many conditions are hidden in the second line', () => {
  expect([extraConditions(noRunFilter), isNarrowed(noRunFilter)]).toEqual([0, false]);
  const narrowed = { ...noRunFilter, person: 'lisi', period: '7d' as const };
  expect([extraConditions(narrowed), isNarrowed(narrowed)]).toEqual([2, true]);
});

test('a run that meets the filter no more leaves the list', () => {
  const running = { states: ['running' as const] };
  expect(listedRuns([run('a', 1, { state: 'running' })], [run('a', 1)], running, false, people)).toEqual([]);
});

test('of too many entries the oldest go', () => {
  expect(withNewest({ a: 1, b: 2 }, 'c', 3, 2)).toEqual({ b: 2, c: 3 });
  expect(Object.keys(withNewest({ a: 1, b: 2 }, 'a', 4, 2))).toEqual(['b', 'a']);
});
