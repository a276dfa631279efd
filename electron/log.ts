import { renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import pino, { type Logger } from 'pino';
import { failure } from '../shared/failures.ts';
import { err, ok, type Result } from '../shared/result.ts';
import { makeFolder } from './data-dir.ts';

/** A log file larger than this at start makes room for a new one; one older file is kept. */
const fullBytes = 10 * 1024 * 1024;
/** While the disk is full, as much (bytes) waits in memory for it; what comes on top is dropped. */
const waitingBytes = 256 * 1024;

/**
 * The program's own log, JSON lines in `<dataDir>/logs/weiguan.log`, warnings on standard error too. No message text
 * and no secret is ever logged: fields of such names are struck out even where somebody forgets. A log that can't be
 * written later on (a full disk) says so once on standard error.
 * @param echo whether warnings go to standard error too
 * Fails with `data/unusable`.
 */
export function openLog(dataDir: string, { echo = true } = {}): Result<Logger> {
  const folder = makeFolder(join(dataDir, 'logs'));
  if (!folder.ok) return folder;
  const file = join(folder.value, 'weiguan.log');
  try {
    if (sizeOf(file) > fullBytes) renameSync(file, `${file}.1`);
    return ok(writeLog(file, echo));
  } catch (error) {
    return err(failure('data/unusable', { folder: folder.value, reason: error instanceof Error ? error.message : String(error) }));
  }
}

function writeLog(file: string, echo: boolean): Logger {
  const stream = pino.destination({ dest: file, mode: 0o600, sync: true, maxLength: waitingBytes });
  let told = false;
  stream.on('error', ({ message }: Error) => {
    if (!told) process.stderr.write(`The log cannot be written: ${message}\n`);
    told = true;
  });
  const secretNames = ['token', 'secret', 'apiSecret', 'appSecret', 'encodingAesKey', 'access_token', 'password', 'passphrase'];
  return pino(
    { base: null, timestamp: pino.stdTimeFunctions.isoTime, redact: secretNames.flatMap((name) => [name, `*.${name}`]) },
    pino.multistream([{ level: 'info', stream }, ...(echo ? [{ level: 'warn' as const, stream: process.stderr }] : [])]),
  );
}

/** Goes on where whoever read the standard output or error is gone (`EPIPE`); without this the process would end. */
export function outliveReaders(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
