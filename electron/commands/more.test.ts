import { describe, expect, test } from 'vitest';
import { limits } from '../../shared/limits.ts';
import { createLongAnswers, cutAtLine } from './more.ts';

const zhang = { origin: 'chat', account: 'corp', person: 'zhangsan' } as const;
const li = { origin: 'chat', account: 'corp', person: 'lisi' } as const;
const lines = (count: number) => Array.from({ length: count }, (_, index) => `第 ${index} 行：一切正常`).join('\n');

describe('a long answer', () => {
  test('comes in parts that each fit into a message, and nothing of it is lost', () => {
    const answers = createLongAnswers(() => 0);
    const whole = lines(300);
    const parts = [answers.firstPart(zhang, whole, 'zh-CN')];
    for (let next = answers.nextPart(zhang, 'zh-CN'); next !== undefined; next = answers.nextPart(zhang, 'zh-CN')) parts.push(next);
    expect(parts.length).toBeGreaterThan(3);
    for (const part of parts) expect(Buffer.byteLength(part)).toBeLessThanOrEqual(limits.textReplyBytes);
    for (const part of parts.slice(0, -1)) expect(part.endsWith('\n…… 回复“更多”继续')).toBe(true);
    expect(parts.map((part) => part.replace(/\n…… 回复“更多”继续$/, '')).join('\n')).toBe(whole);
  });

  test('that is longer than what is kept of it says so at its end', () => {
    const answers = createLongAnswers(() => 0);
    let part: string | undefined = answers.firstPart(zhang, lines(10_000), 'zh-CN');
    let last = '';
    for (; part !== undefined; part = answers.nextPart(zhang, 'zh-CN')) last = part;
    expect(last).toMatch(/……（后面的内容太长，已省略）$/);
  });

  test('belongs to whoever asked, and is forgotten after ten minutes', () => {
    let now = 0;
    const answers = createLongAnswers(() => now);
    expect(answers.firstPart(zhang, lines(300), 'en')).toMatch(/… Reply "more" to go on$/);
    expect(answers.nextPart(li, 'en')).toBeUndefined();
    now = 9 * 60_000;
    expect(answers.nextPart(zhang, 'en')).toContain('行');
    now += 10 * 60_000;
    expect(answers.nextPart(zhang, 'en')).toBeUndefined();
  });

  test('a short one is left as it is, and takes nothing away from the long one before it', () => {
    const answers = createLongAnswers(() => 0);
    answers.firstPart(zhang, lines(300), 'zh-CN');
    expect(answers.firstPart(zhang, '好', 'zh-CN')).toBe('好');
    expect(answers.nextPart(zhang, 'zh-CN')).toContain('行');
  });

  test('of one endless line, or of signs that belong together, is cut between characters', () => {
    expect(cutAtLine('汉'.repeat(10), 10)).toEqual({ part: '汉汉汉', rest: '汉'.repeat(7) });
    expect(cutAtLine('👩‍👩‍👧👩‍👩‍👧', 30)).toEqual({ part: '👩‍👩‍👧', rest: '👩‍👩‍👧' });
    expect(cutAtLine('x\nvery-long-line', 9)).toEqual({ part: 'x\nvery-lo', rest: 'ng-line' });
    expect(cutAtLine('one\ntwo\nthree', 9)).toEqual({ part: 'one\ntwo', rest: 'three' });
    expect(cutAtLine(`e${'\u0301'.repeat(100)}`, 30).part).not.toBe('');
  });

  test('of one line of words is cut between them', () => {
    expect(cutAtLine('token da39a3ee5e', 9)).toEqual({ part: 'token', rest: 'da39a3ee5e' });
    expect(cutAtLine('x da39a3ee5e', 9)).toEqual({ part: 'x da39a3e', rest: 'e5e' });
  });
});
