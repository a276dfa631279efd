import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { ok } from '../../shared/result.ts';
import { Target } from '../../shared/target.ts';
import { findTargets } from '../control/targets/lookup.ts';
import { localTarget } from '../control/targets/view.ts';
import { createConsoleRuns } from './console-runs.ts';
import { fleetOf, openTestDesk, unasked } from './test-desk.ts';

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

test('a line that names a thousand servers is planned by click, though nobody could send it in the chat', () => {
  const wake = { mac: 'aa:bb:cc:dd:ee:ff' };
  const ids = Array.from({ length: 1_000 }, (_, number) => `w${'x'.repeat(55)}-${String(number).padStart(3, '0')}`);
  const fleet = fleetOf(ids.map((id) => Target.parse({ id, name: id, group: 'web', wake })));
  const desk = openTestDesk(unasked, { fleet });
  const line = `power on ${ids.join(' ')}`;
  const console = createConsoleRuns({ desk, language: () => 'en', onRunning: () => undefined, onBug: () => undefined });
  const planned = console.plan(line);
  expect(planned.ok ? planned.value.targets : planned.error).toEqual(ids);
  const chat = desk.plan(line, { origin: 'chat', account: 'corp', person: 'li' }, {}, 'en');
  expect(chat.ok ? '' : chat.error.code).toBe('command/too-long');
});

test('a click that is told twice, because its answer was lost, runs once; what was refused may be tried again', async () => {
  const targets: Target[] = [];
  const begun: string[] = [];
  const desk = openTestDesk(unasked, {
    onBug: () => undefined,
    fleet: { ...fleetOf([]), find: (words) => findTargets(targets, words), all: () => targets },
    journal: {
      begin: async ({ line }) => `run ${begun.push(line)}`,
      ...{ end: async () => undefined, note: async () => undefined, output: () => undefined, latest: async () => [] },
    },
  });
  const console = createConsoleRuns({ desk, language: () => 'en', onBug: () => undefined });
  const [key, other] = [randomUUID(), randomUUID()];
  const click = (name?: string) => console.start({ line: 'status local', key: name });
  expect(await click(key)).toMatchObject({ ok: false, error: { code: 'command/unknown-target' } });
  targets.push(localTarget('en', { host: 'here' }));
  expect(await Promise.all([click(key), click(key)])).toEqual([ok({ run: 'run 1' }), ok({ run: 'run 1' })]);
  expect([await click(key), await click(other), await click()]).toEqual([1, 2, 3].map((run) => ok({ run: `run ${run}` })));
});
