import { failure } from '../../shared/failures.ts';
import { err, ok, type Result } from '../../shared/result.ts';

/** The largest screen of which a picture is made: a little more than 8K (7680×4320). Four bytes each are kept in memory. */
const mostPixels = 36_000_000;
const longestSide = 16_384;

/** Fails with `control/screen-size`. */
export function checkScreenSize(width: number, height: number): Result<null> {
  const fits = width > 0 && height > 0 && width <= longestSide && height <= longestSide && width * height <= mostPixels;
  return fits ? ok(null) : err(failure('control/screen-size', { width: String(width), height: String(height) }));
}
