import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { MessageItem } from '../shared/message-log.ts';
import { createActivity } from './activity.ts';
import { createEventHub, type EventHub } from './events.ts';
import { createMessageLog, type MessageLog } from './message-log.ts';
import type { MessageRecord, RowGlance } from './store/records.ts';
import type { Store } from './store/store.ts';
import { StoreError } from './store/store-error.ts';

let events: EventHub;
let log: MessageLog;
/** How many rows each question to the store was about. */
let read: number[];
/** The next questions are refused. */
let refusals: number;
let bugs: unknown[];

const record = (id: string) =>
  ({ id, direction: 'in', account: 'ops', at: 0, type: 'image', person: 'lisi', xml: '', state: 'done', deliveries: 1 }) as MessageRecord;
const glances = (count: number) =>
  Array.from({ length: count }, (_, index): RowGlance => ({ id: String(index), direction: 'in', account: 'ops', at: 0, state: 'done' }));

beforeEach(() => {
  read = [];
  refusals = 0;
  bugs = [];
  events = createEventHub();
  const store = {
    async do(_: string, { ids }: { ids: string[] }) {
      read.push(ids.length);
      if (refusals-- > 0) throw new StoreError('the reading thread has ended');
      return ids.map(record).reverse();
    },
  } as unknown as Store;
  log = createMessageLog({ store, events, activity: createActivity([]), language: () => 'en', onBug: (error) => bugs.push(error) });
});
afterEach(() => expect(bugs).toEqual([]));

test('a thousand rows that come in one by one reach the page in a few batches, each row once', async () => {
  const told: string[][] = [];
  events.listen((_, rows) => told.push((rows as MessageItem[]).map(({ id }) => id)), 'messages.changed');
  const rows = glances(1000);
  for (const row of rows) log.entered([row]);
  await vi.waitFor(() => expect(told.flat().length).toBe(rows.length), { timeout: 5000 });
  expect(new Set(told.flat()).size).toBe(rows.length);
  expect(read).toEqual([300, 300, 300, 100]);
  expect(told.length).toBeLessThanOrEqual(read.length);
});

test('where no page looks, nothing is read again', async () => {
  log.entered(glances(10));
  log.changed(['1'], 'in');
  await log.settled();
  expect(read).toEqual([]);
});

test('rows that cannot be read for once are told a little later', async () => {
  const told: string[] = [];
  log.onRows((rows) => told.push(...rows.map(({ id }) => id)));
  refusals = 1;
  log.added(['1', '2']);
  await vi.waitFor(() => expect(told).toEqual(['2', '1']), { timeout: 5000 });
  expect(read).toEqual([2, 2]);
  expect(bugs.splice(0)).toHaveLength(1);
});

test('before the program ends, all that waits is told at once', async () => {
  events.listen(() => undefined, 'messages.changed');
  log.entered(glances(5000));
  await log.settled();
  expect(read.reduce((sum, count) => sum + count)).toBe(5000);
});

test('a page that does not show the log hears of a flood by its newest rows, and of all answers', async () => {
  const told: string[] = [];
  events.listen(
    (_, rows) => told.push(...(rows as MessageItem[]).map(({ id }) => id)),
    'messages.changed',
    () => false,
  );
  log.entered(glances(5000));
  log.changed(['sent'], 'out');
  await vi.waitFor(() => expect(told.length).toBe(21));
  expect(read).toEqual([21]);
  expect(told).toContain('4999');
  expect(told).toContain('sent');
});
