import { renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import pino, { type Logger } from 'pino';
import { failure } from '../shared/failures.ts';
import { err, type Failure, ok, type Result } from '../shared/result.ts';
import { makeFolder } from './data-dir.ts';

/** A log file larger than this makes room for a new one; one older file is kept. */
const fullBytes = 10 * 1024 * 1024;
/** How often its size is looked at, in ms. */
const lookEveryMs = 3_600_000;
/** While the disk is full, as much (bytes) waits in memory for it; what comes on top is dropped. */
const waitingBytes = 256 * 1024;

export interface ProgramLog {
  log: Logger;
  /**
   * Puts a file that has grown large aside, now and whenever it has, and goes on in a new one, or in the old one where that
   * can't be. Only for who holds the data folder: another program may be writing to the file.
   */
  keepSmall(): void;
}

/**
 * The program's own log, JSON lines in `<dataDir>/logs/weiguan.log`, warnings on standard error too. No message text
 * and no secret is ever logged: fields of such names are struck out even where somebody forgets. A log that can't be
 * written later on (a full disk) says so once on standard error.
 * @param echo whether warnings go to standard error too
 * Fails with `data/unusable`.
 */
export function openLog(dataDir: string, { echo = true } = {}): Result<ProgramLog> {
  const folder = makeFolder(join(dataDir, 'logs'));
  if (!folder.ok) return folder;
  const file = join(folder.value, 'weiguan.log');
  try {
    return ok(writeLog(file, echo));
  } catch (error) {
    return err(failure('data/unusable', { folder: folder.value, reason: error instanceof Error ? error.message : String(error) }));
  }
}

function writeLog(file: string, echo: boolean): ProgramLog {
  const stream = pino.destination({ dest: file, mode: 0o600, sync: true, maxLength: waitingBytes });
  let told = false;
  stream.on('error', ({ message }: Error) => {
    if (!told) process.stderr.write(`The log cannot be written: ${message}\n`);
    told = true;
  });
  const secretNames = ['token', 'secret', 'apiSecret', 'appSecret', 'encodingAesKey', 'access_token', 'password', 'passphrase'];
  const log = pino(
    { base: null, timestamp: pino.stdTimeFunctions.isoTime, redact: secretNames.flatMap((name) => [name, `*.${name}`]) },
    pino.multistream([{ level: 'info', stream }, ...(echo ? [{ level: 'warn' as const, stream: process.stderr }] : [])]),
  );
  const makeRoom = () => {
    try {
      if (statSync(file).size <= fullBytes) return;
      renameSync(file, `${file}.1`);
      stream.reopen();
    } catch (error) {
      // why: somebody has moved it away, as logrotate does
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return stream.reopen();
      log.warn({ err: error }, 'the log cannot make room for a new one');
    }
  };
  const keepSmall = () => {
    makeRoom();
    setInterval(makeRoom, lookEveryMs).unref();
  };
  return { log, keepSmall };
}

/** Why the program can't go on, with what its texts leave out (the `stack`). */
export function logEnd(log: Logger, { code, params }: Failure): void {
  log.error({ code, ...params }, 'the gateway cannot go on');
}

/** Goes on where whoever read the standard output or error is gone (`EPIPE`); without this the process would end. */
export function outliveReaders(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
}
