import { expect, test } from 'vitest';
import { createSlots } from './slots.ts';

const patient = new AbortController().signal;

test('no more are in at once than there are places, and they come in the order in which they asked', async () => {
  const slots = createSlots(2);
  const entered: number[] = [];
  let most = 0;
  await Promise.all(
    Array.from({ length: 10 }, async (_, index) => {
      const leave = await slots.take(patient);
      entered.push(index);
      most = Math.max(most, slots.taken());
      await new Promise((resolve) => setImmediate(resolve));
      leave?.();
      leave?.();
    }),
  );
  expect(entered).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(most).toBe(2);
  expect(slots.taken()).toBe(0);
});

test('who gives up waiting gets nothing, and keeps no place from the next one', async () => {
  const slots = createSlots(1);
  const leave = await slots.take(patient);
  const calledOff = new AbortController();
  const waiting = slots.take(calledOff.signal);
  const next = slots.take(patient);
  calledOff.abort();
  expect(await waiting).toBeUndefined();
  leave?.();
  expect(await next).toBeTypeOf('function');
  expect(await slots.take(calledOff.signal)).toBeUndefined();
});

test('a place that turned out not to be there is not given out again', async () => {
  const slots = createSlots(3);
  const [first, second, third] = [await slots.take(patient), await slots.take(patient), await slots.take(patient)];
  const waiting = slots.take(patient);
  slots.shrink();
  third?.();
  let isIn = false;
  void waiting.then(() => {
    isIn = true;
  });
  await new Promise((resolve) => setImmediate(resolve));
  expect(isIn).toBe(false);
  second?.();
  await waiting;
  expect(slots.taken()).toBe(2);
  first?.();
});
