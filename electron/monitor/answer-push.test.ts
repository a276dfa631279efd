import { expect, test } from 'vitest';
import { answerPush } from './answer-push.ts';

const token = 'a'.repeat(22);
/** Whether a job counts as alive that says this of itself. */
function isAlive(query: Record<string, string>): boolean | undefined {
  let told: boolean | undefined;
  answerPush(
    { path: `/push/${token}`, query },
    {
      pushed(_token, { ok }) {
        told = ok;
        return true;
      },
    },
  );
  return told;
}

test.each([{}, { status: '' }, { status: 'up' }, { status: 'UP ' }])('a job that says nothing else is alive: %o', (query) => {
  expect(isAlive(query)).toBe(true);
});

test.each(['down', 'DOWN', 'down ', 'fail', '0', 'false'])('every other word says that it failed: %s', (status) => {
  expect(isAlive({ status })).toBe(false);
});
