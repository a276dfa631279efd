import { expect, test } from 'vitest';
import { ok } from '../../../shared/result.ts';
import { simulatedTiming } from '../../simulated-timing.ts';
import type { DueNotice } from '../../store/tables/notices.ts';
import { createCourier } from './courier.ts';

test('what is wished anew while its earlier self is dropped with others being told is told after them', async () => {
  const timing = simulatedTiming();
  const told: number[] = [];
  let goOn = () => {};
  let isMuted = true;
  const courier = createCourier({
    timing,
    store: { do: async () => ({ messageIds: ['1'] }) as never },
    isStorm: () => false,
    undecided: () => 0,
    isOfUse: ({ id }) => id !== 8 || !isMuted,
    compose: () => () => [{ text: 'down' }],
    async obstacle() {
      await new Promise<void>((resolve) => {
        goOn = resolve;
      });
      return ok('message' as never);
    },
    onQueued: () => undefined,
    onTold: (notices) => void told.push(...notices.map(({ id }) => id)),
    onDropped: () => undefined,
    onUnsendable: () => undefined,
    onBug: (error) => expect.unreachable(String(error)),
  });
  const notice = (id: number) => ({ id, account: 'ops', person: 'zhang', dueAt: timing.now() }) as DueNotice;
  courier.take([notice(7), notice(8)]);
  await timing.pass(2_000);
  isMuted = false;
  courier.take([notice(8)]);
  goOn();
  await timing.pass(10_000);
  goOn();
  await timing.pass(0);
  expect(told).toEqual([7, 8]);
  expect(courier.waiting()).toBe(0);
  await courier.close();
});

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
