/** PNG, as far as pictures of screens need it. Source: W3C, Portable Network Graphics (Third Edition), 2025. */
import { promisify } from 'node:util';
import { crc32, deflate } from 'node:zlib';

/** A picture as it is shown: four bytes a pixel (red, green, blue, and one that is not looked at), row after row. */
export interface Pixels {
  width: number;
  height: number;
  rgba: Buffer;
}

const signature = Buffer.from('89504e470d0a1a0a', 'hex');
const compress = promisify<Buffer, Buffer>(deflate);

/** Encodes a picture without transparency. The work is done in a thread of Node's pool. */
export async function encodePng({ width, height, rgba }: Pixels): Promise<Buffer> {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // 8 bits a sample, true colour, and the only methods there are
  header.set([8, 2, 0, 0, 0], 8);
  const body = await compress(scanlines({ width, height, rgba }));
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', body), chunk('IEND', Buffer.alloc(0))]);
}

/** Rows of RGB, each after the number of its filter: none, which suits the plain areas and the text of screens. */
function scanlines({ width, height, rgba }: Pixels): Buffer {
  const rows = Buffer.alloc(height * (1 + width * 3));
  let to = 0;
  for (let y = 0, from = 0; y < height; y += 1) {
    to += 1;
    for (let x = 0; x < width; x += 1, from += 4) {
      rows[to++] = rgba[from] ?? 0;
      rows[to++] = rgba[from + 1] ?? 0;
      rows[to++] = rgba[from + 2] ?? 0;
    }
  }
  return rows;
}

function chunk(type: string, data: Buffer): Buffer {
  const framed = Buffer.alloc(12 + data.length);
  framed.writeUInt32BE(data.length, 0);
  framed.write(type, 4, 'latin1');
  data.copy(framed, 8);
  framed.writeUInt32BE(crc32(framed.subarray(4, 8 + data.length)), 8 + data.length);
  return framed;
}

/** The last chunk, which holds nothing. */
const ending = Buffer.from('0000000049454e44ae426082', 'hex');

/** How large the picture in a PNG file is; nothing where the bytes are no whole PNG file. */
export function pngSize(bytes: Buffer): { width: number; height: number } | undefined {
  const isWhole = bytes.subarray(0, 8).equals(signature) && bytes.subarray(-ending.length).equals(ending);
  if (!isWhole || bytes.toString('latin1', 12, 16) !== 'IHDR') return undefined;
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}
