import { expect, test } from 'vitest';
import { simulatedTiming } from '../simulated-timing.ts';
import { createStillDown } from './still-down.ts';
import { monitorOf } from './test-monitors.ts';

const minute = 60_000;
const web = monitorOf('web');

async function opened() {
  const timing = simulatedTiming();
  const asked: number[] = [];
  const still = createStillDown({ timing, check: () => void asked.push(timing.elapsed()) });
  await timing.pass(minute);
  return { timing, still, asked };
}

test('What was found down is certain, whichever clock is set back', async () => {
  const { timing, still } = await opened();
  expect(still.isCertain(web)).toBe(false);
  still.found('web');
  await timing.pass(minute);
  expect(still.isCertain(web)).toBe(true);
  timing.setClock(-60 * minute);
  expect(still.isCertain(web)).toBe(true);
});

test.each(['sleep', 'oversleep', 'setClock'] as const)('After %s it is not, whichever timer comes first', async (way) => {
  const { timing, still } = await opened();
  still.found('web');
  timing[way](30_000);
  expect(still.isCertain(web)).toBe(false);
});

test('What was asked before a sleep and is answered after it makes nothing certain', async () => {
  const { timing, still } = await opened();
  timing.sleep(minute);
  still.found('web');
  expect(still.isCertain(web)).toBe(false);
  await timing.pass(minute);
  still.found('web');
  expect(still.isCertain(web)).toBe(true);
});

test('What is in doubt is asked when the network may be there, and not again within the minute', async () => {
  const { timing, still, asked } = await opened();
  timing.sleep(minute);
  const woken = timing.elapsed();
  for (let second = 0; second <= 120; second += 5) {
    still.isCertain(web);
    still.ask('web');
    await timing.pass(5_000);
  }
  expect(asked.map((at) => at - woken)).toEqual([30_000, 90_000]);
});

test('What was found down a while ago is asked again before anybody is told that it still is, a job that reports by itself is not', async () => {
  const { timing, still } = await opened();
  const daily = monitorOf('db', { intervalSeconds: 86_400 });
  const job = monitorOf('backup', { intervalSeconds: 86_400, check: { kind: 'push', token: 'x'.repeat(32), graceSeconds: 60 } });
  for (const { id } of [daily, job]) still.found(id);
  await timing.pass(10 * minute);
  expect([still.isCertain(daily), still.isCertain(job)]).toEqual([true, true]);
  await timing.pass(minute);
  expect([still.isCertain(daily), still.isCertain(job)]).toEqual([false, true]);
});
