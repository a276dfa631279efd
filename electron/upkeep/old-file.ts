import type { StoredRun } from '../../shared/redaction.ts';
import type { Store } from '../store/store.ts';
import { diskOf } from './disk.ts';

/**
 * What a rewritten file may hold, in bytes: it takes two seconds or so, and messages that come in wait for it, no longer
 * than WeChat waits for its answer.
 */
const mostBytes = 256 * 1024 ** 2;

/** Why a file can't be written anew now; `free` is what its disk has left (null where the system doesn't say). Bytes. */
export function whyNotRebuild(file: { bytes: number; reusable: number }, free: number | null): StoredRun['remnants'] {
  const inUse = file.bytes - file.reusable;
  if (inUse > mostBytes) return 'too-large';
  // Once as SQLite's temporary file, and once in the write-ahead log.
  return free !== null && free < 2 * inUse ? 'no-room' : undefined;
}

/**
 * A file of an early version is written anew, once: it may hold copies of what is redacted now in places that nothing
 * else reaches. Gives back why it was not, where that is so.
 */
export async function rebuildOldFile(store: Store, dataDir: string): Promise<StoredRun['remnants']> {
  const file = await store.do('retention.file');
  if (file.shrinks) return undefined;
  const reason = whyNotRebuild(file, (await diskOf(dataDir))?.free ?? null);
  if (reason) return reason;
  const { done } = await store.do('redaction.rebuild');
  return done ? undefined : 'no-room';
}
