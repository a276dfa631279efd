import { expect, test } from 'vitest';
import { createProgramOutput } from './program-output.ts';

test('a character that comes in two pieces is streamed as one', () => {
  const pieces: string[] = [];
  const output = createProgramOutput({ mostBytes: 100, onOutput: ({ text }) => pieces.push(text) });
  for (const byte of Buffer.from('你好')) output.take('stdout', Buffer.from([byte]));
  expect(pieces).toEqual(['你', '好']);
  expect(output.end()).toEqual({ stdout: Buffer.from('你好'), stderr: '', cut: false });
});

test('on a Chinese Windows GBK is read as well as UTF-8, wherever a character is cut', () => {
  const gbk = Buffer.from('bedcbef8b7c3cecaa3a8c8cebacea3a9', 'hex');
  for (const [bytes, text] of [
    [Buffer.concat([Buffer.from('Ping: '), gbk]), 'Ping: 拒绝访问（任何）'],
    [Buffer.from('Ping: 拒绝访问 😀'), 'Ping: 拒绝访问 😀'],
  ] as const) {
    for (let cut = 0; cut <= bytes.length; cut++) {
      const pieces: string[] = [];
      const output = createProgramOutput({ mostBytes: 100, onOutput: ({ text }) => pieces.push(text) }, 'gbk');
      for (const piece of [bytes.subarray(0, cut), bytes.subarray(cut)]) output.take('stderr', piece);
      expect(output.end().stderr).toBe(text);
      expect(pieces.join('')).toBe(text);
    }
  }
});

test('what goes beyond the bound is dropped, and said to be; no half character is left', () => {
  const pieces: string[] = [];
  const output = createProgramOutput({ mostBytes: 4, onOutput: ({ from, text }) => pieces.push(`${from}:${text}`) });
  output.take('stderr', Buffer.from('你好'));
  output.take('stdout', Buffer.from('more'));
  expect(output.end()).toEqual({ stdout: Buffer.alloc(0), stderr: '你', cut: true });
  expect(pieces).toEqual(['stderr:你']);
});

test('output that fits exactly is not cut; a broken character at the end is shown as such', () => {
  const output = createProgramOutput({ mostBytes: 2 });
  output.take('stderr', Buffer.from([0x61, 0xe4]));
  expect(output.end()).toMatchObject({ stderr: 'a\ufffd', cut: false });
});
