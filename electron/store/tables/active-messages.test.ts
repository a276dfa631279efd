import { beforeEach, expect, test } from 'vitest';
import type { Store } from '../store.ts';
import { openTestStore } from '../test-store.ts';

let store: Store;

beforeEach(async () => {
  store = await openTestStore();
});

const letter = { key: 'hand 1 0', account: 'corp', person: 'zhangsan', at: 1_000, text: '状态 web-01' };

test('what the admin writes to somebody waits in the outbox and stands in the log, once for each key', async () => {
  const id = await store.do('messages.addActive', letter);
  expect(await store.do('messages.addActive', letter)).toBe(id);
  expect(await store.do('messages.withKey', { key: letter.key })).toEqual({ id });
  expect(await store.do('messages.withKey', { key: 'hand 2 0' })).toEqual({ id: null });
  const heads = await store.do('outbox.heads', { limit: 10 });
  expect(heads).toMatchObject([{ id, account: 'corp', person: 'zhangsan', text: '状态 web-01', key: 'hand 1 0' }]);
  const row = await store.do('messages.get', { id });
  expect(row).toMatchObject({ direction: 'out', state: 'queued', answer: '状态 web-01', relatives: [] });
  expect(row?.command).toBeUndefined();
});
