import type { Pixels } from './png.ts';
import { checkScreenSize } from './screen-size.ts';

/** Where the header's fields stand, in words of four bytes, big-endian. Source: X11/XWDFile.h, version 7. */
const field = {
  headerSize: 0,
  version: 1,
  format: 2,
  width: 4,
  height: 5,
  byteOrder: 7,
  bits: 11,
  lineBytes: 12,
  visual: 13,
  red: 14,
  green: 15,
  blue: 16,
  colours: 19,
};
const headerWords = 25;
const zPixmap = 2;
const visuals = { trueColour: 4, directColour: 5 };
const colourBytes = 12;

/** Whether the bytes are a window dump of X11, such as `xwd` makes. */
export const isXwd = (bytes: Buffer): boolean => bytes.length >= headerWords * 4 && bytes.readUInt32BE(field.version * 4) === 7;

/** Reads a window dump of X11 in true colour (16, 24 or 32 bits a pixel); nothing where it is another kind or not whole. */
export function decodeXwd(bytes: Buffer): Pixels | undefined {
  if (!isXwd(bytes)) return undefined;
  const word = (index: number) => bytes.readUInt32BE(index * 4);
  const [width, height, lineBytes, step] = [word(field.width), word(field.height), word(field.lineBytes), word(field.bits) / 8];
  const isColour = word(field.visual) === visuals.trueColour || word(field.visual) === visuals.directColour;
  if (word(field.format) !== zPixmap || !isColour || ![2, 3, 4].includes(step)) return undefined;
  const start = word(field.headerSize) + word(field.colours) * colourBytes;
  if (!checkScreenSize(width, height).ok || lineBytes < width * step || start + lineBytes * height > bytes.length) return undefined;
  const pixelAt = word(field.byteOrder) === 0 ? (at: number) => bytes.readUIntLE(at, step) : (at: number) => bytes.readUIntBE(at, step);
  const [red, green, blue] = [sampleOf(word(field.red)), sampleOf(word(field.green)), sampleOf(word(field.blue))];
  const rgba = Buffer.alloc(width * height * 4, 255);
  for (let y = 0, to = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, to += 4) {
      const pixel = pixelAt(start + y * lineBytes + x * step);
      rgba[to] = red(pixel);
      rgba[to + 1] = green(pixel);
      rgba[to + 2] = blue(pixel);
    }
  }
  return { width, height, rgba };
}

/** How one colour is taken out of a pixel: the bits of its mask, spread to 0…255. */
function sampleOf(mask: number): (pixel: number) => number {
  if (mask === 0) return () => 0;
  const shift = 31 - Math.clz32(mask & -mask);
  const most = mask >>> shift;
  return (pixel) => Math.round((((pixel & mask) >>> shift) * 255) / most);
}
