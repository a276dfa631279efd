/** One measured value at a moment (Unix time in ms). */
export interface SparkPoint {
  at: number;
  value: number;
}

/** Points further apart belong to no one line, in ms. */
const gapMs = 150_000;

/**
 * The path of a line through points, for SVG's `d`, over an hour that ends at `end`, in a box of `width` × `height`; values
 * go from 0 at the bottom to `top`. A point all by itself is a dot (a line of no length).
 */
export function sparkPath(
  points: readonly SparkPoint[],
  box: { end: number; span: number; top: number; width: number; height: number },
): string {
  const { end, span, top, width, height } = box;
  const short = (length: number) => String(Math.round(length * 100) / 100);
  return points
    .map(({ at, value }, index) => {
      const x = short(width * (1 - (end - at) / span));
      const y = short(height * (1 - Math.min(top, Math.max(0, value)) / top));
      const before = points[index - 1];
      const goesOn = before !== undefined && at - before.at <= gapMs;
      return goesOn ? `L${x} ${y}` : `M${x} ${y}h0`;
    })
    .join('');
}
