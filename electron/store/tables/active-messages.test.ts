import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStore, type Store } from '../store.ts';

const storeWorker = new URL('../../../out/electron/store-worker.js', import.meta.url);
let folder = '';
let store: Store;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'weiguan-active-'));
  const opened = await openStore(join(folder, 'weiguan.db'), storeWorker);
  if (!opened.ok) throw new Error(opened.error.message);
  store = opened.value;
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
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
