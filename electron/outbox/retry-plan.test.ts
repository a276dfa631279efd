import { expect, test } from 'vitest';
import { platformFailure } from '../../shared/errcodes.ts';
import { failure } from '../../shared/failures.ts';
import { limits } from '../../shared/limits.ts';
import { planRetry } from './retry-plan.ts';

const notUnsure = { tries: 0, ageMs: 0, swallowedMs: 0 };
const network = failure('platform/unreachable', { host: 'h', reason: 'r' });

test('a lost network is tried again, soon at first and then every few minutes', () => {
  const pauses = [1, 2, 3, 8, 50].map((tries) => planRetry(network, tries, 0, notUnsure, 0.5));
  expect(pauses).toEqual([2_000, 4_000, 8_000, 256_000, 300_000].map((afterMs) => ({ kind: 'again', afterMs })));
});

test('many rows that fail together do not come back together', () => {
  expect(planRetry(network, 1, 0, notUnsure, 0)).toEqual({ kind: 'again', afterMs: 1_500 });
  expect(planRetry(network, 1, 0, notUnsure, 1)).toEqual({ kind: 'again', afterMs: 2_500 });
});

test('what the admin has to mend is waited for: an address to allow-list, a wrong Secret, a quota', () => {
  for (const errcode of [60020, 40001, 45009, 42001, -1]) {
    expect(planRetry(platformFailure('wecom', errcode, ''), 3, 60_000, notUnsure, 0.5), String(errcode)).toMatchObject({ kind: 'again' });
  }
});

test('what no repetition changes is given up at once', () => {
  for (const errcode of [81013, 60111, 40003, 40037, 43004, 45002, 45015, 45047, 47003, 48001]) {
    expect(planRetry(platformFailure('official-account', errcode, ''), 1, 0, notUnsure, 0.5), String(errcode)).toEqual({ kind: 'give-up' });
  }
  expect(planRetry(failure('platform/recipient', { to: 'x' }), 1, 0, notUnsure, 0.5)).toEqual({ kind: 'give-up' });
});

test('after two days nobody waits for it any more', () => {
  expect(planRetry(network, 600, limits.outboxKeepMs, notUnsure, 0.5)).toEqual({ kind: 'give-up' });
});

const unsure = failure('platform/unsure', { reason: 'timeout' });

test('what may have arrived is sent again as long as the platform swallows the second one, however long the row waited before', () => {
  const swallowedMs = 14_400_000;
  expect(planRetry(unsure, 9, 40_000_000, { tries: 9, ageMs: 1_000, swallowedMs }, 0.5)).toMatchObject({ kind: 'again' });
  expect(planRetry(unsure, 9, 40_000_000, { tries: 9, ageMs: 14_500_000, swallowedMs }, 0.5)).toEqual({ kind: 'give-up' });
});

test('it is not sent again where it would come too late to be swallowed', () => {
  expect(planRetry(unsure, 9, 1_000, { tries: 9, ageMs: 14_200_000, swallowedMs: 14_400_000 }, 0.5)).toEqual({ kind: 'give-up' });
});

test('where nobody swallows the second one, it is sent again twice: better two times than never, but not for two days', () => {
  const plans = [1, 2, 3].map((tries) => planRetry(unsure, tries, 1_000, { tries, ageMs: 1_000, swallowedMs: 0 }, 0.5));
  expect(plans).toEqual([{ kind: 'again', afterMs: 2_000 }, { kind: 'again', afterMs: 4_000 }, { kind: 'give-up' }]);
});

test('a limit that says when it ends is not asked before', () => {
  const limited = failure('platform/rate-limited', { name: 'member', limit: '30', window: '1 min', seconds: '40' });
  expect(planRetry(limited, 1, 0, notUnsure, 0.5)).toEqual({ kind: 'again', afterMs: 40_000 });
});
