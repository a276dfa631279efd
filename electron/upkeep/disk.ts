import { statfs } from 'node:fs/promises';
import type { DiskState } from '../../shared/retention.ts';

/** Below this, or below a twentieth of the disk where that is less, space is short, in bytes. */
const shortBytes = 2_000_000_000;

/** How full the disk of this folder is; null where the system doesn't say. */
export async function diskOf(folder: string): Promise<DiskState | null> {
  try {
    const { bavail, blocks, bsize } = await statfs(folder);
    const free = bavail * bsize;
    const total = blocks * bsize;
    return { free, total, short: free < Math.min(shortBytes, total / 20) };
  } catch {
    return null;
  }
}
