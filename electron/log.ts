import { mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import pino, { type Logger } from 'pino';

/** A log file larger than this at start makes room for a new one; one older file is kept. */
const fullBytes = 10 * 1024 * 1024;

/**
 * The program's own log, JSON lines in `<dataDir>/logs/weiguan.log`, warnings on standard error too. No message text
 * and no secret is ever logged: fields of such names are struck out even where somebody forgets.
 */
export function openLog(dataDir: string): Logger {
  const folder = join(dataDir, 'logs');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, 'weiguan.log');
  if (sizeOf(file) > fullBytes) renameSync(file, `${file}.1`);
  const secretNames = ['token', 'secret', 'apiSecret', 'appSecret', 'encodingAesKey', 'access_token', 'password', 'passphrase'];
  return pino(
    { base: null, timestamp: pino.stdTimeFunctions.isoTime, redact: secretNames.flatMap((name) => [name, `*.${name}`]) },
    pino.multistream([
      { level: 'info', stream: pino.destination({ dest: file, mode: 0o600, sync: true }) },
      { level: 'warn', stream: process.stderr },
    ]),
  );
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
