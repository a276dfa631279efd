import { describe, expect, test } from 'vitest';
import type { DeliveryAttempt, PhoneBubble } from '../../shared/simulator.ts';
import { deliveryState, showsTime } from './chat.ts';

const bubble = (at: number, ...outcomes: DeliveryAttempt['outcome'][]): PhoneBubble => ({
  ...{ id: '1', side: 'person', kind: 'text', text: '状态', at },
  attempts: outcomes.map((outcome, index) => ({ number: index + 1, at, outcome })),
});

test.each([
  ['above the first bubble', 0, undefined, true],
  ['not within five minutes', 299_999, 0, false],
  ['after five minutes', 300_000, 0, true],
])('the chat shows the time %s', (_, at, before, expected) => {
  expect(showsTime(bubble(at), before === undefined ? undefined : bubble(before))).toBe(expected);
});

describe('a bubble', () => {
  test.each([
    [[], 'none'],
    [['pending'], 'pending'],
    [['replied'], 'delivered'],
    [['empty'], 'delivered'],
    [['timeout'], 'undelivered'],
    [['refused'], 'undelivered'],
    [['unreachable'], 'undelivered'],
    [['bad-reply'], 'undelivered'],
    [['timeout', 'pending'], 'pending'],
    [['timeout', 'timeout', 'replied'], 'delivered'],
  ] satisfies [DeliveryAttempt['outcome'][], string][])('with the attempts %j is %s', (outcomes, expected) => {
    expect(deliveryState(bubble(0, ...outcomes))).toBe(expected);
  });
});
