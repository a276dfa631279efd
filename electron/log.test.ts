import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { must } from '../shared/test-result.ts';
import { openLog } from './log.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'weiguan-log-'));
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
  rmSync(dir, { recursive: true, force: true });
});

function open(dataDir = dir) {
  return must(openLog(dataDir, { echo: false }));
}
const logged = () => readFileSync(join(dir, 'logs', 'weiguan.log'), 'utf8');

test('the log is JSON lines in a file of the data folder, without secrets', () => {
  open().log.info({ token: 'hush', account: { appSecret: 'hush' } }, 'started');
  expect(JSON.parse(logged())).toMatchObject({ msg: 'started' });
  expect(logged()).not.toContain('hush');
});

describe('a log that has grown large', () => {
  const full = 10 * 1024 * 1024;
  const file = () => join(dir, 'logs', 'weiguan.log');
  beforeEach(() => {
    mkdirSync(join(dir, 'logs'));
    writeFileSync(file(), Buffer.alloc(full + 1));
  });

  test('makes room for a new one when it is told to, not when it is opened', () => {
    const { log, keepSmall } = open();
    log.info('opened');
    expect(statSync(file()).size).toBeGreaterThan(full);
    keepSmall();
    log.info('started');
    expect(JSON.parse(logged())).toMatchObject({ msg: 'started' });
    expect(statSync(`${file()}.1`).size).toBeGreaterThan(full);
  });

  test('makes room again in a program that runs for months', () => {
    vi.useFakeTimers();
    const { log, keepSmall } = open();
    keepSmall();
    rmSync(`${file()}.1`);
    writeFileSync(file(), Buffer.alloc(full + 1));
    vi.advanceTimersByTime(3_600_000);
    log.info('later');
    expect(JSON.parse(logged())).toMatchObject({ msg: 'later' });
    expect(statSync(`${file()}.1`).size).toBeGreaterThan(full);
  });

  test('goes on where it is, and says why, where it cannot be put aside', () => {
    mkdirSync(`${file()}.1`);
    const { log, keepSmall } = open();
    keepSmall();
    log.info('started');
    expect(logged()).toMatch(/EISDIR.*cannot make room.*\n.*started/);
  });
});

describe('a log that cannot be opened is told, not thrown:', () => {
  test('where the data folder is a file', () => {
    const file = join(dir, 'file');
    writeFileSync(file, '');
    expect(openLog(file)).toMatchObject({ ok: false, error: { code: 'data/unusable', params: { folder: join(file, 'logs') } } });
  });
  test('where the file is a folder', () => {
    mkdirSync(join(dir, 'logs', 'weiguan.log'), { recursive: true });
    expect(openLog(dir)).toMatchObject({ ok: false, error: { code: 'data/unusable' } });
  });
});

const onLinux = process.platform === 'linux';
if (!onLinux) console.log('skipped: a log on a full disk (only Linux has /dev/full)');

test.runIf(onLinux)('a disk that is full costs the log its lines, says so once, and ends nothing', async () => {
  mkdirSync(join(dir, 'logs'));
  symlinkSync('/dev/full', join(dir, 'logs', 'weiguan.log'));
  const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const { log } = open();
  for (let line = 0; line < 3; line++) log.info('lost');
  await new Promise(setImmediate);
  expect(said.mock.calls.map(([text]) => String(text))).toEqual([expect.stringContaining('ENOSPC')]);
});
