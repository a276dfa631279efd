import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { readBody } from './read-body.ts';

async function* inPieces(body: Buffer) {
  for (let at = 0; at < body.length; at += 1000) yield body.subarray(at, at + 1000);
}
const read = (body: Buffer, headers = {}, most = 1024 * 1024) => readBody({ body: inPieces(body), headers }, most, true);
/** "欢迎" as GBK has it. */
const welcome = Buffer.from([0xbb, 0xb6, 0xd3, 0xad]);

test('a page is read in the encoding that its header, or its beginning, says', async () => {
  expect(await read(welcome, { 'content-type': 'text/html; charset=gb2312' })).toBe('欢迎');
  const page = Buffer.concat([Buffer.from('<html><head><meta charset="GBK"><title>'), welcome]);
  expect(await read(page)).toMatch(/<title>欢迎$/);
  expect(await read(Buffer.from('欢迎'), { 'content-type': 'text/html; charset=no-such' })).toBe('欢迎');
  expect(await read(Buffer.from('\ufeff{"a":1}'))).toBe('{"a":1}');
});

test('what is no page is not read in an encoding of which it only speaks', async () => {
  const json = '{"dsn":"charset=utf-16le","状态":"正常"}';
  expect(await read(Buffer.from(json), { 'content-type': 'application/json' })).toBe(json);
});

test.each(['gzip', 'br'])('nothing is nothing, though it is said to be packed by %s', async (encoding) => {
  expect(await read(Buffer.alloc(0), { 'content-encoding': encoding })).toBe('');
});

test.each([
  ['gzip', gzipSync],
  ['deflate', deflateSync],
  ['br', brotliCompressSync],
] as const)('what comes packed by %s is unpacked', async (encoding, pack) => {
  expect(await read(pack(Buffer.from('Welcome')), { 'content-encoding': encoding })).toBe('Welcome');
});

test('however much comes out of little, it is read up to its bound', async () => {
  expect(await read(gzipSync(Buffer.alloc(50_000_000, 'x')), { 'content-encoding': 'gzip' }, 10_000)).toBe('x'.repeat(10_000));
});

test('what is packed and damaged is no answer', async () => {
  await expect(read(Buffer.from('Welcome'), { 'content-encoding': 'gzip' })).rejects.toThrow();
});
