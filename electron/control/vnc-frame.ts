/** One whole picture of the screen. Source: RFC 6143, 7.5 to 7.8. */
import { err, ok } from '../../shared/result.ts';
import type { Pixels } from './png.ts';
import { checkScreenSize } from './screen-size.ts';
import { type Canvas, createCanvas, type Rectangle } from './vnc-canvas.ts';
import { type Attempt, type Conversation, read, send, skip } from './vnc-conversation.ts';
import { paintHextile } from './vnc-hextile.ts';
import type { ScreenSize } from './vnc-login.ts';

/** How rectangles come, those that are liked best first. Of its own accord a server sends no other. */
const encodings = { hextile: 5, copyRect: 1, raw: 0, desktopSize: -223 } as const;
const messages = { update: 0, colourMap: 1, bell: 2, cutText: 3 } as const;

/** So many messages are read before the server counts as one that never comes to an end. */
const mostMessages = 200;
const mostUpdates = 16;
/** So many pixels are painted: a copy costs the server a few bytes, and us the whole screen. */
const mostPainted = 110_000_000;
const mostCutText = 1024 * 1024;
/** Rows are read in bands of about so many bytes. */
const bandBytes = 128 * 1024;

/** 32 bits a pixel, little-endian, true colour: bytes arrive as red, green, blue and one that means nothing. */
const setPixelFormat = Buffer.from([0, 0, 0, 0, 32, 24, 0, 1, 0, 255, 0, 255, 0, 255, 0, 8, 16, 0, 0, 0]);

function setEncodings(): Buffer {
  const wanted = Object.values(encodings);
  const message = Buffer.alloc(4 + wanted.length * 4);
  message.writeUInt8(2, 0);
  message.writeUInt16BE(wanted.length, 2);
  wanted.forEach((encoding, index) => {
    message.writeInt32BE(encoding, 4 + index * 4);
  });
  return message;
}

/** Asks for the whole screen, whatever was sent before. */
function requestAll({ width, height }: ScreenSize): Buffer {
  const message = Buffer.alloc(10);
  message.writeUInt8(3, 0);
  message.writeUInt16BE(width, 6);
  message.writeUInt16BE(height, 8);
  return message;
}

/** Reads updates until each pixel was painted; begins anew where the screen changes its size meanwhile. */
export function* readFrame(size: ScreenSize): Attempt<Pixels> {
  let canvas = createCanvas(size.width, size.height);
  let updates = 0;
  const spent = { pixels: 0 };
  yield* send(Buffer.concat([setPixelFormat, setEncodings(), requestAll(canvas)]));
  for (let message = 0; message < mostMessages && updates < mostUpdates; message += 1) {
    const kind = (yield* read(1)).readUInt8();
    if (kind === messages.update) {
      const updated = yield* readUpdate(canvas, spent);
      if (!updated.ok) return updated;
      canvas = updated.value;
      if (canvas.isComplete()) return ok(canvas.pixels);
      updates += 1;
      yield* send(requestAll(canvas));
    } else if (!(yield* skipMessage(kind))) return err({ kind: 'protocol', what: `message ${kind}` });
  }
  return err({ kind: 'protocol', what: 'no whole picture' });
}

/** @returns whether it could be skipped */
function* skipMessage(kind: number): Conversation<boolean> {
  if (kind === messages.bell) return true;
  if (kind === messages.colourMap) {
    const head = yield* read(5);
    yield* skip(head.readUInt16BE(3) * 6);
    return true;
  }
  if (kind !== messages.cutText) return false;
  const length = (yield* read(7)).readUInt32BE(3);
  if (length > mostCutText) return false;
  yield* skip(length);
  return true;
}

/** @returns the canvas that is painted on now: another one where the size has changed */
function* readUpdate(before: Canvas, spent: { pixels: number }): Attempt<Canvas> {
  let canvas = before;
  const count = (yield* read(3)).readUInt16BE(1);
  for (let index = 0; index < count; index += 1) {
    const head = yield* read(12);
    const part = { x: head.readUInt16BE(0), y: head.readUInt16BE(2), width: head.readUInt16BE(4), height: head.readUInt16BE(6) };
    const encoding = head.readInt32BE(8);
    spent.pixels += part.width * part.height;
    if (spent.pixels > mostPainted) return err({ kind: 'protocol', what: 'no whole picture' });
    if (encoding === encodings.desktopSize) {
      const fits = checkScreenSize(part.width, part.height);
      if (!fits.ok) return err({ kind: 'size', failure: fits.error });
      canvas = createCanvas(part.width, part.height);
      continue;
    }
    if (!canvas.holds(part)) return err({ kind: 'protocol', what: 'a rectangle beyond the screen' });
    const isPainted = yield* paintRectangle(canvas, part, encoding);
    if (!isPainted) return err({ kind: 'protocol', what: `encoding ${encoding}` });
  }
  return ok(canvas);
}

/** @returns whether it could be read */
function* paintRectangle(canvas: Canvas, part: Rectangle, encoding: number): Conversation<boolean> {
  if (encoding === encodings.raw) yield* paintRaw(canvas, part);
  else if (encoding === encodings.hextile) yield* paintHextile(canvas, part);
  else if (encoding === encodings.copyRect) return yield* paintCopy(canvas, part);
  else return false;
  return true;
}

function* paintRaw(canvas: Canvas, { x, y, width, height }: Rectangle): Conversation<void> {
  if (width === 0) return;
  const band = Math.max(1, Math.floor(bandBytes / (width * 4)));
  for (let row = 0; row < height; row += band) {
    const rows = Math.min(band, height - row);
    canvas.paint({ x, y: y + row, width, height: rows }, yield* read(width * rows * 4));
  }
}

function* paintCopy(canvas: Canvas, part: Rectangle): Conversation<boolean> {
  const from = yield* read(4);
  const [x, y] = [from.readUInt16BE(0), from.readUInt16BE(2)];
  if (!canvas.holds({ ...part, x, y })) return false;
  canvas.copy(part, x, y);
  return true;
}
