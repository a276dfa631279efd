import { expect, test } from 'vitest';
import { formatAge } from './age.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

test.each([
  [0, '刚刚', 'just now'],
  [59_999, '刚刚', 'just now'],
  [-5000, '刚刚', 'just now'],
  [minute, '1 分钟前', '1 minute ago'],
  [59 * minute, '59 分钟前', '59 minutes ago'],
  [60 * minute, '1 小时前', '1 hour ago'],
  [3 * day, '3 天前', '3 days ago'],
  [70 * day, '2 个月前', '2 months ago'],
  [800 * day, '2 年前', '2 years ago'],
])('%d ms ago is "%s" and "%s"', (ago, chinese, english) => {
  const now = 1_800_000_000_000;
  expect([formatAge(now - ago, now, 'zh-CN'), formatAge(now - ago, now, 'en')]).toEqual([chinese, english]);
});
