import { expect, test } from 'vitest';
import { createTexts } from '../locales/i18n.ts';
import { placedWords } from './monitor-problem-words.ts';

const zh = createTexts('zh-CN').t;
const en = createTexts('en').t;

test.each([
  ['check.port', { kind: 'missing' }, '端口：必填。', 'Port: Has to be filled in.'],
  [
    'maintenance.0.from',
    { kind: 'missing' },
    '维护时段（maintenance.0.from）：必填。',
    'Maintenance (maintenance.0.from): Has to be filled in.',
  ],
  ['tags.1', { kind: 'wrong' }, '标签（tags.1）：格式不对。', 'Tags (tags.1): The format is wrong.'],
  ['tags.0', { kind: 'long', bound: 32 }, '标签（tags.0）：太长，最多 32 个字符。', 'Tags (tags.0): Too long: 32 characters at most.'],
  ['check.statuses.0', { kind: 'wrong' }, '状态码（check.statuses.0）：应为 200 或 200-299 这样的写法。', undefined],
  ['check.hedaers', { kind: 'unknown' }, 'check.hedaers：监控项没有这个设置。', undefined],
  ['maintenance', { kind: 'wrong' }, '维护时段：格式不对。', undefined],
  ['', { kind: 'wrong' }, '格式不对。', undefined],
] as const)('what is wrong at %s of a monitor in a file is told with its place', (path, problem, zhWords, enWords) => {
  const placed = { path: path === '' ? [] : path.split('.'), problem };
  expect(placedWords(zh, placed)).toBe(zhWords);
  if (enWords) expect(placedWords(en, placed)).toBe(enWords);
});

test('a header in a file is not told as a line of the form', () => {
  for (const path of ['check.headers', 'check.headers.0.name']) {
    const words = placedWords(en, { path: path.split('.'), problem: { kind: 'wrong' } });
    expect(words).toContain('Authorization and Cookie are secret headers');
    expect(words).not.toContain('line has to be');
  }
});
