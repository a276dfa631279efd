/**
 * One at a time: a lock file with the owner's process id, so that the lock of a killed process is taken over. The owner
 * touches it while it works: where nobody does, the process of that number is another one by now.
 */
import { linkSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

/** How often the owner touches its lock, in ms. */
const touchEvery = 5_000;
/** A lock that was not touched for so long (ms) is nobody's. Longer than any program that a set-up waits for without a pause. */
const staleAfter = 120_000;

/** The locks that this very process holds. */
const held = new Set();

/**
 * Does the work while no other process holds the lock.
 * @template T
 * @param {string} path of the lock file
 * @param {{ waiting?: (path: string) => void, every?: number, touch?: number }} options `waiting` is called once where somebody
 *   else is at it; `every` is how often to look again, and `touch` how often to say that this one still works, in ms
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(path, { waiting = () => {}, every = 200, touch = touchEvery }, work) {
  let hasWaited = false;
  while (!take(path)) {
    if (dropIfDead(path)) continue;
    if (!hasWaited) waiting(path);
    hasWaited = true;
    await wait(every);
  }
  held.add(path);
  const touching = setInterval(() => touchLock(path), touch).unref();
  try {
    return await work();
  } finally {
    clearInterval(touching);
    held.delete(path);
    // why: a computer that slept may have lost it to somebody else meanwhile
    if (ownerOf(path) === process.pid) rmSync(path, { force: true });
  }
}

/** @param {string} path */
function touchLock(path) {
  const now = new Date();
  try {
    utimesSync(path, now, now);
  } catch {
    // Somebody has deleted it.
  }
}

/** @param {string} path */
function take(path) {
  // why: a link appears together with its content, so nobody reads a lock file in which no owner stands yet
  const mine = `${path}.${process.pid}`;
  writeFileSync(mine, String(process.pid));
  try {
    linkSync(mine, path);
    return true;
  } catch (error) {
    return codeOf(error) === 'EEXIST' ? false : takeWithoutLink(path);
  } finally {
    rmSync(mine, { force: true });
  }
}

/**
 * For file systems that know no links, such as exFAT.
 * @param {string} path
 */
function takeWithoutLink(path) {
  try {
    writeFileSync(path, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/** @param {unknown} error */
const codeOf = (error) => (error instanceof Error && 'code' in error ? error.code : undefined);

/** @param {string} path @returns {boolean} whether the lock was in the way of nobody any more */
function dropIfDead(path) {
  const dead = ownerOf(path);
  if (dead === undefined || held.has(path) || (isAlive(dead) && !isStale(path))) return false;
  // why: taken aside before it is thrown away, for another process may have taken the lock in between
  const aside = `${path}.${process.pid}.dead`;
  try {
    renameSync(path, aside);
    if (ownerOf(aside) === dead) return true;
    linkSync(aside, path);
  } catch {
    // somebody else was quicker
  } finally {
    rmSync(aside, { force: true });
  }
  return false;
}

/**
 * @param {string} path
 * @returns {number | undefined} the process that holds the lock; undefined where nobody does
 */
function ownerOf(path) {
  try {
    return Number(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

/** @param {string} path */
function isStale(path) {
  const touchedAt = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
  return touchedAt !== undefined && Date.now() - touchedAt > staleAfter;
}

/** @param {number} pid */
function isAlive(pid) {
  // why: the number of a killed process may have come to us
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}
