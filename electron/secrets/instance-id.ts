import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, realpathSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { failure } from '../../shared/failures.ts';
import { err, ok, type Result } from '../../shared/result.ts';

/**
 * A random id that stays with the data folder (`<dataDir>/instance-id`), so that two folders of one user do not share
 * entries of the keychain. A folder that is moved, or put back from a backup, finds its secrets again; a copy beside the
 * original does not get at them, for what it deletes would be gone there.
 * Fails with `secrets/instance-id`: a wrong id is never replaced, for the secrets would then be out of reach; and with
 * `secrets/copied-folder`.
 */
export function instanceId(dataDir: string): Result<string> {
  const file = join(dataDir, 'instance-id');
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    const known = readExisting(file);
    // An empty file is one whose writing was cut off: nobody has used its id yet.
    if (!known) {
      notePlace(dataDir);
      return ok(writeNew(file));
    }
    if (!/^[0-9a-f]{32}$/.test(known)) return err(failure('secrets/instance-id', { file, reason: 'not an id' }));
    const original = originalOf(dataDir, known);
    if (original !== undefined) return err(failure('secrets/copied-folder', { dataDir, original, file }));
    notePlace(dataDir);
    return ok(known);
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

/** Where the folder was when it was used last. */
const placeFile = 'instance-place';

/** Another folder that is where this one was, and has the same id; undefined where this one was moved. */
function originalOf(dataDir: string, id: string): string | undefined {
  const place = readExisting(join(dataDir, placeFile));
  if (!place || isSameFolder(place, dataDir)) return undefined;
  try {
    return readExisting(join(place, 'instance-id')) === id ? place : undefined;
  } catch {
    return undefined;
  }
}

/** One folder may be seen at two places: by a link, or in a container. */
function isSameFolder(one: string, other: string): boolean {
  const [a, b] = [one, other].map((folder) => statSync(folder, { bigint: true, throwIfNoEntry: false }));
  return a !== undefined && a.dev === b?.dev && a.ino === b.ino;
}

function notePlace(dataDir: string): void {
  const [file, place] = [join(dataDir, placeFile), realpathSync(dataDir)];
  try {
    if (readExisting(file) !== place) writeFileSync(file, `${place}\n`, { mode: 0o600 });
  } catch {
    // why: the secrets can be had without it, as where the disk is full
  }
}
