import { expect, test } from 'vitest';
import { formatSpan } from './span.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

test.each([
  [-5, '0 秒', '0 s'],
  [0, '0 秒', '0 s'],
  [8.9 * second, '8 秒', '8 s'],
  [minute, '1 分', '1 min'],
  [118 * minute, '1 小时 58 分', '1 h 58 min'],
  [3 * minute + 5 * second, '3 分 5 秒', '3 min 5 s'],
  [2 * hour, '2 小时', '2 h'],
  [51 * hour + 10 * minute, '2 天 3 小时', '2 d 3 h'],
])('%d ms is %s, %s', (ms, zh, en) => {
  expect([formatSpan(ms, 'zh-CN'), formatSpan(ms, 'en')]).toEqual([zh, en]);
});
