import type { Db } from '../database.ts';
import { idsInBlock, searchProgress } from '../search/search-index.ts';
import { addUp, type TimeGrid } from './statistics-groups.ts';
import { type StatisticsPart, StatisticsTally } from './statistics-tally.ts';

/** The stretches of time of a block, in ms: of one that came within `denseMs` the shorter ones. Days begin at a multiple of the longer ones everywhere. */
const slotsMs = { dense: 60_000, sparse: 15 * 60_000 };
const denseMs = 4 * 3_600_000;

/** What a block adds up to. */
interface StatisticsBlock {
  part: StatisticsPart;
  minAt: number;
  maxAt: number;
  slotMs: number;
}

/** The block as it was added up; undefined where it has not been since a row of it changed. */
export function blockAt(db: Db, block: number): StatisticsBlock | undefined {
  const row = db.one('SELECT part, min_at, max_at, slot_ms FROM statistics_blocks WHERE block = :block AND part IS NOT NULL', { block });
  return row && { part: JSON.parse(String(row.part)), minAt: Number(row.min_at), maxAt: Number(row.max_at), slotMs: Number(row.slot_ms) };
}

/** Whether a block's stretches of time fit into those that are asked for. */
export const fits = ({ slotMs }: StatisticsBlock, { bucketMs, offsetMs }: TimeGrid) => bucketMs % slotMs === 0 && offsetMs % slotMs === 0;

/** The block that is to be added up next: behind the search index, so that most of its rows don't change any more. */
export function nextBlock(db: Db): number | undefined {
  const stale = db.one('SELECT block FROM statistics_blocks WHERE part IS NULL ORDER BY block LIMIT 1');
  if (stale) return Number(stale.block);
  const { last, oldest } = db.one('SELECT max(block) AS last, (SELECT min(id) FROM messages) AS oldest FROM statistics_blocks') ?? {};
  if (typeof oldest !== 'number') return undefined;
  const block = Math.max(typeof last === 'number' ? last + 1 : 0, Math.floor(oldest / idsInBlock));
  return (block + 2) * idsInBlock <= searchProgress(db).upto ? block : undefined;
}

/** Adds a block up. One whose rows are all gone goes too. It isn't waited for until that is on disk: it can be made again. */
export function addUpBlock(db: Db, block: number): void {
  db.exec('PRAGMA synchronous = NORMAL');
  try {
    keepBlock(db, block);
  } finally {
    db.exec('PRAGMA synchronous = FULL');
  }
}

function keepBlock(db: Db, block: number): void {
  const range = { low: block * idsInBlock, high: (block + 1) * idsInBlock };
  const times = db.one('SELECT min(at) AS first, max(at) AS last FROM messages WHERE id >= :low AND id < :high', range);
  if (typeof times?.first !== 'number' || typeof times.last !== 'number') {
    db.run('DELETE FROM statistics_blocks WHERE block = :block', { block });
    return;
  }
  const slotMs = times.last - times.first <= denseMs ? slotsMs.dense : slotsMs.sparse;
  const tally = new StatisticsTally();
  for (const group of addUp(db, { bucketMs: slotMs, offsetMs: 0 }, { sql: 'id >= :low AND id < :high', params: range })) tally.add(group);
  db.run('INSERT OR REPLACE INTO statistics_blocks (block, min_at, max_at, slot_ms, part) VALUES (:block, :first, :last, :slotMs, :part)', {
    ...{ block, first: times.first, last: times.last, slotMs, part: tally.part() },
  });
}
