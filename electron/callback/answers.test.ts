import { expect, test } from 'vitest';
import { limits } from '../../shared/limits.ts';
import { messageParts } from './answers.ts';

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
