import { expect, test } from 'vitest';
import { createProgramOutput } from './program-output.ts';

test('a character that comes in two pieces is streamed as one', () => {
  const pieces: string[] = [];
  const output = createProgramOutput({ mostBytes: 100, onOutput: ({ text }) => pieces.push(text) });
  for (const byte of Buffer.from('你好')) output.take('stdout', Buffer.from([byte]));
  expect(pieces).toEqual(['你', '好']);
  expect(output.end()).toEqual({ stdout: Buffer.from('你好'), stderr: '', cut: false });
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
