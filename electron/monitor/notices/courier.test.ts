import { expect, test } from 'vitest';
import { ok } from '../../../shared/result.ts';
import type { DueNotice } from '../../store/notices.ts';
import { simulatedTiming } from '../simulated-timing.ts';
import { createCourier } from './courier.ts';

test('what could not be written down is told later, once, and nobody has to restart the program', async () => {
  const timing = simulatedTiming();
  let isBroken = true;
  const queued: unknown[] = [];
  const bugs: unknown[] = [];
  const courier = createCourier({
    timing,
    store: {
      async do(name: string, input: { messages?: unknown[] }) {
        if (name === 'notices.queue') queued.push(input.messages);
        return { messageIds: ['1'] } as never;
      },
    } as never,
    isStorm: () => false,
    undecided: () => 0,
    isOfUse: () => true,
    compose: () => () => [{ text: 'web-01 is down' }],
    async obstacle() {
      if (isBroken) throw new Error('the disk refuses');
      return ok('message' as never);
    },
    onQueued: () => undefined,
    onTold: () => undefined,
    onDropped: () => undefined,
    onUnsendable: () => undefined,
    onBug: (error) => void bugs.push(error),
  });
  const notice = { id: 7, account: 'ops', person: 'zhang', dueAt: timing.now() } as DueNotice;
  courier.take([notice]);
  await timing.pass(10_000);
  expect(bugs).toHaveLength(1);
  expect(courier.waiting()).toBe(1);
  isBroken = false;
  await timing.pass(60_000);
  expect(queued).toEqual([[{ key: 'notice 7 0', text: 'web-01 is down' }]]);
  expect(courier.waiting()).toBe(0);
  await courier.close();
});
