import { expect, test } from 'vitest';
import { createConsoleRuns } from './console-runs.ts';
import { openTestDesk } from './test-desk.ts';

test('what was asked for by click is counted while it runs, whether it works or not', async () => {
  let refuse: (reason: Error) => void = () => undefined;
  const counts: number[] = [];
  const machine = { hostName: 'here', read: () => new Promise<never>((_, reject) => (refuse = reject)) };
  const desk = openTestDesk(machine, { onBug: () => undefined });
  const console = createConsoleRuns({ desk, language: () => 'en', onRunning: (count) => counts.push(count), onBug: () => undefined });
  expect(await console.start({ line: 'status' })).toMatchObject({ ok: true });
  await expect.poll(() => counts).toEqual([1]);
  refuse(new Error('this computer tells nothing'));
  await expect.poll(() => counts).toEqual([1, 0]);
  expect(await console.start({ line: 'nothing of this name' })).toMatchObject({ ok: false });
  expect(counts).toEqual([1, 0]);
});
