import { expect, test } from 'vitest';
import { limits } from '../../shared/limits.ts';
import { messageParts, uncutParts } from './answers.ts';

test('a text that fits stays one message', () => {
  expect(messageParts('web-01 正常')).toEqual(['web-01 正常']);
});

test('a long text is cut between its lines, and nothing of it is lost', () => {
  const lines = Array.from({ length: 400 }, (_, index) => `第 ${index} 行`);
  const parts = messageParts(lines.join('\n'));
  expect(parts.join('\n').split('\n')).toEqual(lines);
  for (const part of parts) expect(Buffer.byteLength(part)).toBeLessThanOrEqual(limits.textReplyBytes);
});

test('a line without an end is cut between characters', () => {
  const text = '状态😀'.repeat(1000);
  const parts = messageParts(text);
  expect(parts.join('')).toBe(text);
  for (const part of parts) expect(Buffer.byteLength(part)).toBeLessThanOrEqual(limits.textReplyBytes);
});

test('a long line is cut between words, so that none of them is torn', () => {
  const words = Array.from({ length: 400 }, (_, index) => `word-${index}`);
  const parts = messageParts(words.join(' '));
  expect(parts.length).toBeGreaterThan(1);
  expect(parts.flatMap((part) => part.trim().split(' '))).toEqual(words);
});

test.each([
  ['第 1 行\n'.repeat(400)],
  ['word '.repeat(900)],
  ['状态😀'.repeat(1000)],
  [`${'a b \n'.repeat(300)}${'x'.repeat(5000)}\n\nend`],
])('parts can be put together again (%#)', (text) => {
  expect(uncutParts(messageParts(text)).join('').trimEnd()).toBe(text.trimEnd());
});
