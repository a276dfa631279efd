import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { must } from '../../shared/test-result.ts';
import { type Db, openDatabase } from './database.ts';
import { openStore, type Store } from './store.ts';

const worker = new URL('../../out/electron/store-worker.js', import.meta.url);

/** A data folder for one test, which goes when the test is over. */
export function testFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'weiguan-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The store of a data folder, closed when the test is over if not before: after `afterEach`, so what uses it can end there. */
export async function openTestStore(folder = testFolder()): Promise<Store> {
  const store = must(await openStore(join(folder, 'weiguan.db'), worker));
  onTestFinished(() => store.close());
  return store;
}

/** The database of a data folder, in this thread; closed when the test is over. */
export function openTestDatabase(folder = testFolder()): Db {
  const db = openDatabase(join(folder, 'weiguan.db'));
  onTestFinished(() => db.close());
  return db;
}
