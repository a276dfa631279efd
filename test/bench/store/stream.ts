import { setTimeout } from 'node:timers/promises';
import { searchPage } from '../../../electron/message-search.ts';
import { openDatabase } from '../../../electron/store/database.ts';
import type { Store } from '../../../electron/store/store.ts';
import { printTable } from '../load/table.ts';
import { quantiles } from './quantiles.ts';
import { everywhere, rare, sampler } from './sample-messages.ts';

const seconds = 5;
const perTick = 10;
const tickMs = 10;
const typed = ['重', '重启', 'rest', rare.zh, 'from:zhang4712', `${everywhere} status:failed`];

/** Stores 1,000 messages a second with their outcomes, with and without somebody who types a search all the time. */
export async function printStreaming(store: Store): Promise<void> {
  const alone = await stream(store, false);
  const searched = await stream(store, true);
  printTable(
    `${(1000 / tickMs) * perTick} messages a second come in meanwhile, in ms`,
    ['', 'p50', 'p95', 'p99', 'max'],
    [
      ['stored, nobody searches', ...quantiles(alone.stored, [0.5, 0.95, 0.99, 1])],
      ['stored, somebody searches', ...quantiles(searched.stored, [0.5, 0.95, 0.99, 1])],
      ['searched', ...quantiles(searched.found, [0.5, 0.95, 0.99, 1])],
    ],
  );
  const { newest, upto } = await store.do('messages.searchable');
  console.log(`${(newest - upto).toLocaleString('en')} rows were not indexed yet at the end.`);
}

async function stream(store: Store, searching: boolean): Promise<{ stored: number[]; found: number[] }> {
  const samples = sampler(Date.now(), Date.now() % 1e6);
  const [stored, found]: [number[], number[]] = [[], []];
  const end = performance.now() + seconds * 1000;
  const storeOne = async () => {
    const { arrival, outcome } = samples.next(1);
    const started = performance.now();
    const { id } = await store.do('messages.receive', arrival);
    stored.push(performance.now() - started);
    await store.do('messages.finish', { id, ...outcome });
  };
  const storeAll = async () => {
    const under: Promise<void>[] = [];
    for (let tick = performance.now(); tick < end; tick += tickMs) {
      for (let message = 0; message < perTick; message++) under.push(storeOne());
      await setTimeout(Math.max(0, tick + tickMs - performance.now()));
    }
    await Promise.all(under);
  };
  const search = async () => {
    for (let question = 0; searching && performance.now() < end; question++) {
      const started = performance.now();
      await searchPage(store, { limit: 100, filter: typed[question % typed.length] });
      found.push(performance.now() - started);
      await setTimeout(50);
    }
  };
  await Promise.all([storeAll(), search()]);
  return { stored, found };
}

/** Takes out what came in, so that the next run finds the store as this one did. */
export function forgetStreamed(file: string, rows: number): void {
  const db = openDatabase(file);
  db.exec('BEGIN');
  db.run('DELETE FROM messages WHERE id > :rows AND answers IS NOT NULL', { rows });
  db.run('DELETE FROM messages WHERE id > :rows', { rows });
  db.run('UPDATE search_progress SET upto = min(upto, (SELECT max(id) FROM messages))');
  db.run('DELETE FROM statistics_blocks WHERE block >= :first', { first: Math.floor(rows / 1024) });
  db.run("UPDATE sqlite_sequence SET seq = (SELECT max(id) FROM messages) WHERE name = 'messages'");
  db.exec('COMMIT');
  db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  db.close();
}
