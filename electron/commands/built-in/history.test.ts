import { expect, test } from 'vitest';
import { momentOf } from './history.ts';

test('what was run lately shows its day where that is not today', () => {
  const now = new Date(2026, 10, 23, 17, 5).getTime();
  expect(momentOf(new Date(2026, 10, 23, 9, 5).getTime(), now)).toBe('09:05');
  expect(momentOf(new Date(2026, 10, 22, 14, 5).getTime(), now)).toBe('11-22 14:05');
  expect(momentOf(new Date(2025, 11, 31, 14, 5).getTime(), now)).toBe('2025-12-31 14:05');
});
