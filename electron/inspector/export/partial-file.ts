import { randomBytes } from 'node:crypto';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { basename } from 'node:path';
import { failure } from '../../../shared/failures.ts';
import type { Language } from '../../../shared/language.ts';
import type { Failure } from '../../../shared/result.ts';

/** A file that appears under its name only when it is whole. Its calls reject with the system's error. */
export interface PartialFile {
  write(bytes: Buffer): Promise<void>;
  /** Puts it in its place; a file that is there already makes room. */
  finish(): Promise<void>;
  /** Leaves nothing behind. */
  discard(): Promise<void>;
}

/** Begins a file beside its place, readable for its owner only: what is in it are other people's messages. */
export async function openPartialFile(file: string): Promise<PartialFile> {
  const partial = `${file}.${randomBytes(4).toString('hex')}.part`;
  const handle: FileHandle = await open(partial, 'wx', 0o600);
  return {
    async write(bytes) {
      await handle.writeFile(bytes);
    },
    async finish() {
      await handle.datasync();
      await handle.close();
      await rename(partial, file);
    },
    async discard() {
      await handle.close().catch(() => undefined);
      await rm(partial, { force: true });
    },
  };
}

/** The system's error in people's words; undefined for what is none of the file system's. */
export function fileFailure(error: unknown, file: string, language: Language): Failure | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (typeof code !== 'string' || !(error instanceof Error)) return undefined;
  if (['ENOSPC', 'EDQUOT', 'EFBIG'].includes(code)) return failure('export/disk-full', {}, language);
  if (['EACCES', 'EPERM', 'EROFS', 'EBUSY'].includes(code)) return failure('export/denied', { file: basename(file) }, language);
  return failure('export/unwritable', { file: basename(file), reason: code }, language);
}
