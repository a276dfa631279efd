import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { MessageItem } from '../../shared/message-log.ts';
import { err, ok } from '../../shared/result.ts';
import { broken, createFakeBridge, type FakeBridge, idsOf, row, rowsDown } from './fake-bridge.ts';
import { follows } from './message-feed.ts';
import { rowList } from './message-window.ts';
import { createMessagesStore } from './messages.ts';

let bridge: FakeBridge;
let messages: ReturnType<typeof createMessagesStore>;
let stop: () => void;

beforeEach(() => {
  bridge = createFakeBridge();
  messages = createMessagesStore(bridge);
  stop = messages.start();
});
afterEach(() => {
  stop();
  expect(bridge.listeners()).toBe(0);
});

const state = () => messages.store.getState();
const rows = () => state().stretches.flatMap(({ items }) => items ?? []);
const shown = () => idsOf(rows()).join(' ');
const held = () => idsOf(state().held.items).join(' ');
const page = (items: MessageItem[], next: string | null = null) => ok({ items, next });
const answer = (items: MessageItem[], next: string | null = null) => bridge.answer('messages.page', page(items, next));
const emit = (...rows: MessageItem[]) => bridge.emit('messages.changed', rows);

describe('the first page', () => {
  test('shows when it is there', async () => {
    expect(state().state).toBe('loading');
    expect(bridge.waiting('messages.page').map(({ input }) => input)).toEqual([{ limit: 100 }]);
    await answer(rowsDown(3, 1));
    expect([state().state, shown(), state().next]).toEqual(['ready', '3 2 1', null]);
  });

  test('that fails says so, and can be asked for again', async () => {
    await bridge.answer('messages.page', err(broken));
    expect([state().state, state().failure]).toEqual(['failed', broken]);
    void state().load();
    expect(state().state).toBe('loading');
    await answer([row(1)]);
    expect([state().state, state().failure, shown()]).toEqual(['ready', null, '1']);
  });

  test('that fails is missed even where rows have come in live', async () => {
    emit(row(500));
    await bridge.answer('messages.page', err(broken));
    expect(state().state).toBe('failed');
    void state().load();
    await answer(rowsDown(500, 498), '498');
    expect([shown(), state().next]).toEqual(['500 499 498', '498']);
  });

  test('does not undo what came in live while it was under way', async () => {
    emit(row(2), row(3));
    await answer([row(2, { state: 'running' }), row(1)]);
    expect(shown()).toBe('3 2 1');
    expect(rows()[1]?.state).toBe('done');
  });

  test('never shows an empty list on its way', async () => {
    const states: string[] = [];
    messages.store.subscribe((now) => states.push(`${now.state} ${rowList(now).count}`));
    await answer([row(1)]);
    expect(new Set(states)).toEqual(new Set(['loading 0', 'ready 1']));
    expect(states).not.toContain('ready 0');
  });
});

describe('new rows', () => {
  beforeEach(() => answer([row(1)]));

  test('go on top while one follows', () => {
    emit(row(2));
    expect([shown(), held()]).toEqual(['2 1', '']);
  });

  test.each([
    ['one has paused', () => state().pause(true), () => state().pause(false)],
    ['one reads further down', () => state().setAtTop(false), () => state().setAtTop(true)],
    ['the pointer is over the rows', () => state().setPointing(true), () => state().setPointing(false)],
  ])('wait while %s, and come when that ends', (_, begin, end) => {
    begin();
    emit(row(2));
    emit(row(3));
    expect([shown(), held()]).toEqual(['1', '3 2']);
    end();
    expect([shown(), held()]).toEqual(['3 2 1', '']);
  });

  test('wait until nothing holds them back any more', () => {
    state().pause(true);
    state().setAtTop(false);
    emit(row(2));
    state().pause(false);
    expect([held(), follows(state())]).toEqual(['2', false]);
    state().setAtTop(true);
    expect([held(), follows(state())]).toEqual(['', true]);
  });

  test('are let in by a click on how many wait, which follows again', () => {
    state().pause(true);
    state().setAtTop(false);
    emit(row(2));
    state().showHeld();
    expect([shown(), held(), follows(state())]).toEqual(['2 1', '', true]);
  });

  test('change in place while one has paused', () => {
    state().pause(true);
    emit(row(1, { state: 'failed' }));
    expect([rows()[0]?.state, held()]).toEqual(['failed', '']);
  });

  test('come no more after the end', () => {
    stop();
    emit(row(2));
    expect(shown()).toBe('1');
  });
});

describe('older rows', () => {
  beforeEach(() => answer(rowsDown(9, 8), '8'));

  test('are asked for from behind the last one, once at a time', async () => {
    void state().loadMore();
    void state().loadMore();
    expect(bridge.waiting('messages.page').map(({ input }) => input)).toEqual([{ limit: 100, before: '8' }]);
    expect(state().more).toBe('loading');
    await answer(rowsDown(7, 6), '6');
    expect([shown(), state().next, state().more]).toEqual(['9 8 7 6', '6', 'idle']);
  });

  test('that fail say so at the end of the list, and can be asked for again', async () => {
    void state().loadMore();
    await bridge.answer('messages.page', err(broken));
    expect([state().more, state().moreFailure, state().state]).toEqual(['failed', broken, 'ready']);
    void state().loadMore();
    expect([state().more, state().moreFailure]).toEqual(['loading', null]);
    await answer([row(7)]);
    expect([shown(), state().next, state().more]).toEqual(['9 8 7', null, 'idle']);
  });

  test('are not asked for at the end', async () => {
    void state().loadMore();
    await answer([row(7)]);
    void state().loadMore();
    expect(bridge.waiting('messages.page')).toEqual([]);
  });

  test('do not undo what came in live while they were under way', async () => {
    void state().loadMore();
    emit(row(7));
    await answer([row(7, { state: 'running' })]);
    expect(rows().at(-1)).toEqual(row(7));
  });

  test('come no more into a log that has started afresh meanwhile', async () => {
    void state().loadMore();
    const [older] = bridge.waiting('messages.page');
    void state().reload();
    await bridge.waiting('messages.page')[1]?.answer(page(rowsDown(99, 98), '98'));
    await older?.answer(page(rowsDown(7, 6), '6'));
    expect([shown(), state().next, state().more]).toEqual(['99 98', '98', 'idle']);
  });

  test('can be asked for again after a log that started afresh, though an outdated answer is still to come', async () => {
    void state().loadMore();
    const [older] = bridge.waiting('messages.page');
    void state().reload();
    await bridge.waiting('messages.page')[1]?.answer(page(rowsDown(99, 98), '98'));
    void state().loadMore();
    await older?.answer(err(broken));
    expect([state().more, state().moreFailure]).toEqual(['loading', null]);
  });
});

describe('after a break', () => {
  beforeEach(() => answer(rowsDown(5, 4), '4'));

  test('what was missed is there', async () => {
    void state().load();
    await answer([row(7), row(6), row(5, { state: 'failed' })], '5');
    expect([shown(), state().next, rows()[2]?.state]).toEqual(['7 6 5 4', '4', 'failed']);
  });

  test('what was missed waits while one has paused', async () => {
    state().pause(true);
    void state().load();
    await answer(rowsDown(7, 5), '5');
    expect([shown(), held()]).toEqual(['5 4', '7 6']);
  });

  test('the log starts afresh where more was missed than a page holds, though a new row came in first', async () => {
    void state().load();
    emit(row(300));
    await answer(rowsDown(300, 201), '201');
    expect([rows().length, rows().at(-1)?.id, state().next]).toEqual([100, '201', '201']);
  });

  test('nothing is missing where the first try to catch up fails', async () => {
    void state().load();
    emit(row(300));
    await bridge.answer('messages.page', err(broken));
    expect([state().state, shown()]).toEqual(['ready', '300 5 4']);
    void state().load();
    await answer(rowsDown(300, 201), '201');
    expect([rows().at(-1)?.id, state().next, state().failure]).toEqual(['201', '201', null]);
  });

  test('an answer that comes late does not undo a newer one', async () => {
    void state().load();
    void state().load();
    const [earlier, later] = bridge.waiting('messages.page');
    await later?.answer(page([row(6), row(5)], '5'));
    await earlier?.answer(page([row(6, { state: 'running' }), row(5)], '5'));
    expect(rows()[0]).toEqual(row(6));
  });

  test('the end of the list tries again by itself', async () => {
    void state().loadMore();
    await bridge.answer('messages.page', err(broken));
    void state().load();
    await answer([row(5)], '5');
    expect([state().more, state().moreFailure]).toEqual(['idle', null]);
  });

  test('an older page under way still arrives', async () => {
    void state().loadMore();
    void state().load();
    await bridge.waiting('messages.page')[1]?.answer(page([row(6), row(5)], '5'));
    expect(state().more).toBe('loading');
    await answer([row(3)], null);
    expect([shown(), state().more]).toEqual(['6 5 4 3', 'idle']);
  });
});

describe('after a change of language', () => {
  beforeEach(() => answer([row(2, { summary: '状态' }), row(1, { summary: '帮助' })], '1'));
  const english = (id: number) => row(id, { summary: 'status' });

  test('every row is read anew', async () => {
    void state().reload();
    expect(shown()).toBe('2 1');
    await answer([english(2), english(1)], '1');
    expect(rows()).toEqual([english(2), english(1)]);
  });

  test('no row is lost that came in while they were read', async () => {
    void state().reload();
    emit(english(3));
    await answer([english(2), english(1)], '1');
    expect(shown()).toBe('3 2 1');
  });

  test('a failure leaves the rows as they are, and the next refresh reads them anew', async () => {
    void state().reload();
    await bridge.answer('messages.page', err(broken));
    expect([state().state, shown()]).toEqual(['ready', '2 1']);
    void state().load();
    await answer([english(2)], '2');
    expect([rows(), state().next]).toEqual([[english(2)], '2']);
  });

  test('no refresh under way brings the old texts back', async () => {
    void state().load();
    void state().reload();
    const [refresh, reload] = bridge.waiting('messages.page');
    await reload?.answer(page([english(2)], '2'));
    await refresh?.answer(page(rowsDown(2, 1), '1'));
    expect(rows()).toEqual([english(2)]);
  });
});

test('rows of several deliveries within a frame are taken together', async () => {
  const frames: (() => void)[] = [];
  const frame = (run: () => void) => {
    frames.push(run);
    return () => undefined;
  };
  const patient = createMessagesStore(bridge, { frame });
  const end = patient.start();
  await answer([row(1)]);
  await answer([row(1)]);
  emit(row(2));
  emit(row(3));
  expect([frames.length, rowList(patient.store.getState()).count]).toEqual([1, 1]);
  frames[0]?.();
  expect(rowList(patient.store.getState()).count).toBe(3);
  end();
});

test('a window in the background that gets no frames does not gather rows without end', async () => {
  const hidden = createMessagesStore(bridge, { frame: () => () => undefined });
  const end = hidden.start();
  await answer([row(1)]);
  await answer([row(1)]);
  for (let id = 2; id <= 5001; id += 100) emit(...rowsDown(id + 99, id));
  expect(rowList(hidden.store.getState()).at(0)?.id).toBe('4001');
  end();
});

describe('j and k', () => {
  beforeEach(() => answer(rowsDown(3, 1)));
  test.each([
    ['start at the first row', null, 1, '3'],
    ['go down', '3', 1, '2'],
    ['go up', '2', -1, '3'],
    ['stop at the top', '3', -1, '3'],
    ['stop at the bottom', '1', 1, '1'],
    ['start again where the row is gone', '99', 1, '3'],
  ])('%s', (_, cursor, step, expected) => {
    state().setCursor(cursor);
    expect(state().step(step)).toBe(expected);
  });
});

describe('while another page is open', () => {
  test('the log keeps its place, and lists the latest', async () => {
    await answer(rowsDown(3, 1));
    state().show(false);
    emit(row(9));
    expect([shown(), idsOf(state().latest).join(' ')]).toEqual(['3 2 1', '9 3 2 1']);
  });
  test('what becomes of its rows is shown', async () => {
    await answer([row(2, { state: 'running' }), row(1)]);
    state().show(false);
    emit(row(2, { state: 'done' }));
    expect(rows()[0]?.state).toBe('done');
  });
  test('rows come in that are all there when the log is on the page again', async () => {
    await answer(rowsDown(3, 1));
    state().show(false);
    emit(row(9));
    state().show(true);
    await answer(rowsDown(9, 1));
    expect(shown()).toBe('9 8 7 6 5 4 3 2 1');
  });
  test('too many come in to join: the log begins afresh', async () => {
    await answer(rowsDown(3, 1));
    state().show(false);
    state().show(true);
    await answer(rowsDown(900, 801), '801');
    expect([rows().length, state().next]).toEqual([100, '801']);
  });
});
