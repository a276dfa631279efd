import { describe, expect, test } from 'vitest';
import { createTurnstile, type Turnstile, type Urgency } from './turnstile.ts';

/** Lets in as many as there is room for, and tells how many those were. */
function fill(turnstile: Turnstile, account: string, urgency: Urgency, tries = 1000): (() => void)[] {
  return Array.from({ length: tries }, () => turnstile.enter(account, urgency, 1)).filter((leave) => leave !== undefined);
}

test('there is an end to what is in hand, and room again when something is done', () => {
  const turnstile = createTurnstile({ messages: 100, bytes: 1000 });
  const inside = fill(turnstile, 'a', 'command');
  expect(inside.length).toBeLessThanOrEqual(100);
  expect(turnstile.enter('a', 'command', 1)).toBeUndefined();
  inside[0]?.();
  expect(turnstile.enter('a', 'command', 1)).toBeDefined();
});

test('commands find room where chatter does not any more', () => {
  const turnstile = createTurnstile({ messages: 100, bytes: 1000 });
  for (let round = 0; round < 30; round++) for (const account of ['a', 'b', 'c', 'd']) turnstile.enter(account, 'chatter', 1);
  expect(turnstile.enter('a', 'chatter', 1)).toBeUndefined();
  expect(turnstile.enter('a', 'command', 1)).toBeDefined();
});

test('an account that is flooded leaves room for the others', () => {
  const turnstile = createTurnstile({ messages: 100, bytes: 1000 });
  fill(turnstile, 'flooded', 'command');
  expect(fill(turnstile, 'quiet', 'command', 20)).toHaveLength(20);
});

test('large messages are bounded by their bytes', () => {
  const turnstile = createTurnstile({ messages: 100, bytes: 1000 });
  expect(turnstile.enter('a', 'command', 900)).toBeDefined();
  expect(turnstile.enter('a', 'command', 200)).toBeUndefined();
});

describe('an account with a few huge messages', () => {
  const MiB = 1024 ** 2;
  const open = () => createTurnstile({ messages: 2000, bytes: 64 * MiB });
  const fillHuge = (turnstile: Turnstile, urgency: Urgency) =>
    Array.from({ length: 100 }, () => turnstile.enter('huge', urgency, MiB)).filter((leave) => leave !== undefined);

  test.each(['command', 'chatter'] as const)('as %s leaves room for the messages of others, huge ones too', (urgency) => {
    const turnstile = open();
    expect(fillHuge(turnstile, urgency).length).toBeGreaterThanOrEqual(24);
    for (const account of ['b', 'c']) {
      expect(turnstile.enter(account, 'chatter', MiB)).toBeDefined();
      expect(turnstile.enter(account, 'command', MiB)).toBeDefined();
    }
    expect(fill(turnstile, 'd', 'command', 500)).toHaveLength(500);
  });
  test('has room again when they are done', () => {
    const turnstile = open();
    const inside = fillHuge(turnstile, 'command');
    expect(turnstile.enter('huge', 'command', MiB)).toBeUndefined();
    for (const leave of inside) leave();
    expect(fillHuge(turnstile, 'command')).toHaveLength(inside.length);
  });
});
