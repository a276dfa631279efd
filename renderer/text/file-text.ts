import { failure } from '../../shared/failures.ts';
import { readText } from '../../shared/file-text.ts';
import { err, type Result } from '../../shared/result.ts';
import { formatSize } from './size.ts';

/**
 * What stands in a text file. Fails with `file/encoding` where it is none, or `file/too-large`.
 * @param most the largest that is read, in bytes
 */
export async function textOfFile(file: Blob, most: number): Promise<Result<string>> {
  if (file.size > most) return err(failure('file/too-large', { most: formatSize(most) }));
  const bytes = new Uint8Array(await file.arrayBuffer());
  return readText(bytes, (encoding) => new TextDecoder(encoding, { fatal: true }).decode(bytes));
}
