import type { Pixels } from '../png.ts';

/** Red, green and blue, from 0 to 255. */
export type Ink = readonly [number, number, number];

export interface Point {
  x: number;
  y: number;
}

/** Pixels that can be painted on; what lies outside is left out. */
export interface Canvas {
  pixels: Pixels;
  /** @param share how much of the pixel the ink covers, from 0 to 1 */
  paint(x: number, y: number, ink: Ink, share?: number): void;
  /** Edges in whole pixels. */
  fill(left: number, top: number, width: number, height: number, ink: Ink): void;
  /** One column from one height to another, both broken: pixels at the ends are covered in part. */
  column(x: number, top: number, bottom: number, ink: Ink): void;
  /** A straight line with round ends. */
  line(from: Point, to: Point, thickness: number, ink: Ink): void;
}

export function createCanvas(width: number, height: number, ground: Ink): Canvas {
  const rgba = Buffer.alloc(width * height * 4, Buffer.from([...ground, 255]));

  const paint: Canvas['paint'] = (x, y, ink, share = 1) => {
    if (x < 0 || y < 0 || x >= width || y >= height || share <= 0) return;
    const at = (y * width + x) * 4;
    for (let channel = 0; channel < 3; channel += 1) {
      const under = rgba[at + channel] ?? 0;
      rgba[at + channel] = Math.round(under + ((ink[channel] ?? 0) - under) * Math.min(1, share));
    }
  };
  return {
    pixels: { width, height, rgba },
    paint,
    fill(left, top, wide, high, ink) {
      for (let y = top; y < top + high; y += 1) for (let x = left; x < left + wide; x += 1) paint(x, y, ink);
    },
    column(x, top, bottom, ink) {
      for (let y = Math.floor(top); y < bottom; y += 1) paint(x, y, ink, Math.min(y + 1, bottom) - Math.max(y, top));
    },
    line(from, to, thickness, ink) {
      const [left, right] = [Math.min(from.x, to.x) - thickness, Math.max(from.x, to.x) + thickness];
      const [top, bottom] = [Math.min(from.y, to.y) - thickness, Math.max(from.y, to.y) + thickness];
      for (let y = Math.floor(top); y < bottom; y += 1) {
        for (let x = Math.floor(left); x < right; x += 1) {
          paint(x, y, ink, thickness / 2 + 0.5 - distance({ x: x + 0.5, y: y + 0.5 }, from, to));
        }
      }
    },
  };
}

/** From a point to the nearest one of a line between two others. */
function distance({ x, y }: Point, from: Point, to: Point): number {
  const [wide, high] = [to.x - from.x, to.y - from.y];
  const along = ((x - from.x) * wide + (y - from.y) * high) / (wide * wide + high * high || 1);
  const share = Math.min(1, Math.max(0, along));
  return Math.hypot(x - from.x - share * wide, y - from.y - share * high);
}
