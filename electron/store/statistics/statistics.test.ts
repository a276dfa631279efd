import { afterEach, beforeEach, expect, test } from 'vitest';
import { parseFilter } from '../../../shared/filter/parse.ts';
import { type Db, openDatabase } from '../database.ts';
import { indexNextRows, prepareSearch } from '../search/search-index.ts';
import { slice } from './statistics.ts';
import { addUpBlock, nextBlock } from './statistics-blocks.ts';
import type { TimeGrid } from './statistics-groups.ts';
import { type StatisticsPart, StatisticsTally } from './statistics-tally.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const now = 1_800_000_000_000;
const rows = 4500;
let db: Db;

beforeEach(() => {
  db = openDatabase(':memory:');
  prepareSearch(db);
});
afterEach(() => db.close());

/** Puts rows into the log, `gapMs` apart, the newest one now. */
function fill(gapMs: number): void {
  db.exec('BEGIN');
  for (let row = 1; row <= rows; row++) {
    db.run(
      `INSERT INTO messages (direction, account, at, type, event, person, dedupe_key, state, command, ms, failure, queued_at, tries)
       VALUES (:direction, :account, :at, :type, :event, 'zhangsan', :key, :state, :command, :ms, :failure, :queued, :tries)`,
      {
        direction: row % 3 === 0 ? 'out' : row % 50 === 0 ? 'refused' : 'in',
        account: `account ${row % 4}`,
        at: now - (rows - row) * gapMs,
        type: row % 7 === 0 ? 'event' : 'text',
        event: row % 7 === 0 ? 'CLICK' : null,
        key: `k${row}`,
        state: row % 11 === 0 ? 'failed' : row % 3 === 0 ? 'sent' : 'done',
        command: row % 5 === 0 ? 'status' : null,
        ms: (row * 37) % 900,
        failure: row % 11 === 0 ? { code: `wecom/${row % 2}` } : null,
        queued: row % 6 === 0 ? 1 : null,
        tries: row % 12 === 0 ? 1 : 0,
      },
    );
  }
  db.exec('COMMIT');
  indexNextRows(db, rows);
}

function addUpBlocks(): number {
  let blocks = 0;
  for (let block = nextBlock(db); block !== undefined; block = nextBlock(db)) {
    addUpBlock(db, block);
    blocks += 1;
  }
  return blocks;
}

function counted(filter: string, grid: TimeGrid): StatisticsPart {
  const tally = new StatisticsTally();
  for (let before: string | null = String(rows + 1000); before !== null; ) {
    const asked = { filter: parseFilter(filter, { now, zone: 'Asia/Shanghai' }).filter, now, before, ...grid };
    const { part, next } = slice(db, asked);
    tally.addPart(part);
    before = next;
  }
  return tally.part();
}

/** Lists have no order of their own; bins and their counts follow each other. */
function sorted({ outbox, all, ...lists }: StatisticsPart): unknown {
  const entries = Object.entries(lists).map(([name, list]) => [name, list.map((entry) => JSON.stringify(inOrder(entry))).sort()]);
  return { outbox, all: inOrder(all), ...Object.fromEntries(entries) };
}

function inOrder(entry: unknown): unknown {
  if (!Array.isArray(entry)) return entry;
  const bins: unknown = entry.at(-1);
  if (!Array.isArray(bins)) return entry;
  const pairs = bins.flatMap((bin, at) => (at % 2 === 0 ? [`${bin}: ${bins[at + 1]}`] : []));
  return [...entry.slice(0, -1), pairs.sort()];
}

/** What is counted row by row. */
function rowByRow(filter: string, grid: TimeGrid): StatisticsPart {
  db.exec('SAVEPOINT without');
  db.run('DELETE FROM statistics_blocks');
  const part = counted(filter, grid);
  db.exec('ROLLBACK TO without');
  db.exec('RELEASE without');
  return part;
}

const grids: TimeGrid[] = [
  { bucketMs: 12 * hourMs, offsetMs: 8 * hourMs },
  { bucketMs: hourMs, offsetMs: -5.5 * hourMs },
  { bucketMs: 15 * minuteMs, offsetMs: 5.75 * hourMs },
  { bucketMs: minuteMs, offsetMs: 8 * hourMs },
  { bucketMs: hourMs, offsetMs: 1234 },
];
const filters = ['', 'since:30m', 'since:2d', 'since:3d until:20m', 'type:text', '-since:1d'];

test.each([
  ['much traffic', 500],
  ['little traffic', 3 * minuteMs],
])('what was added up before counts as the rows themselves: %s', (_, gapMs) => {
  fill(gapMs);
  expect(addUpBlocks()).toBe(3);
  for (const filter of filters) {
    for (const grid of grids)
      expect(sorted(counted(filter, grid)), `${filter} ${JSON.stringify(grid)}`).toEqual(sorted(rowByRow(filter, grid)));
  }
  expect(
    counted('', grids[0] as TimeGrid)
      .all.slice(1, 4)
      .reduce<number>((sum, count) => sum + Number(count), 0),
  ).toBe(rows);
});

test('a row that changes or goes later counts as it is now, at once and after its block was added up again', () => {
  fill(minuteMs);
  addUpBlocks();
  const grid = grids[0] as TimeGrid;
  db.run("UPDATE messages SET state = 'failed', failure = :failure WHERE id = 31", { failure: { code: 'late/one' } });
  db.run('DELETE FROM messages WHERE id BETWEEN 2048 AND 2100');
  db.run('DELETE FROM messages WHERE id < 20');
  const asked = () => counted('', grid);
  expect(asked().failures).toContainEqual(['late/one', 1]);
  expect(sorted(asked())).toEqual(sorted(rowByRow('', grid)));
  expect(addUpBlocks()).toBe(2);
  expect(sorted(asked())).toEqual(sorted(rowByRow('', grid)));
});

test('of a log that was swept empty nothing is left, and what comes then is counted', () => {
  fill(minuteMs);
  addUpBlocks();
  db.run('DELETE FROM messages WHERE id <= 4000');
  addUpBlocks();
  expect(db.all('SELECT block FROM statistics_blocks').map(({ block }) => block)).toEqual([]);
  db.run('DELETE FROM messages');
  expect(addUpBlocks()).toBe(0);
  expect(counted('', grids[0] as TimeGrid).times).toEqual([]);
});

test('what was added up before anything could be put aside still counts', () => {
  const tally = new StatisticsTally();
  const part = { ...tally.part(), outbox: { sent: 1, retried: 0, queued: 0, dead: 1 } };
  for (let times = 0; times < 2; times++) tally.addPart(part);
  expect(tally.outbox).toEqual({ sent: 2, retried: 0, queued: 0, dead: 2, aside: 0 });
});
