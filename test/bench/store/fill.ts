import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from '../../../electron/store/database.ts';
import { migrations } from '../../../electron/store/schema/migrations.ts';
import { indexNextRows, prepareSearch, searchProgress } from '../../../electron/store/search/search-index.ts';
import { searchVersion } from '../../../electron/store/search/search-terms.ts';
import { addUpBlock, nextBlock } from '../../../electron/store/statistics/statistics-blocks.ts';
import { finish, receive, refuse } from '../../../electron/store/tables/messages.ts';
import { sampler } from './sample-messages.ts';

const monthMs = 30 * 86_400_000;
const rowsAtOnce = 5000;

/** Changes with the schema and with how rows are indexed, so that a store of another version is not asked. */
const schemaMark = () => createHash('sha256').update(`${searchVersion}${migrations.join()}`).digest('hex').slice(0, 8);

/**
 * A store with so many rows, over the last 30 days before it was made. It is filled by the store's own functions, in big
 * commits that are not waited for, and kept for the next run.
 */
export function filledStore(folder: string, rows: number): string {
  const file = join(folder, `store-${rows}-${schemaMark()}.db`);
  if (existsSync(file)) return file;
  mkdirSync(folder, { recursive: true });
  const unfinished = `${file}.filling`;
  for (const suffix of ['', '-wal', '-shm']) rmSync(unfinished + suffix, { force: true });
  const db = openDatabase(unfinished);
  db.exec('PRAGMA synchronous = OFF');
  const started = performance.now();
  const samples = sampler(Date.now() - monthMs);
  const gapMs = monthMs / (rows * 0.63);
  let newest = 0;
  while (newest < rows) {
    db.exec('BEGIN');
    for (const goal = Math.min(rows, newest + rowsAtOnce); newest < goal; ) {
      const { arrival, outcome } = samples.next(gapMs);
      const { id } = receive(db, arrival);
      newest = Math.max(Number(id), ...finish(db, { id, ...outcome }).answerIds.map(Number));
      if (newest % 500 === 0) newest = Number(refuse(db, samples.refusal()).id);
    }
    db.exec('COMMIT');
    if (newest % 100_000 < rowsAtOnce)
      console.log(`Filling the store: ${newest.toLocaleString('en')} of ${rows.toLocaleString('en')} rows`);
  }
  const filled = performance.now();
  prepareSearch(db);
  for (let { upto } = searchProgress(db); upto < newest; { upto } = searchProgress(db)) indexNextRows(db, 256);
  for (let block = nextBlock(db); block !== undefined; block = nextBlock(db)) addUpBlock(db, block);
  const seconds = (from: number, to: number) => ((to - from) / 1000).toFixed(0);
  console.log(`Filled in ${seconds(started, filled)} s, indexed in ${seconds(filled, performance.now())} s.`);
  db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  db.close();
  renameSync(unfinished, file);
  return file;
}
