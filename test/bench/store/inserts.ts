import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Db, openDatabase } from '../../../electron/store/database.ts';
import { carryOut, type Request } from '../../../electron/store/operations.ts';
import { indexNextRows, prepareSearch, searchProgress } from '../../../electron/store/search/search-index.ts';
import { type ShortReceipt, wholeReceipt } from '../../../electron/store/tables/arrival-columns.ts';
import { median, printTable } from '../load/table.ts';
import { type Sample, sampler } from './sample-messages.ts';

const messages = 6000;
/** So many share one disk sync, as under load. */
const inBatch = 32;
const rounds = 8;

const bare = (db: Db) => {
  for (const name of ['messages_notable', 'messages_slow', 'messages_command']) db.exec(`DROP INDEX ${name}`);
  db.exec('DROP TRIGGER messages_forgotten');
};

/** How many messages a second are stored and finished, with the indexes of the search and without; and indexed later. */
export function printInsertRates(folder: string): void {
  const rates = { with: [] as number[], without: [] as number[], indexed: [] as number[] };
  for (let round = 0; round < rounds; round++) {
    const samples = sampler(Date.now(), round);
    const given = Array.from({ length: messages }, () => samples.next(100));
    const without = () => inStore(folder, (db) => rates.without.push(insertRate(db, given)), bare);
    const withThem = () =>
      inStore(folder, (db) => {
        rates.with.push(insertRate(db, given));
        rates.indexed.push(indexRate(db));
      });
    for (const measure of round % 2 === 0 ? [without, withThem] : [withThem, without]) measure();
  }
  const [withIndexes, without, indexed] = [median(rates.with), median(rates.without), median(rates.indexed)];
  printTable(
    `Inserts: ${messages.toLocaleString('en')} messages with their outcomes, ${inBatch} a commit, medians of ${rounds}`,
    ['', 'rows/s', 'ratio'],
    [
      ['without the search’s indexes', without.toFixed(0), '1.00'],
      ['with them', withIndexes.toFixed(0), (withIndexes / without).toFixed(2)],
      ['indexed later, in idle moments', indexed.toFixed(0), (indexed / without).toFixed(2)],
    ],
  );
}

function inStore(folder: string, use: (db: Db) => void, prepare: (db: Db) => void = () => undefined): void {
  const dir = mkdtempSync(join(folder, 'inserts-'));
  const db = openDatabase(join(dir, 'store.db'));
  prepareSearch(db);
  prepare(db);
  use(db);
  db.close();
  rmSync(dir, { recursive: true, force: true });
}

function insertRate(db: Db, given: Sample[]): number {
  const started = performance.now();
  for (let from = 0; from < given.length; from += inBatch) {
    const batch = given.slice(from, from + inBatch);
    const received = carryOut(
      db,
      batch.map(({ arrival }): Request => ['messages.receive', arrival]),
    );
    const ids = received.outputs.map((receipt) => wholeReceipt(receipt as ShortReceipt).id);
    carryOut(
      db,
      batch.map(({ outcome }, index): Request => ['messages.finish', { id: ids[index], ...outcome }]),
    );
  }
  return searchProgress(db).newest / ((performance.now() - started) / 1000);
}

function indexRate(db: Db): number {
  const { newest } = searchProgress(db);
  const started = performance.now();
  for (let { upto } = searchProgress(db); upto < newest; { upto } = searchProgress(db)) indexNextRows(db, 256);
  return newest / ((performance.now() - started) / 1000);
}
