import { expect, test } from 'vitest';
import { sessionFailure } from './ssh-session.ts';

test.each([
  ['gone', 'ssh/not-begun'],
  ['lost', 'ssh/lost'],
  ['full', 'ssh/session-refused'],
  ['exec', 'ssh/session-refused'],
] as const)('a session that is %s is told as %s: only where it may have been asked for is its end unknown', (refusal, code) => {
  expect(sessionFailure('web-01', { refusal, reason: 'Not connected' }).code).toBe(code);
});
