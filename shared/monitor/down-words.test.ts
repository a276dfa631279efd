import { expect, test } from 'vitest';
import { nameList, standingLine, windowTitle } from './down-words.ts';

test('the window says how many are down, and nothing of it when all is well', () => {
  expect([windowTitle(0, 'zh-CN'), windowTitle(0, 'en')]).toEqual(['微管', 'Weiguan 微管']);
  expect([windowTitle(2, 'zh-CN'), windowTitle(2, 'en')]).toEqual(['（2 项故障）微管', '(2 down) Weiguan 微管']);
});

test('of many only the first are named, the others counted', () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
  expect(nameList(names.slice(0, 5), 'en')).toBe('a, b, c, d, e');
  expect(nameList(names, 'en')).toBe('a, b, c, d, e and 2 more');
  expect(nameList(names, 'zh-CN')).toBe('a、b、c、d、e 等，另有 2 项');
});

test.each([
  [['web-01', 'db-02'], 3, 9, '2 down: web-01, db-02', '2 项故障：web-01、db-02'],
  [[], 0, 9, 'Nothing is down', '没有故障'],
  [[], 3, 9, 'Nothing is known to be down; 3 cannot be checked', '没有已知的故障，3 项检查不了'],
  [[], 0, 0, 'Nothing is monitored', '没有监控项'],
])('the tray says what is down, and how many nobody can tell of: %s, %i of %i', (down, unknown, watched, en, zh) => {
  expect(standingLine({ down, unknown, watched }, 'en')).toBe(en);
  expect(standingLine({ down, unknown, watched }, 'zh-CN')).toBe(zh);
});
