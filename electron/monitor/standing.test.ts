import { describe, expect, test } from 'vitest';
import { failure } from '../../shared/failures.ts';
import { down, type Outcome, up } from './check.ts';
import { fresh, nextStanding, type Standing } from './standing.ts';

const refused = down(failure('monitor/refused'));
const unsure: Outcome = { kind: 'unknown', reason: failure('monitor/woken') };

/** The states that a row of checks leads to, a minute apart. */
function states(outcomes: readonly Outcome[], retries: number): { states: string[]; last: Standing } {
  let standing = fresh(0);
  const seen = outcomes.map((outcome, index) => {
    ({ standing } = nextStanding(standing, outcome, { retries, intervalSeconds: 60 }, index * 60_000));
    return standing.state;
  });
  return { states: seen, last: standing };
}

describe('A monitor with two retries', () => {
  test('is down with the third check that fails, and began to fail with the first', () => {
    const { states: seen, last } = states([up(), refused, refused, refused, refused], 2);
    expect(seen).toEqual(['up', 'retrying', 'retrying', 'down', 'down']);
    expect(last).toMatchObject({ since: 180_000, failing: { since: 60_000, checks: 4 } });
  });
  test('that answers in between counts anew', () => {
    expect(states([up(), refused, refused, up(), refused, refused], 2).states.at(-1)).toBe('retrying');
  });
  test('is up with the first answer', () => {
    expect(states([refused, refused, refused, up()], 2).states).toEqual(['retrying', 'retrying', 'down', 'up']);
  });
  test('that nobody can tell of is not down, and goes on counting from where it was', () => {
    expect(states([up(), unsure, unsure, unsure], 2).states).toEqual(['up', 'unknown', 'unknown', 'unknown']);
    expect(states([refused, unsure, refused, unsure, refused], 2).states).toEqual(['retrying', 'unknown', 'retrying', 'unknown', 'down']);
  });
  test('that nobody could tell of for longer than one check counts anew, from what fails after that', () => {
    const { states: seen, last } = states([refused, refused, unsure, unsure, unsure, refused], 2);
    expect(seen.at(-1)).toBe('retrying');
    expect(last.failing).toMatchObject({ since: 300_000, checks: 1 });
  });
  test('that is asked once a day counts anew after a check that nobody could tell of', () => {
    const daily = { retries: 1, intervalSeconds: 86_400 };
    const failed = nextStanding(fresh(0), refused, daily, 0).standing;
    const unclear = nextStanding(failed, unsure, daily, 20_000).standing;
    expect(nextStanding(unclear, refused, daily, 86_420_000).standing).toMatchObject({ state: 'retrying', failing: { since: 86_420_000 } });
  });
  test('that was down stays down while nobody can tell', () => {
    expect(states([refused, refused, refused, unsure], 2).states.at(-1)).toBe('down');
  });
});

test('A monitor without retries is down at once', () => {
  expect(states([refused], 0).states).toEqual(['down']);
});
