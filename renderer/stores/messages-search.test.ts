import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { parseFilter } from '../../shared/filter/parse.ts';
import type { MessageItem } from '../../shared/message-log.ts';
import { err, ok } from '../../shared/result.ts';
import { broken, createFakeBridge, type FakeBridge, idsOf, row, rowsDown } from './fake-bridge.ts';
import { follows } from './message-feed.ts';
import { heldKept, matchingCount } from './message-pages.ts';
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
const byText = (text: string) => ({ text, filter: parseFilter(text, { now: 0, zone: 'UTC' }).filter });
const page = (items: MessageItem[], next: string | null = null) => ok({ items, next });
const answer = (items: MessageItem[], next: string | null = null) => bridge.answer('messages.page', page(items, next));
const emit = (...rows: MessageItem[]) => bridge.emit('messages.changed', rows);

describe('a filter', () => {
  beforeEach(() => answer(rowsDown(9, 8), '8'));
  const filter = { limit: 100, filter: 'status:failed', zone: 'UTC' };
  const failed = (id: number) => row(id, { state: 'failed' });

  test('is searched in the whole log; what was there stays until the answer is', async () => {
    void state().search(byText('status:failed'));
    expect(bridge.waiting('messages.page').map(({ input }) => input)).toEqual([filter]);
    expect([state().searching, shown(), state().start]).toEqual([true, '9 8', 1]);
    await answer([failed(3)]);
    expect([state().searching, shown(), matchingCount(state()), state().start]).toEqual([false, '3', 1, 2]);
  });

  test('shows live rows only where they match', async () => {
    void state().search(byText('status:failed'));
    await answer([failed(3)]);
    emit(row(11), failed(12));
    expect([shown(), matchingCount(state())]).toEqual(['12 3', 2]);
    expect(
      state()
        .latest.slice(0, 3)
        .map(({ id }) => id),
    ).toEqual(['12', '11', '9']);
  });

  test('gets along what came in while it was searched', async () => {
    void state().search(byText('status:failed'));
    emit(row(11), failed(12));
    expect(shown()).toBe('9 8');
    await answer([failed(3)]);
    expect(shown()).toBe('12 3');
  });

  test('that came later wins, whichever answer comes first', async () => {
    void state().search(byText('status:failed'));
    void state().search(byText('status:done'));
    const pages = bridge.waiting('messages.page').filter(({ input }) => input.limit === 100);
    await pages[0]?.answer(page([failed(3)]));
    expect([state().searching, shown()]).toEqual([true, '9 8']);
    await pages[1]?.answer(page([row(7)]));
    expect(shown()).toBe('7');
  });

  test('goes along with older pages, and says how far the search has come', async () => {
    void state().search(byText('status:failed'));
    await bridge.answer('messages.page', ok({ items: [], next: '500', searchedUntil: 1000 }));
    expect([state().searchedUntil, shown()]).toEqual([1000, '']);
    void state().loadMore();
    expect(bridge.waiting('messages.page').at(-1)?.input).toEqual({ ...filter, before: '500' });
    await bridge
      .waiting('messages.page')
      .at(-1)
      ?.answer(page([failed(3)], null));
    expect([state().searchedUntil, shown()]).toEqual([null, '3']);
  });

  test('that leaves more than a page is counted up to a bound', async () => {
    void state().search(byText('status:failed'));
    await answer([failed(3)], '3');
    await bridge.answer('messages.count', ok({ count: 1000, atLeast: true }));
    expect([matchingCount(state()), state().behind?.atLeast]).toEqual([1000, true]);
  });

  test('counts all that it knows where counting took too long', async () => {
    void state().search(byText('status:failed'));
    await answer([failed(3)], '3');
    await bridge.answer('messages.count', ok({ count: 37, atLeast: true }));
    expect([matchingCount(state()), state().behind?.atLeast]).toEqual([38, true]);
  });

  test('counts rows that come and leave just as they are shown', async () => {
    void state().search(byText('status:running'));
    await answer([]);
    const ids = [11, 12, 13, 14, 15];
    for (const id of ids) emit(row(id, { state: 'running' }));
    expect([shown(), matchingCount(state())]).toEqual(['15 14 13 12 11', 5]);
    for (const id of ids) emit(row(id));
    expect([shown(), matchingCount(state())]).toEqual(['', 0]);
  });

  test('counts a row that comes to meet it after a newer one', async () => {
    void state().search(byText('status:failed'));
    await answer([]);
    emit(row(10, { state: 'running' }), row(11, { state: 'running' }));
    emit(failed(11));
    emit(failed(10));
    expect([shown(), matchingCount(state())]).toEqual(['11 10', 2]);
  });

  test('keeps a row that leaves while nothing may move, and lets it go as soon as one follows', async () => {
    void state().search(byText('status:failed'));
    await answer([failed(7), failed(6)], '6');
    await bridge.answer('messages.count', ok({ count: 38, atLeast: false }));
    state().pause(true);
    emit(row(7), failed(12));
    expect([shown(), matchingCount(state())]).toEqual(['7 6', 41]);
    state().showHeld();
    expect([shown(), matchingCount(state())]).toEqual(['12 6', 40]);
  });

  test('counts again where rows that are not loaded change, a few of them together', async () => {
    vi.useFakeTimers();
    void state().search(byText('status:failed'));
    await answer([failed(7), failed(6)], '6');
    await bridge.answer('messages.count', ok({ count: 38, atLeast: false }));
    emit(failed(5));
    emit(failed(4));
    vi.runAllTimers();
    await bridge.answer('messages.count', ok({ count: 40, atLeast: false }));
    expect([matchingCount(state()), bridge.waiting('messages.count')]).toEqual([42, []]);
    void state().loadMore();
    await bridge
      .waiting('messages.page')
      .at(-1)
      ?.answer(page([failed(5), failed(4)], '4'));
    expect(matchingCount(state())).toBe(42);
    vi.useRealTimers();
  });

  test('counts rows that come in while the gateway counts the others, once', async () => {
    void state().search(byText('status:failed'));
    await answer([failed(7), failed(6)], '6');
    expect(bridge.waiting('messages.count').at(-1)?.input).toMatchObject({ filter: 'status:failed', before: '6' });
    emit(failed(8), failed(9));
    await bridge.answer('messages.count', ok({ count: 38, atLeast: false }));
    expect(matchingCount(state())).toBe(42);
  });

  test('is counted anew where an older page came meanwhile', async () => {
    vi.useFakeTimers();
    void state().search(byText('status:failed'));
    await answer([failed(7), failed(6)], '6');
    void state().loadMore();
    await bridge
      .waiting('messages.page')
      .at(-1)
      ?.answer(page([failed(5), failed(4)], '4'));
    await bridge.answer('messages.count', ok({ count: 38, atLeast: false }));
    expect(matchingCount(state())).toBeNull();
    vi.runAllTimers();
    await bridge.answer('messages.count', ok({ count: 36, atLeast: false }));
    expect(matchingCount(state())).toBe(40);
    vi.useRealTimers();
  });

  test('whose search fails says so, and the next try searches it', async () => {
    void state().search(byText('status:failed'));
    await bridge.answer('messages.page', err(broken));
    expect([state().state, state().failure, state().searching]).toEqual(['failed', broken, false]);
    void state().load();
    await bridge
      .waiting('messages.page')
      .at(-2)
      ?.answer(page([failed(3)]));
    expect([state().state, shown()]).toEqual(['ready', '3']);
  });
});

describe('a long log', () => {
  const pages = 80;
  /** Answers with the hundred rows before an id, as a gateway with 8,000 rows does. */
  const serve = async () => {
    for (let call = bridge.waiting('messages.page')[0]; call; call = bridge.waiting('messages.page')[0]) {
      const from = Number(call.input.before ?? pages * 100 + 1) - 1;
      const to = Math.max(1, from - (call.input.limit ?? 100) + 1);
      await call.answer(page(rowsDown(from, to), to === 1 ? null : String(to)));
    }
  };
  beforeEach(async () => {
    await serve();
    for (let at = 1; at < pages; at += 1) {
      void state().loadMore();
      await serve();
      state().look(at * 100, at * 100 + 20);
      await serve();
    }
  });

  test('is scrolled through to its end with few rows in memory', () => {
    expect([rowList(state()).count, state().next]).toEqual([8000, null]);
    expect(rows().length).toBeLessThan(4500);
    expect(rowList(state()).at(7999)?.id).toBe('1');
  });

  test('loads again what has made room, where one scrolls back', async () => {
    expect(rowList(state()).at(1000)).toBeUndefined();
    state().look(1000, 1020);
    await serve();
    expect([rowList(state()).at(1000)?.id, rowList(state()).count]).toEqual(['7000', 8000]);
  });

  test('brings the cursor to a row that has to be loaded first', async () => {
    expect([state().moveTo(1000), state().reach]).toEqual([null, 1000]);
    state().look(1000, 1020);
    await serve();
    expect([state().cursor, state().reach]).toEqual(['7000', null]);
    expect([state().step(1), state().step(-3), state().stepScreens(1)]).toEqual(['6999', '7002', '6983']);
  });
});

test('rows that waited in great number come with a fresh start', async () => {
  await answer([row(1)]);
  state().pause(true);
  emit(...rowsDown(heldKept + 11, 2));
  expect([state().held.count, state().held.items.length]).toEqual([heldKept + 10, heldKept]);
  state().showHeld();
  expect(shown()).toBe('1');
  await answer(rowsDown(heldKept + 11, heldKept - 88), String(heldKept - 88));
  expect([rows().length, state().held.count, follows(state())]).toEqual([100, 0, true]);
});
