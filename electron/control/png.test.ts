import { describe, expect, test } from 'vitest';
import { readPng } from '../../test/support/read-png.ts';
import { encodePng, pngSize } from './png.ts';

const noise = (width: number, height: number) => {
  const rgba = Buffer.alloc(width * height * 4, 255);
  for (let at = 0; at < rgba.length; at += 1) if (at % 4 !== 3) rgba[at] = (at * 2_654_435_761) >>> 24;
  return { width, height, rgba };
};

describe('A picture', () => {
  test.each([
    [1, 1],
    [3, 2],
    [641, 17],
  ])('of %d×%d pixels comes back from PNG as it was', async (width, height) => {
    const pixels = noise(width, height);
    const bytes = await encodePng(pixels);
    const back = readPng(bytes);
    expect([back.width, back.height]).toEqual([width, height]);
    expect(back.rgba.equals(pixels.rgba)).toBe(true);
    expect(pngSize(bytes)).toEqual({ width, height });
  });

  test('is no PNG where its end is missing, or where it is something else', async () => {
    const bytes = await encodePng(noise(20, 20));
    expect(pngSize(bytes.subarray(0, -4))).toBeUndefined();
    expect(pngSize(Buffer.from('GIF89a'.padEnd(100)))).toBeUndefined();
    expect(pngSize(Buffer.alloc(0))).toBeUndefined();
  });
});
