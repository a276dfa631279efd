import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { failure } from '../../shared/failures.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { lockStore, StoreInUse } from '../store/lock.ts';

/**
 * Whether a gateway runs on this data folder.
 * Fails with `doctor/other-user` where this user may not look, and `data/unusable`.
 */
export function isInUse(dataDir: string): Result<boolean> {
  const file = join(dataDir, 'weiguan.db');
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    // why: SQLite does not say whether it is a matter of rights
    closeSync(openSync(`${file}.lock`, 'a'));
    lockStore(file)();
    return ok(false);
  } catch (error) {
    if (error instanceof StoreInUse) return ok(true);
    const { code = '', message } = error as NodeJS.ErrnoException;
    const isForbidden = code === 'EACCES' || code === 'EPERM';
    return err(
      isForbidden ? failure('doctor/other-user', { folder: dataDir }) : failure('data/unusable', { folder: dataDir, reason: message }),
    );
  }
}
