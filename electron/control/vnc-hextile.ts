import type { Canvas, Rectangle } from './vnc-canvas.ts';
import { type Conversation, read } from './vnc-conversation.ts';

/** What a tile's first byte says. */
const bits = { raw: 1, background: 2, foreground: 4, parts: 8, coloured: 16 } as const;
const tileSide = 16;
const pixelBytes = 4;

interface Colours {
  background: Buffer;
  foreground: Buffer;
}

/** Paints a rectangle that comes in tiles of 16×16 pixels. Source: RFC 6143, 7.7.4. */
export function* paintHextile(canvas: Canvas, part: Rectangle): Conversation<void> {
  const colours: Colours = { background: Buffer.alloc(pixelBytes), foreground: Buffer.alloc(pixelBytes) };
  for (let y = part.y; y < part.y + part.height; y += tileSide) {
    for (let x = part.x; x < part.x + part.width; x += tileSide) {
      const width = Math.min(tileSide, part.x + part.width - x);
      const height = Math.min(tileSide, part.y + part.height - y);
      yield* paintTile(canvas, { x, y, width, height }, colours);
    }
  }
}

function* paintTile(canvas: Canvas, tile: Rectangle, colours: Colours): Conversation<void> {
  const says = (yield* read(1)).readUInt8();
  if (says & bits.raw) return canvas.paint(tile, yield* read(tile.width * tile.height * pixelBytes));
  if (says & bits.background) colours.background = yield* read(pixelBytes);
  if (says & bits.foreground) colours.foreground = yield* read(pixelBytes);
  canvas.fill(tile, colours.background);
  if (!(says & bits.parts)) return;
  const isColoured = (says & bits.coloured) !== 0;
  const each = isColoured ? pixelBytes + 2 : 2;
  const parts = yield* read((yield* read(1)).readUInt8() * each);
  for (let at = 0; at < parts.length; at += each) {
    const colour = isColoured ? parts.subarray(at, at + pixelBytes) : colours.foreground;
    canvas.fill(within(tile, parts[at + each - 2] ?? 0, parts[at + each - 1] ?? 0), colour);
  }
}

/** A part of a tile: place and size less one, four bits each. What stands out of the tile is cut off. */
function within(tile: Rectangle, place: number, size: number): Rectangle {
  const left = Math.min(place >> 4, tile.width);
  const top = Math.min(place & 15, tile.height);
  const width = Math.min((size >> 4) + 1, tile.width - left);
  const height = Math.min((size & 15) + 1, tile.height - top);
  return { x: tile.x + left, y: tile.y + top, width, height };
}
