import { failure } from '../../shared/failures.ts';
import { readText } from '../../shared/file-text.ts';
import { err, type Result } from '../../shared/result.ts';
import { formatSize } from './size.ts';

/**
 * What stands in a text file. Fails with `file/encoding` where it is none, `file/too-large` or `file/unreadable`.
 * @param most the largest that is read, in bytes
 */
export async function textOfFile(file: Blob, most: number): Promise<Result<string>> {
  if (file.size > most) return err(failure('file/too-large', { most: formatSize(most) }));
  const bytes = await bytesOf(file);
  if (!bytes) return err(failure('file/unreadable'));
  return readText(bytes, (encoding) => new TextDecoder(encoding, { fatal: true }).decode(bytes));
}

/** Undefined where it is gone, may not be read, or is a folder. */
async function bytesOf(file: Blob): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch {
    return undefined;
  }
}
