import { describe, expect, test } from 'vitest';
import type { MessageItem } from '../../shared/message-log.ts';
import { idsOf, row, rowsDown } from './fake-bridge.ts';
import {
  append,
  heldKept,
  type Log,
  makeRoom,
  nothingHeld,
  overheld,
  pageSize,
  reaches,
  receive,
  refill,
  refresh,
  release,
  restart,
  rowCount,
  rowsKept,
} from './message-pages.ts';
import { rowList } from './message-window.ts';

const all = () => true;
const failed = ({ state }: MessageItem) => state === 'failed';
const following = { follow: true, passes: all };
const reading = { follow: false, passes: all };
const waiting = (...items: MessageItem[]) => ({ items, count: items.length });

/** A log of one stretch. */
const log = (items: MessageItem[], { held = nothingHeld, next = null, behind = null }: Partial<Log> = {}): Log => ({
  stretches: [{ low: next ?? '0', count: items.length, items }],
  held,
  next,
  behind,
});
/** A log of full stretches from `newest` down to 1. */
const long = (newest: number): Log => {
  let whole = restart({ items: rowsDown(newest, newest - pageSize + 1), next: String(newest - pageSize + 1) }, [], all);
  for (let from = newest - pageSize; from >= pageSize; from -= pageSize) {
    whole = append(whole, { items: rowsDown(from, from - pageSize + 1), next: from === pageSize ? null : String(from - pageSize + 1) }, []);
  }
  return whole;
};
const rowsOf = ({ stretches }: Log) => stretches.flatMap(({ items }) => items ?? []);
const inMemory = (whole: Log) => rowsOf(whole).length;
const seen = (whole: Log) => ({ rows: idsOf(rowsOf(whole)).join(' '), held: idsOf(whole.held.items).join(' '), next: whole.next });

describe('a row that comes in', () => {
  test.each([
    ['goes on top while one follows', [4], following, { rows: '4 3 2 1', held: '' }],
    ['waits while one does not', [4], reading, { rows: '3 2 1', held: '4' }],
    ['finds its place among those of a busy moment', [5, 4], following, { rows: '5 4 3 2 1', held: '' }],
    ['replaces its earlier version in place', [2], reading, { rows: '3 2 1', held: '' }],
    ['stays out where the filter does not want it', [4], { follow: true, passes: failed }, { rows: '3 2 1', held: '' }],
    ['does not wait where the filter does not want it', [4], { follow: false, passes: failed }, { rows: '3 2 1', held: '' }],
    ['leaves when it meets the filter no longer', [2], { follow: true, passes: failed }, { rows: '3 1', held: '' }],
    ['stays where one reads, though it meets the filter no longer', [2], { follow: false, passes: failed }, { rows: '3 2 1', held: '' }],
  ])('%s', (_, ids, reception, expected) => {
    expect(
      seen(
        receive(
          log([3, 2, 1].map((id) => row(id))),
          ids.map((id) => row(id)),
          reception,
        ),
      ),
    ).toMatchObject(expected);
  });

  test('shows its new state at once, wherever one reads', () => {
    const after = receive(log([row(2), row(1, { state: 'running' })]), [row(1)], reading);
    expect(rowsOf(after).map(({ state }) => state)).toEqual(['done', 'done']);
  });

  test('changes nothing that is shown where it waits, or is not wanted: the table is not drawn again', () => {
    const before = log([row(2), row(1)]);
    expect(receive(before, [row(3)], reading).stretches).toBe(before.stretches);
    expect(receive(before, [row(3)], { follow: true, passes: failed }).stretches).toBe(before.stretches);
    expect(receive(before, [row(2)], reading).stretches).not.toBe(before.stretches);
  });

  test('keeps its newest version while it waits', () => {
    const held = receive(log([row(1)]), [row(2, { state: 'running' })], reading);
    expect(receive(held, [row(2)], reading).held).toEqual(waiting(row(2)));
  });

  test('waits no longer when it meets the filter no longer', () => {
    const held = receive(log([row(1)]), [row(3), row(2, { state: 'failed' })], reading);
    expect(receive(held, [row(2)], { follow: false, passes: ({ id }) => id !== '2' }).held).toEqual(waiting(row(3)));
  });

  test('is let in later where it comes to meet the filter', () => {
    const before = log([row(5), row(1)]);
    expect(seen(receive(before, [row(3, { state: 'failed' })], { follow: true, passes: failed })).rows).toBe('5 3 1');
  });

  test('is left for its page where it is older than all that is known', () => {
    expect(seen(receive(log(rowsDown(9, 5), { next: '5' }), [row(3)], following))).toEqual({ rows: '9 8 7 6 5', held: '', next: '5' });
  });

  test('brings those that waited along when one follows again', () => {
    expect(seen(receive(log([row(1)], { held: waiting(row(2)) }), [row(3)], following))).toEqual({ rows: '3 2 1', held: '', next: null });
  });

  test('is the first of an empty log', () => expect(seen(receive(log([]), [row(7)], following)).rows).toBe('7'));

  test('touches only the stretch that it belongs to, however long the log is', () => {
    const before = long(3000);
    const after = receive(before, [row(3001), row(1500, { state: 'failed' })], following);
    expect(after.stretches.filter((stretch, index) => stretch !== before.stretches[index])).toHaveLength(2);
  });
});

test('waiting rows go on top when they are let in; without any nothing changes', () => {
  expect(seen(release(log([row(1)], { held: waiting(row(3), row(2)) })))).toEqual({ rows: '3 2 1', held: '', next: null });
  const calm = log([row(1)]);
  expect(release(calm)).toBe(calm);
});

describe('an older page', () => {
  test('goes to the bottom, and says where the next one begins', () => {
    const appended = append(log([row(5), row(4)], { next: '4' }), { items: [row(3), row(2)], next: '2' }, []);
    expect(seen(appended)).toEqual({ rows: '5 4 3 2', held: '', next: '2' });
  });

  test('does not undo what came in live after it was asked for, nor lets in what waits', () => {
    const page = { items: [row(3, { state: 'running' as const }), row(2)], next: null };
    const appended = append(log([row(4)], { held: waiting(row(5)), next: '4' }), page, [row(3), row(5)]);
    expect(seen(appended)).toEqual({ rows: '4 3 2', held: '5', next: null });
    expect(rowsOf(appended)[1]?.state).toBe('done');
  });

  test('without a row moves the end of the search', () => {
    const appended = append(log([row(900)], { next: '800' }), { items: [], next: '300', searchedUntil: 1 }, []);
    expect(appended).toMatchObject({ next: '300', stretches: [{ low: '300', count: 1 }] });
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
    expect(seen(refresh(before, { items: rowsDown(7, 4), next: '4' }, [], following))).toEqual({
      rows: '7 6 5 4 3 2 1',
      held: '',
      next: '1',
    });
  });

  test('moves nothing while one reads elsewhere: what is new waits', () => {
    const page = { items: [row(7), row(6), row(5, { state: 'failed' as const })], next: '5' };
    const refreshed = refresh(before, page, [], reading);
    expect(seen(refreshed)).toEqual({ rows: '5 4 3 2 1', held: '7 6', next: '1' });
    expect(rowsOf(refreshed)[0]?.state).toBe('failed');
  });

  test('does not undo what came in live after it was asked for', () => {
    const page = { items: [row(6, { state: 'running' }), row(5)], next: '5' };
    expect(rowsOf(refresh(before, page, [row(6)], following))[0]?.state).toBe('done');
  });
});

describe('a log that starts afresh', () => {
  const page = { items: rowsDown(9, 7), next: '7' };

  test('has its page and what came in since, and no row that its next page brings', () => {
    expect(seen(restart(page, [row(10), row(8, { state: 'failed' }), row(3)], all))).toEqual({ rows: '10 9 8 7', held: '', next: '7' });
    expect(rowsOf(restart(page, [row(8, { state: 'failed' })], all))[1]?.state).toBe('failed');
    expect(seen(restart({ items: [], next: null }, [row(1)], all))).toEqual({ rows: '1', held: '', next: null });
  });

  test('leaves out what has come to miss the filter since', () => {
    expect(seen(restart(page, [row(8), row(11)], ({ id }) => id === '9')).rows).toBe('9 7');
  });
});

describe('memory stays flat', () => {
  test('while one follows: the old end is cut off, and can be loaded again', () => {
    let whole = long(rowsKept);
    for (let id = rowsKept + 1; id <= 3 * rowsKept; id += 50) whole = receive(whole, rowsDown(id + 49, id), following);
    expect(rowCount(whole)).toBeLessThanOrEqual(rowsKept);
    expect([whole.stretches[0]?.items?.[0]?.id, whole.next]).toEqual([String(3 * rowsKept), rowsOf(whole).at(-1)?.id]);
  });

  test('while rows wait: those that are too many are only counted', () => {
    let whole = log([row(1)]);
    for (let id = 2; id <= 3001; id += 100) whole = receive(whole, rowsDown(id + 99, id), reading);
    expect([whole.held.items.length, whole.held.count, overheld(whole)]).toEqual([heldKept, 3000, true]);
    expect(receive(whole, [row(3001), row(5)], reading).held.count).toBe(3000);
    expect([release(whole), receive(whole, [row(4000)], following).held.count]).toEqual([whole, 3001]);
  });

  test('while one scrolls down: rows out of sight make room, and nothing moves', () => {
    const whole = long(3 * rowsKept);
    const roomy = makeRoom(whole, 2 * rowsKept);
    expect(inMemory(roomy)).toBeLessThanOrEqual(rowsKept);
    expect(rowCount(roomy)).toBe(3 * rowsKept);
    const list = rowList(roomy);
    expect([list.at(0)?.id, list.at(2 * rowsKept)?.id, list.at(500)]).toEqual([String(3 * rowsKept), String(rowsKept), undefined]);
  });

  test('and what made room comes back into its place', () => {
    const roomy = makeRoom(long(3 * rowsKept), 2 * rowsKept);
    const [missing] = rowList(roomy).stretchesIn(500, 510);
    expect(missing).toMatchObject({ stretch: { items: null, count: pageSize }, before: String(3 * rowsKept - 499) });
    const back = refill(roomy, missing?.stretch.low ?? '', rowsDown(3 * rowsKept - 500, 3 * rowsKept - 599));
    expect([rowList(back).at(500)?.id, rowCount(back)]).toEqual([String(3 * rowsKept - 500), 3 * rowsKept]);
  });
});

describe('rows are counted', () => {
  const list = rowList(long(1000));
  test('from the newest on', () => {
    expect([list.count, list.at(0)?.id, list.at(150)?.id, list.at(999)?.id, list.at(1000), list.at(-1)]).toEqual([
      1000,
      '1000',
      '850',
      '1',
      undefined,
      undefined,
    ]);
  });
  test('and found by their id', () => expect(['1000', '850', '1', '1001', '0'].map(list.indexOf)).toEqual([0, 150, 999, -1, -1]));
});
