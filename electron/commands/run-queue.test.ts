import { expect, test } from 'vitest';
import { createRunQueue } from './run-queue.ts';

test('so many commands run at once, and the next one begins when one has ended', async () => {
  const queue = createRunQueue(2);
  const [first, second] = [queue.tryEnter(), queue.tryEnter()];
  expect(first && second).toBeDefined();
  expect(queue.tryEnter()).toBeUndefined();
  let entered = false;
  const third = queue.enter('a').then((leave) => {
    entered = true;
    return leave;
  });
  await Promise.resolve();
  expect(entered).toBe(false);
  first?.();
  (await third)();
  second?.();
  expect(queue.tryEnter()).toBeDefined();
});

test('an account with many commands waiting lets the others take their turns', async () => {
  const queue = createRunQueue(1);
  const leave = queue.tryEnter();
  const order: string[] = [];
  const runs = ['busy 1', 'busy 2', 'busy 3', 'quiet 1'].map(async (name) => {
    const done = await queue.enter(name.split(' ')[0] ?? '');
    order.push(name);
    done();
  });
  leave?.();
  await Promise.all(runs);
  expect(order).toEqual(['busy 1', 'quiet 1', 'busy 2', 'busy 3']);
});
