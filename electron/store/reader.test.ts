import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { openDatabase } from './database.ts';
import type { Store } from './store.ts';
import { openTestStore, testFolder } from './test-store.ts';

let dir: string;
let store: Store;
const file = () => join(dir, 'weiguan.db');

beforeEach(async () => {
  dir = testFolder();
  store = await openTestStore(dir);
});

const receive = (dedupeKey: string) =>
  store.do('messages.receive', {
    ...{ account: 'corp', at: 1, dedupeKey, type: 'text', person: 'zhangsan', xml: '<xml/>', raw: '', state: 'received', request: '{}' },
  });
const newest = async () => (await store.do('messages.page', { limit: 1 })).items[0]?.id;

test('what was said to be on disk is found by the next question', async () => {
  for (let row = 1; row <= 50; row++) {
    const { id } = await receive(`k${row}`);
    expect(await newest()).toBe(id);
  }
});

test('who looks into the log doesn’t wait for what can’t be written just now', async () => {
  await receive('a');
  const other = openDatabase(file());
  other.exec('BEGIN IMMEDIATE');
  const order: string[] = [];
  const writing = receive('b').then(
    () => order.push('written'),
    () => order.push('refused'),
  );
  await newest().then((id) => order.push(`read ${id}`));
  other.exec('ROLLBACK');
  other.close();
  await writing;
  expect(order[0]).toBe('read 1');
});

test('questions that are under way when the store closes are answered', async () => {
  await receive('a');
  const asked = Promise.all(Array.from({ length: 20 }, newest));
  await store.close();
  expect(await asked).toEqual(Array(20).fill('1'));
});
