import { expect, test } from 'vitest';
import { limits } from '../../shared/limits.ts';
import { canSend, replySize } from './reply.ts';

test('bytes are counted as they go over the wire, without the blanks around the text', () => {
  expect(replySize(' 马上来\n')).toEqual({ bytes: 9, parts: 1, tooLongBy: 0 });
});

test('a long reply goes in parts', () => {
  expect(replySize('a'.repeat(limits.textReplyBytes)).parts).toBe(1);
  expect(replySize('a'.repeat(limits.textReplyBytes + 1)).parts).toBe(2);
});

test('nothing, and too much, cannot be sent', () => {
  expect([canSend(' \n'), canSend('好'), canSend('a'.repeat(limits.handReplyChars + 1))]).toEqual([false, true, false]);
  expect(replySize('a'.repeat(limits.handReplyChars + 3)).tooLongBy).toBe(3);
});
