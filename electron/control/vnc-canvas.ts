import type { Pixels } from './png.ts';

/** A part of a screen, in pixels. */
export interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** What a VNC server paints on. Pixels come as four bytes: red, green, blue, and one more. */
export interface Canvas {
  width: number;
  height: number;
  holds(part: Rectangle): boolean;
  /** Paints a rectangle with rows of pixels one after the other. */
  paint(part: Rectangle, pixels: Buffer): void;
  /** Paints a rectangle in one colour: the four bytes of a pixel. */
  fill(part: Rectangle, colour: Buffer): void;
  /** Paints a rectangle with what stands elsewhere, which may overlap with it. */
  copy(part: Rectangle, fromX: number, fromY: number): void;
  /** Whether each pixel was painted. */
  isComplete(): boolean;
  pixels: Pixels;
}

/** A pixel's fourth byte tells that it was painted. */
const painted = 255;

export function createCanvas(width: number, height: number): Canvas {
  const rgba = Buffer.alloc(width * height * 4);
  const offset = (x: number, y: number) => (y * width + x) * 4;

  function paint({ x, y, width: wide, height: high }: Rectangle, pixels: Buffer): void {
    for (let row = 0; row < high; row += 1) {
      const at = offset(x, y + row);
      pixels.copy(rgba, at, row * wide * 4, (row + 1) * wide * 4);
      for (let alpha = at + 3; alpha < at + wide * 4; alpha += 4) rgba[alpha] = painted;
    }
  }
  function fill({ x, y, width: wide, height: high }: Rectangle, colour: Buffer): void {
    const [red = 0, green = 0, blue = 0] = colour;
    const pixel = Buffer.from([red, green, blue, painted]);
    for (let row = 0; row < high; row += 1) rgba.fill(pixel, offset(x, y + row), offset(x + wide, y + row));
  }
  function copy(part: Rectangle, fromX: number, fromY: number): void {
    // Rows that overlap are copied in the order in which none is overwritten before it was read.
    const isUpwards = part.y <= fromY;
    for (let step = 0; step < part.height; step += 1) {
      const row = isUpwards ? step : part.height - 1 - step;
      rgba.copy(rgba, offset(part.x, part.y + row), offset(fromX, fromY + row), offset(fromX + part.width, fromY + row));
    }
  }
  function isComplete(): boolean {
    for (let alpha = 3; alpha < rgba.length; alpha += 4) if (rgba[alpha] !== painted) return false;
    return true;
  }
  const holds = (part: Rectangle) => part.x + part.width <= width && part.y + part.height <= height;
  return { width, height, holds, paint, fill, copy, isComplete, pixels: { width, height, rgba } };
}
