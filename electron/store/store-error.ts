import { failure } from '../../shared/failures.ts';
import type { Failure } from '../../shared/result.ts';

/** The store could not do it: the disk is full, the thread is gone, or there is a bug in a statement. */
export class StoreError extends Error {}

/** As SQLite says it. */
const damage = /database disk image is malformed|file is not a database/;

/** Why the database can't be worked with: what helps depends on whether the file itself is broken. */
export const storeFailure = (file: string, reason: string): Failure =>
  failure(damage.test(reason) ? 'store/damaged' : 'store/unusable', { file, reason });
