import { beforeEach, expect, test } from 'vitest';
import { type CodeAttempts, createCodeAttempts } from './code-attempts.ts';

let attempts: CodeAttempts;
beforeEach(() => {
  attempts = createCodeAttempts(() => 1_000);
});
const miss = (who: string, times: number) => Array.from({ length: times }, () => attempts.miss(who)).at(-1);

test('whoever guesses goes on being locked out while others guess too', () => {
  miss('mallory', 5);
  for (let person = 0; person < 9_000; person += 1) attempts.miss(`follower ${person}`);
  expect(attempts.lockedSeconds('mallory')).toBe(900);
});

test('however many people guess, only the last ten thousand are remembered', () => {
  miss('first', 4);
  for (let person = 0; person < 10_000; person += 1) attempts.miss(`follower ${person}`);
  expect(attempts.miss('first')).toBe(4);
});
