import { expect, test } from 'vitest';
import { textOfFile } from './file-text.ts';

const bytes = (...parts: number[]) => Uint8Array.from(parts);
const textOf = async (file: Uint8Array<ArrayBuffer>) => {
  const read = await textOfFile(new Blob([file]), 20);
  return read.ok ? read.value : read.error.code;
};

test('a file is read as whatever its editor wrote', async () => {
  const utf8 = new TextEncoder().encode('菜单');
  expect(await textOf(utf8)).toBe('菜单');
  expect(await textOf(bytes(0xef, 0xbb, 0xbf, ...utf8))).toBe('菜单');
  expect(await textOf(bytes(0xff, 0xfe, 0xdc, 0x83, 0x55, 0x53))).toBe('菜单');
  expect(await textOf(bytes(0xfe, 0xff, 0x83, 0xdc, 0x53, 0x55))).toBe('菜单');
  // Notepad in Chinese, "ANSI"
  expect(await textOf(bytes(0xb2, 0xcb, 0xb5, 0xa5))).toBe('菜单');
});

test('what is no text is refused', async () => {
  expect(await textOf(bytes(0x50, 0x4b, 3, 4, 0, 0))).toBe('file/encoding');
  expect(await textOf(bytes(0xff, 0xff, 0xff))).toBe('file/encoding');
});

test('what is too large is not read', async () => {
  expect(await textOf(new Uint8Array(21))).toBe('file/too-large');
});

test('what cannot be read is told', async () => {
  const gone = Object.assign(new Blob(['x']), { arrayBuffer: () => Promise.reject(new DOMException('gone', 'NotReadableError')) });
  expect(await textOfFile(gone, 20)).toMatchObject({ error: { code: 'file/unreadable' } });
});
