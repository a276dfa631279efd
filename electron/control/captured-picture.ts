import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { failure } from '../../shared/failures.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Picture } from './driver.ts';
import { encodePng, pngSize } from './png.ts';
import { checkScreenSize } from './screen-size.ts';
import { decodeXwd } from './xwd.ts';

/** A compressed dump of the largest screen, in bytes. */
const mostUnpacked = 160 * 1024 * 1024;
const unpack = promisify<Buffer, { maxOutputLength: number }, Buffer>(gunzip);

/**
 * What a program has made of the screen, as a picture: a PNG file, or a window dump of X11, which may be compressed by gzip.
 * Fails with `control/screen-failed` and `control/screen-size`.
 */
export async function readCaptured(captured: Buffer): Promise<Result<Picture>> {
  const size = pngSize(captured);
  if (size) {
    const fits = checkScreenSize(size.width, size.height);
    return fits.ok ? ok({ bytes: captured, type: 'image/png', ...size }) : fits;
  }
  const pixels = decodeXwd(await unpacked(captured));
  if (!pixels) return err(failure('control/screen-failed', { reason: `${captured.length} B: no PNG, no XWD` }));
  return ok({ bytes: await encodePng(pixels), type: 'image/png', width: pixels.width, height: pixels.height });
}

async function unpacked(bytes: Buffer): Promise<Buffer> {
  if (bytes.length < 2 || bytes.readUInt16BE() !== 0x1f8b) return bytes;
  return unpack(bytes, { maxOutputLength: mostUnpacked }).catch(() => Buffer.alloc(0));
}
