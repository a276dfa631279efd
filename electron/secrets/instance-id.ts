import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { failure } from '../../shared/failures.ts';
import { err, ok, type Result } from '../../shared/result.ts';

/**
 * A random id that stays with the data folder (`<dataDir>/instance-id`), so that two folders of one user do not share
 * entries of the keychain. A folder that is moved, or put back from a backup, finds its secrets again.
 * Fails with `secrets/instance-id`: a wrong id is never replaced, for the secrets would then be out of reach.
 */
export function instanceId(dataDir: string): Result<string> {
  const file = join(dataDir, 'instance-id');
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    const known = readExisting(file);
    // An empty file is one whose writing was cut off: nobody has used its id yet.
    if (!known) return ok(writeNew(file));
    return /^[0-9a-f]{32}$/.test(known) ? ok(known) : err(failure('secrets/instance-id', { file, reason: 'not an id' }));
  } catch (error) {
    return err(failure('secrets/instance-id', { file, reason: error instanceof Error ? error.message : String(error) }));
  }
}

function readExisting(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function writeNew(file: string): string {
  const id = randomBytes(16).toString('hex');
  writeFileSync(file, `${id}\n`, { mode: 0o600, flush: true });
  return id;
}
