import { expect, test } from 'vitest';
import { Target } from '../../shared/target.ts';
import { createConsoleRuns } from './console-runs.ts';
import { fleetOf, openTestDesk, unasked } from './test-desk.ts';

const known = async () => null;

test('what was asked for by click is counted while it runs, whether it works or not', async () => {
  let refuse: (reason: Error) => void = () => undefined;
  const counts: number[] = [];
  const machine = { hostName: 'here', read: () => new Promise<never>((_, reject) => (refuse = reject)) };
  const desk = openTestDesk(machine, { onBug: () => undefined });
  const console = createConsoleRuns({
    desk,
    known,
    language: () => 'en',
    onRunning: (count) => counts.push(count),
    onBug: () => undefined,
  });
  expect(await console.start({ line: 'status' })).toMatchObject({ ok: true });
  await expect.poll(() => counts).toEqual([1]);
  refuse(new Error('this computer tells nothing'));
  await expect.poll(() => counts).toEqual([1, 0]);
  expect(await console.start({ line: 'nothing of this name' })).toMatchObject({ ok: false });
  expect(counts).toEqual([1, 0]);
});

test('a line that names a thousand servers is planned by click, though nobody could send it in the chat', () => {
  const wake = { mac: 'aa:bb:cc:dd:ee:ff' };
  const ids = Array.from({ length: 1_000 }, (_, number) => `w${'x'.repeat(55)}-${String(number).padStart(3, '0')}`);
  const fleet = fleetOf(ids.map((id) => Target.parse({ id, name: id, group: 'web', wake })));
  const desk = openTestDesk(unasked, { fleet });
  const line = `power on ${ids.join(' ')}`;
  const console = createConsoleRuns({ desk, known, language: () => 'en', onRunning: () => undefined, onBug: () => undefined });
  const planned = console.plan(line);
  expect(planned.ok ? planned.value.targets : planned.error).toEqual(ids);
  const chat = desk.plan(line, { origin: 'chat', account: 'corp', person: 'li' }, {}, 'en');
  expect(chat.ok ? '' : chat.error.code).toBe('command/too-long');
});
