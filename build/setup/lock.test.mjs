import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { withLock } from './lock.mjs';

/** @type {string} */
let folder;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'weiguan-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const lockModule = pathToFileURL(join(import.meta.dirname, 'lock.mjs')).href;

/**
 * A process that takes the lock and then runs the code.
 * @param {string} code
 */
function holder(code) {
  const script = `
    import { appendFileSync } from 'node:fs';
    import { setTimeout as wait } from 'node:timers/promises';
    import { withLock } from '${lockModule}';
    const log = (line) => appendFileSync(${JSON.stringify(join(folder, 'log'))}, line + '\\n');
    await withLock(${JSON.stringify(join(folder, 'lock'))}, { every: 5 }, async () => { ${code} });
  `;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'inherit' });
  return new Promise((resolve) => child.on('close', resolve));
}

test('of several processes only one at a time holds the lock', async () => {
  await Promise.all([1, 2, 3, 4].map(() => holder("log('in'); await wait(30); log('out');")));
  expect(readFileSync(join(folder, 'log'), 'utf8')).toBe('in\nout\n'.repeat(4));
});

test('the lock of a killed process is taken over without a wait', async () => {
  await holder("process.kill(process.pid, 'SIGKILL')");
  expect(existsSync(join(folder, 'lock'))).toBe(true);
  let told = 0;
  await expect(withLock(join(folder, 'lock'), { waiting: () => ++told }, async () => 'taken over')).resolves.toBe('taken over');
  expect(told).toBe(0);
  expect(existsSync(join(folder, 'lock'))).toBe(false);
});

test('who waits is told so once, and goes on when the lock is free', async () => {
  const path = join(folder, 'lock');
  writeFileSync(path, String(process.ppid));
  /** @type {string[]} */
  const told = [];
  const waiting = withLock(path, { every: 5, waiting: (lock) => told.push(lock) }, async () => 'done');
  await new Promise((resolve) => setTimeout(resolve, 40));
  rmSync(path);
  await expect(waiting).resolves.toBe('done');
  expect(told).toEqual([path]);
});

test('the lock of a killed process whose number another one has by now is taken over without a wait', async () => {
  const path = join(folder, 'lock');
  writeFileSync(path, String(process.ppid));
  utimesSync(path, 1_000, 1_000);
  let told = 0;
  await expect(withLock(path, { waiting: () => ++told }, async () => 'taken over')).resolves.toBe('taken over');
  expect(told).toBe(0);
  expect(existsSync(path)).toBe(false);
});

test('who holds the lock keeps it fresh, and leaves it where somebody else has taken it', async () => {
  const path = join(folder, 'lock');
  await withLock(path, { touch: 5 }, async () => {
    utimesSync(path, 1_000, 1_000);
    await vi.waitFor(() => expect(statSync(path).mtimeMs).toBeGreaterThan(1_000_000));
    writeFileSync(path, String(process.ppid));
  });
  expect(readFileSync(path, 'utf8')).toBe(String(process.ppid));
});

test('the lock is given back when the work fails', async () => {
  const path = join(folder, 'lock');
  await expect(withLock(path, {}, () => Promise.reject(new Error('no room')))).rejects.toThrow('no room');
  expect(existsSync(path)).toBe(false);
});

test('two pieces of work in one process wait for each other too', async () => {
  const path = join(folder, 'lock');
  /** @type {string[]} */
  const order = [];
  const work = (/** @type {string} */ name) =>
    withLock(path, { every: 5 }, async () => {
      order.push(`${name} in`);
      await new Promise((resolve) => setTimeout(resolve, 20));
      order.push(`${name} out`);
    });
  await Promise.all([work('a'), work('b')]);
  expect(order).toEqual(['a in', 'a out', 'b in', 'b out']);
});

test('where no lock can be written, that is said instead of waiting', async () => {
  await expect(withLock(join(folder, 'no such folder', 'lock'), {}, async () => 'done')).rejects.toThrow(/ENOENT/);
});
