import { describe, expect, test } from 'vitest';
import { idsOf, row, rowsDown } from './fake-bridge.ts';
import {
  append,
  compareIds,
  filterRows,
  filters,
  type Log,
  mergeRows,
  moveCursor,
  noFilter,
  type RowFilter,
  reaches,
  receive,
  refresh,
  release,
  restart,
  rowsKept,
} from './message-rows.ts';

const log = (rows: Log['rows'], rest: Partial<Log> = {}): Log => ({ rows, held: [], next: null, ...rest });
const seen = ({ rows, held, next }: Log) => ({ rows: idsOf(rows).join(' '), held: idsOf(held).join(' '), next });

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

describe('a row that comes in', () => {
  test.each([
    ['goes on top while one follows', [4], true, { rows: '4 3 2 1', held: '' }],
    ['waits while one does not', [4], false, { rows: '3 2 1', held: '4' }],
    ['finds its place among those of a busy moment', [5, 4], true, { rows: '5 4 3 2 1', held: '' }],
    ['replaces its earlier version in place', [2], false, { rows: '3 2 1', held: '' }],
  ])('%s', (_, ids, follow, expected) => {
    expect(
      seen(
        receive(
          log([3, 2, 1].map((id) => row(id))),
          ids.map((id) => row(id)),
          follow,
        ),
      ),
    ).toMatchObject(expected);
  });

  test('shows its new state at once, wherever one reads', () => {
    const { rows } = receive(log([row(2), row(1, { state: 'running' })]), [row(1)], false);
    expect(rows.map(({ state }) => state)).toEqual(['done', 'done']);
  });

  test('keeps its newest version while it waits', () => {
    const waiting = receive(log([row(1)]), [row(2, { state: 'running' })], false);
    expect(receive(waiting, [row(2)], false).held).toEqual([row(2)]);
  });

  test('is left for its page where it is older than all that is loaded', () => {
    expect(seen(receive(log(rowsDown(9, 5), { next: '5' }), [row(3)], true))).toEqual({ rows: '9 8 7 6 5', held: '', next: '5' });
  });

  test('brings those that waited along when one follows again', () => {
    expect(seen(receive(log([row(1)], { held: [row(2)] }), [row(3)], true))).toEqual({ rows: '3 2 1', held: '', next: null });
  });

  test('is the first of an empty log', () => expect(seen(receive(log([]), [row(7)], true)).rows).toBe('7'));
});

test('waiting rows go on top when they are let in; without any nothing changes', () => {
  expect(seen(release(log([row(1)], { held: [row(3), row(2)] })))).toEqual({ rows: '3 2 1', held: '', next: null });
  const calm = log([row(1)]);
  expect(release(calm)).toBe(calm);
});

describe('an older page', () => {
  test('goes to the bottom, and says where the next one begins', () => {
    expect(seen(append(log([row(5), row(4)], { next: '4' }), { items: [row(3), row(2)], next: '2' }, []))).toEqual({
      rows: '5 4 3 2',
      held: '',
      next: '2',
    });
  });

  test('does not undo what came in live after it was asked for, nor lets in what waits', () => {
    const page = { items: [row(3, { state: 'running' as const }), row(2)], next: null };
    const appended = append(log([row(4)], { held: [row(5)], next: '4' }), page, [row(3), row(5)]);
    expect(seen(appended)).toEqual({ rows: '4 3 2', held: '5', next: null });
    expect(appended.rows[1]?.state).toBe('done');
  });
});

describe('the newest page after a break', () => {
  const before = log(rowsDown(5, 1), { next: '1' });

  test.each([
    ['reaches what was loaded', rowsDown(7, 5), '5', '5', true],
    ['reaches it where that row itself is gone', [row(7), row(4)], '4', '5', true],
    ['reaches it as the whole log', rowsDown(7, 6), null, '5', true],
    ['may leave rows out', rowsDown(9, 7), '7', '5', false],
    ['reaches nothing where nothing was loaded', rowsDown(9, 7), '7', undefined, false],
  ])('%s', (_, items, next, newest, expected) => expect(reaches({ items, next }, newest)).toBe(expected));

  test('is merged', () => {
    expect(seen(refresh(before, { items: rowsDown(7, 4), next: '4' }, [], true))).toEqual({ rows: '7 6 5 4 3 2 1', held: '', next: '1' });
  });

  test('moves nothing while one reads elsewhere: what is new waits', () => {
    const page = { items: [row(7), row(6), row(5, { state: 'failed' as const })], next: '5' };
    const refreshed = refresh(before, page, [], false);
    expect(seen(refreshed)).toEqual({ rows: '5 4 3 2 1', held: '7 6', next: '1' });
    expect(refreshed.rows[0]?.state).toBe('failed');
  });

  test('does not undo what came in live after it was asked for', () => {
    const page = { items: [row(6, { state: 'running' }), row(5)], next: '5' };
    expect(refresh(before, page, [row(6)], true).rows[0]?.state).toBe('done');
  });
});

test('a log that starts afresh has its page and what came in since, and no row that its next page brings', () => {
  const page = { items: rowsDown(9, 7), next: '7' };
  expect(seen(restart(page, [row(10), row(8, { state: 'failed' }), row(3)]))).toEqual({ rows: '10 9 8 7', held: '', next: '7' });
  expect(restart(page, [row(8, { state: 'failed' })]).rows[1]?.state).toBe('failed');
  expect(seen(restart({ items: [], next: null }, [row(1)]))).toEqual({ rows: '1', held: '', next: null });
});

describe('a full log', () => {
  const full = log(rowsDown(rowsKept, 1));

  test('drops its oldest rows for new ones, and knows that they can be loaded again', () => {
    const { rows, next } = receive(full, [row(rowsKept + 2), row(rowsKept + 1)], true);
    expect([rows.length, rows[0]?.id, rows.at(-1)?.id, next]).toEqual([rowsKept, String(rowsKept + 2), '3', '3']);
  });

  test('does not let the waiting rows grow without end', () => {
    const held = rowsDown(2 * rowsKept, rowsKept + 1);
    const waiting = receive({ ...full, held }, [row(2 * rowsKept + 1)], false);
    expect([waiting.held.length, waiting.rows.length]).toEqual([rowsKept, rowsKept]);
    const { rows, next } = release(waiting);
    expect([rows.length, rows[0]?.id, rows.at(-1)?.id, next]).toEqual([
      rowsKept,
      String(2 * rowsKept + 1),
      String(rowsKept + 2),
      String(rowsKept + 2),
    ]);
  });
});

describe('the filter', () => {
  const rows = [
    row(4, { person: 'LiSi', summary: '重启 web-01', command: 'restart' }),
    row(3, { type: 'event', event: 'CLICK', summary: '点击菜单' }),
    row(2, { direction: 'out', summary: '正常运行' }),
    row(1, { direction: 'refused', type: 'wechat/-40001', account: 'gone', person: '' }),
  ];
  const names = (id: string) => (id === 'ops' ? '运维' : id);

  test.each([
    ['nothing asked', {}, '4 3 2 1'],
    ['blanks only', { text: '  ' }, '4 3 2 1'],
    ['a person, in any case', { text: 'lisi' }, '4'],
    ['words that must all occur', { text: 'WEB-01 重启' }, '4'],
    ['words of which one is missing', { text: '重启 web-02' }, ''],
    ['an event', { text: 'click' }, '3'],
    ['a command', { text: 'restart' }, '4'],
    ["a failure's code", { text: '-40001' }, '1'],
    ["an account's name", { text: '运维' }, '4 3 2'],
    ["an account's id", { text: 'gone' }, '1'],
    ['a direction', { direction: 'out' }, '2'],
    ['a direction and a word', { direction: 'in', text: '菜单' }, '3'],
  ] satisfies [string, Partial<RowFilter>, string][])('by %s', (_, filter, expected) => {
    expect(idsOf(filterRows(rows, { ...noFilter, ...filter }, names)).join(' ')).toBe(expected);
  });

  test('is on when it asks for something', () => {
    expect(
      [noFilter, { ...noFilter, text: ' ' }, { ...noFilter, text: 'a' }, { ...noFilter, direction: 'in' as const }].map(filters),
    ).toEqual([false, false, true, true]);
  });
});

describe('j and k', () => {
  const rows = rowsDown(3, 1);
  test.each([
    ['start at the first row', null, 1, '3'],
    ['go down', '3', 1, '2'],
    ['go up', '2', -1, '3'],
    ['stop at the top', '3', -1, '3'],
    ['stop at the bottom', '1', 1, '1'],
    ['start again where the row is gone', '99', 1, '3'],
  ])('%s', (_, cursor, step, expected) => expect(moveCursor(rows, cursor, step)).toBe(expected));

  test('find nothing in an empty list', () => expect(moveCursor([], '3', 1)).toBeNull());
});
