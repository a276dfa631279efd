import { inflateSync } from 'node:zlib';
import type { Pixels } from '../../electron/control/png.ts';

/** Bytes a pixel by colour type, at 8 bits a sample. */
const samples: Record<number, number> = { 0: 1, 2: 3, 6: 4 };

/** Decodes a PNG file of 8 bits a sample (grey, true colour, with or without alpha) or with a palette, not interlaced. */
export function readPng(bytes: Buffer): Pixels {
  const chunks = readChunks(bytes);
  const head = chunks.find(({ type }) => type === 'IHDR')?.data ?? Buffer.alloc(13);
  const [width, height, depth, colourType, interlace] = [head.readUInt32BE(0), head.readUInt32BE(4), head[8], head[9] ?? 0, head[12]];
  const isPalette = colourType === 3;
  const perPixel = isPalette ? 1 : samples[colourType];
  if (!perPixel || interlace !== 0 || (isPalette ? ![1, 2, 4, 8].includes(depth ?? 0) : depth !== 8))
    throw new Error('a kind of PNG that tests do not read');
  const stride = Math.ceil((width * perPixel * (depth ?? 8)) / 8);
  const packed = inflateSync(Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data)));
  if (packed.length !== height * (stride + 1)) throw new Error(`${packed.length} bytes of pixels`);
  const rows = unfilter(packed, height, stride, perPixel);
  const palette = chunks.find(({ type }) => type === 'PLTE')?.data;
  const rgba = Buffer.alloc(width * height * 4, 255);
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    const [x, y] = [pixel % width, Math.floor(pixel / width)];
    const colour =
      palette && isPalette
        ? colourOf(palette, indexAt(rows, y * stride, x, depth ?? 8))
        : grow(rows.subarray(y * stride + x * perPixel, y * stride + (x + 1) * perPixel));
    rgba.set(colour, pixel * 4);
  }
  return { width, height, rgba };
}

/** The colour of one pixel, as `#3366cc`. */
export const colourAt = ({ width, rgba }: Pixels, x: number, y: number): string =>
  `#${rgba.subarray((y * width + x) * 4, (y * width + x) * 4 + 3).toString('hex')}`;

const colourOf = (palette: Buffer, index: number) => palette.subarray(index * 3, index * 3 + 3);
const grow = (pixel: Buffer) => (pixel.length === 1 ? Buffer.from([pixel[0] ?? 0, pixel[0] ?? 0, pixel[0] ?? 0]) : pixel.subarray(0, 3));
const indexAt = (rows: Buffer, row: number, x: number, depth: number) =>
  ((rows[row + Math.floor((x * depth) / 8)] ?? 0) >> (8 - depth - ((x * depth) % 8))) & ((1 << depth) - 1);

function readChunks(bytes: Buffer): { type: string; data: Buffer }[] {
  const found: { type: string; data: Buffer }[] = [];
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    found.push({ type: bytes.toString('latin1', at + 4, at + 8), data: bytes.subarray(at + 8, at + 8 + length) });
    at += 12 + length;
  }
  return found;
}

function unfilter(packed: Buffer, height: number, stride: number, perPixel: number): Buffer {
  const rows = Buffer.alloc(height * stride);
  for (let y = 0; y < height; y += 1) {
    const filter = packed[y * (stride + 1)] ?? 0;
    for (let x = 0; x < stride; x += 1) {
      const at = y * stride + x;
      const left = x >= perPixel ? (rows[at - perPixel] ?? 0) : 0;
      const above = y > 0 ? (rows[at - stride] ?? 0) : 0;
      const corner = x >= perPixel && y > 0 ? (rows[at - stride - perPixel] ?? 0) : 0;
      const guess = [0, left, above, (left + above) >> 1, paeth(left, above, corner)][filter] ?? 0;
      rows[at] = ((packed[y * (stride + 1) + 1 + x] ?? 0) + guess) & 255;
    }
  }
  return rows;
}

function paeth(left: number, above: number, corner: number): number {
  const guess = left + above - corner;
  const [toLeft, toAbove, toCorner] = [Math.abs(guess - left), Math.abs(guess - above), Math.abs(guess - corner)];
  if (toLeft <= toAbove && toLeft <= toCorner) return left;
  return toAbove <= toCorner ? above : corner;
}
