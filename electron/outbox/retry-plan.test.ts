import { expect, test } from 'vitest';
import { platformFailure } from '../../shared/errcodes.ts';
import { failure } from '../../shared/failures.ts';
import { limits } from '../../shared/limits.ts';
import { planRetry } from './retry-plan.ts';

const network = failure('platform/unreachable', { host: 'h', reason: 'r' });

test('a lost network is tried again, soon at first and then every few minutes', () => {
  const pauses = [1, 2, 3, 8, 50].map((tries) => planRetry(network, tries, 0, 0, 0.5));
  expect(pauses).toEqual([2_000, 4_000, 8_000, 256_000, 300_000].map((afterMs) => ({ kind: 'again', afterMs })));
});

test('many rows that fail together do not come back together', () => {
  expect(planRetry(network, 1, 0, 0, 0)).toEqual({ kind: 'again', afterMs: 1_500 });
  expect(planRetry(network, 1, 0, 0, 1)).toEqual({ kind: 'again', afterMs: 2_500 });
});

test('what the admin has to mend is waited for: an address to allow-list, a wrong Secret, a quota', () => {
  for (const errcode of [60020, 40001, 45009, 42001, -1]) {
    expect(planRetry(platformFailure('wecom', errcode, ''), 3, 60_000, 0, 0.5), String(errcode)).toMatchObject({ kind: 'again' });
  }
});

test('what no repetition changes is given up at once', () => {
  for (const errcode of [81013, 60111, 40003, 40037, 43004, 45002, 45015, 45047, 47003, 48001]) {
    expect(planRetry(platformFailure('official-account', errcode, ''), 1, 0, 0, 0.5), String(errcode)).toEqual({ kind: 'give-up' });
  }
  expect(planRetry(failure('platform/recipient', { to: 'x' }), 1, 0, 0, 0.5)).toEqual({ kind: 'give-up' });
});

test('after two days nobody waits for it any more', () => {
  expect(planRetry(network, 600, limits.outboxKeepMs, 0, 0.5)).toEqual({ kind: 'give-up' });
});

test('what may have arrived is sent again only where the platform would swallow the second one', () => {
  const unsure = failure('platform/unsure', { reason: 'timeout' });
  expect(planRetry(unsure, 1, 1_000, 14_400_000, 0.5)).toMatchObject({ kind: 'again' });
  expect(planRetry(unsure, 9, 14_500_000, 14_400_000, 0.5)).toEqual({ kind: 'give-up' });
  expect(planRetry(unsure, 1, 1_000, 0, 0.5)).toEqual({ kind: 'give-up' });
});

test('a limit that says when it ends is not asked before', () => {
  const limited = failure('platform/rate-limited', { name: 'member', limit: '30', window: '1 min', seconds: '40' });
  expect(planRetry(limited, 1, 0, 0, 0.5)).toEqual({ kind: 'again', afterMs: 40_000 });
});
