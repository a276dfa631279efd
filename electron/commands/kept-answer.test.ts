import { expect, test } from 'vitest';
import { limits } from '../../shared/limits.ts';
import { keptAnswer } from './kept-answer.ts';

const lines = (count: number) => Array.from({ length: count }, (_, index) => `line ${index}`);

test('an answer that fits is kept as it is', () => {
  const text = 'x'.repeat(limits.runAnswerChars);
  expect(keptAnswer(text, 'en')).toBe(text);
});

test('of one that is too long the beginning and the end are kept in whole lines, and it says how much is not', () => {
  const text = lines(5000).join('\n');
  const kept = keptAnswer(text, 'en').split('\n');
  const mark = kept.findIndex((line) => line.includes('left out'));
  const [head, tail] = [kept.slice(0, mark), kept.slice(mark + 1)];
  expect(head).toEqual(lines(5000).slice(0, head.length));
  expect(tail).toEqual(lines(5000).slice(-tail.length));
  const missing = text.length - head.join('\n').length - tail.join('\n').length;
  expect(kept[mark]).toBe(`… (${missing.toLocaleString('en-US')} characters left out) …`);
  expect(keptAnswer(text, 'zh-CN')).toContain('个字符）……\n');
});

test('a line without an end is cut, and no character is parted', () => {
  const kept = keptAnswer(`a${'😀'.repeat(30_000)}`, 'zh-CN');
  expect(kept.length).toBeLessThan(limits.runAnswerChars + 100);
  expect(kept).not.toMatch(/\p{Surrogate}/u);
});
