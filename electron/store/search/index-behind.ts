import type { Db } from '../database.ts';
import { addUpBlock, nextBlock } from '../statistics/statistics-blocks.ts';
import { indexNextRows, prepareSearch, searchProgress } from './search-index.ts';

/** With so many rows waiting they are put into the index. */
const rowsAtOnce = 256;
/**
 * How long that may take at once, in ms, but for the commit, and how much of the index is joined then (`indexNextRows`):
 * little while messages wait for their turn.
 */
const patiently = { batchMs: 6, pagesMerged: 48 };
const betweenMessages = { batchMs: 1.5, pagesMerged: 12 };
/** So many ms after the last request the thread counts as idle: one batch follows the other until it is asked again. */
const idleMs = 10;
/** Between two batches while it is asked, in ms. */
const pauseMs = 25;
/** More CPU time than this, in cores, and what comes in goes first; but not for ever: see `patience`. */
const busyCores = 0.75;
/**
 * With more rows than these waiting, which is several seconds of a flood, even a busy program indexes, once in
 * `busyPauseMs`, and the oftener the more wait: under steady load the index would else fall behind for ever.
 */
const patience = 40_000;
const busyPauseMs = 100;
/** The pause after a failure (the disk is full, or does not answer), in ms. */
const afterFailureMs = 5000;

/**
 * Keeps the search index and the blocks of the statistics close behind the log, in short batches while little is asked of
 * the program. Fewer rows than a batch stay out of it: a search looks at them one by one.
 */
export function keepIndexed(db: Db): { asked(): void; stop(): void } {
  let lastAsked = 0;
  let timer: NodeJS.Timeout | undefined;
  const coresInUse = cpuMeter();
  prepareSearch(db);

  function next(): void {
    timer = undefined;
    try {
      const pauseMs = nextPiece();
      if (pauseMs !== undefined) wait(pauseMs);
    } catch {
      // Searches and statistics still find everything, row by row.
      wait(afterFailureMs);
    }
  }

  /** Gives back the pause behind it; undefined where nothing is to be done until something is asked again. */
  function nextPiece(): number | undefined {
    const { upto, newest } = searchProgress(db);
    const behind = newest - upto;
    const block = behind < patience ? nextBlock(db) : undefined;
    if (behind < rowsAtOnce && block === undefined) return undefined;
    const isIdle = performance.now() - lastAsked >= idleMs;
    const isBusy = coresInUse() > busyCores && !isIdle;
    if (isBusy && behind < patience) return pauseMs;
    const piece = isIdle || isBusy ? patiently : betweenMessages;
    const started = performance.now();
    if (block === undefined) indexBatch(db, piece);
    else addUpBlock(db, block);
    const tookMs = performance.now() - started;
    return isIdle ? 0 : Math.max(isBusy ? busyPauseMs * (patience / behind) ** 2 : pauseMs, tookMs * 3);
  }

  function wait(ms: number): void {
    timer ??= setTimeout(next, ms);
  }

  wait(idleMs);
  return {
    asked() {
      lastAsked = performance.now();
      wait(idleMs);
    },
    stop() {
      clearTimeout(timer);
    },
  };
}

/** Puts the next rows into the index. */
function indexBatch(db: Db, { batchMs, pagesMerged }: typeof patiently): void {
  const started = performance.now();
  indexNextRows(db, rowsAtOnce, () => performance.now() - started >= batchMs, pagesMerged);
}

/** Tells how many cores the whole program has used since it was asked the last time. */
function cpuMeter(): () => number {
  let used = process.cpuUsage();
  let at = performance.now();
  return () => {
    const { user, system } = process.cpuUsage(used);
    const elapsedMs = performance.now() - at;
    used = process.cpuUsage();
    at = performance.now();
    return (user + system) / 1000 / elapsedMs;
  };
}
