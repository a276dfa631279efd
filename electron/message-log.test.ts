import { beforeEach, expect, test, vi } from 'vitest';
import type { MessageItem } from '../shared/message-log.ts';
import { createActivity } from './activity.ts';
import { createEventHub, type EventHub } from './events.ts';
import { createMessageLog, type MessageLog } from './message-log.ts';
import type { MessageRecord, RowGlance } from './store/records.ts';
import type { Store } from './store/store.ts';

let events: EventHub;
let log: MessageLog;
/** How many rows each question to the store was about. */
let read: number[];

const record = (id: string) =>
  ({ id, direction: 'in', account: 'ops', at: 0, type: 'image', person: 'lisi', xml: '', state: 'done', deliveries: 1 }) as MessageRecord;
const glances = (count: number) =>
  Array.from({ length: count }, (_, index): RowGlance => ({ id: String(index), direction: 'in', account: 'ops', at: 0, state: 'done' }));

beforeEach(() => {
  read = [];
  events = createEventHub();
  const store = {
    async do(_: string, { ids }: { ids: string[] }) {
      read.push(ids.length);
      return ids.map(record).reverse();
    },
  } as unknown as Store;
  const onBug = (error: unknown) => expect.fail(String(error));
  log = createMessageLog({ store, events, activity: createActivity([]), language: () => 'en', onBug });
});

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
