import { expect, test } from 'vitest';
import { type FailureCode, failure } from '../../shared/failures.ts';
import { planRetry } from './retry.ts';
import { defaultTimings } from './timings.ts';

const plan = (code: FailureCode, attempt = 0, random = 0) => planRetry(failure(code), attempt, defaultTimings, random);

test('the first retry comes quickly, and none later than after 30 s', () => {
  const waits = [0, 1, 2, 3, 4, 5, 50].map((attempt) => plan('tunnel/lost', attempt).waitMs);
  expect(waits).toEqual([1_200, 2_400, 4_800, 9_600, 19_200, 30_000, 30_000]);
  expect(plan('tunnel/lost', 0, 0.999).waitMs).toBeLessThan(1_800);
});

test('a tunnel that opens but leads nowhere is tried again soon', () => {
  expect(plan('tunnel/probe-timeout', 50)).toEqual({ waitMs: 5_000, needsAdmin: false });
});

test('what only the admin can mend is not hammered', () => {
  expect(plan('ssh/auth-key')).toEqual({ waitMs: 300_000, needsAdmin: true });
  expect(plan('ssh/host-key-changed')).toEqual({ waitMs: Number.POSITIVE_INFINITY, needsAdmin: true });
});
