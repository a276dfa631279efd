import { failure } from './failures.ts';
import { err, ok, type Result } from './result.ts';

/**
 * Reads a file's bytes as UTF-8 (a byte order mark aside), UTF-16 with one, or GB18030, which Chinese programs write.
 * @param decode the platform's decoder, which throws at what is not of that encoding
 */
export function readText(bytes: Uint8Array, decode: (encoding: string) => string): Result<string> {
  const marked = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : undefined;
  for (const encoding of marked ? [marked] : ['utf-8', 'gb18030']) {
    try {
      const text = decode(encoding);
      // A table of an office program is an archive, which GB18030 may happen to make characters of.
      if (!text.includes('\0')) return ok(text);
    } catch {
      // the next one may do
    }
  }
  return err(failure('file/encoding'));
}
