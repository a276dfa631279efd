import { expect, test } from 'vitest';
import { blobOf, fileNameOf, sizeOf } from './picture-file.ts';

const urlOf = (bytes: number[], type = 'image/png') => `data:${type};base64,${btoa(String.fromCharCode(...bytes))}`;

test.each([[[1]], [[1, 2]], [[1, 2, 3]], [[137, 80, 78, 71, 255]]])('the bytes %j come out of their URL as they went in', async (bytes) => {
  const url = urlOf(bytes);
  const blob = blobOf(url);
  expect([...new Uint8Array(await blob.arrayBuffer())]).toEqual(bytes);
  expect(blob.type).toBe('image/png');
  expect(sizeOf(url)).toBe(bytes.length);
});

test('a file is named after its server, its local time and its kind', () => {
  const at = new Date(2026, 10, 21, 14, 2, 11).getTime();
  expect(fileNameOf('web-01', at, urlOf([1]))).toBe('web-01-2026-11-21-140211.png');
  expect(fileNameOf('web-01', at, urlOf([1], 'image/jpeg'))).toBe('web-01-2026-11-21-140211.jpg');
});
