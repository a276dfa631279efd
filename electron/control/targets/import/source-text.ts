import { failure } from '../../../../shared/failures.ts';
import { err, ok, type Result } from '../../../../shared/result.ts';

/** Reads a file's bytes as UTF-8 (a byte order mark aside), UTF-16 with one, or GB18030, which Chinese spreadsheets write. */
export function decodeText(bytes: Buffer): Result<string> {
  const marked = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : undefined;
  for (const encoding of marked ? [marked] : ['utf-8', 'gb18030']) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
      // A table of an office program is an archive, which GB18030 may happen to make characters of.
      if (!text.includes('\0')) return ok(text);
    } catch {
      // the next one may do
    }
  }
  return err(failure('targets/encoding'));
}
