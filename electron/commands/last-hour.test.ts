import { expect, test } from 'vitest';
import type { VitalsSample } from '../../shared/last-hour.ts';
import { ok } from '../../shared/result.ts';
import { Target } from '../../shared/target.ts';
import { must } from '../../shared/test-result.ts';
import type { Driver } from '../control/driver.ts';
import { pngSize } from '../control/png.ts';
import { testShell } from '../control/test-shell.ts';
import type { Answer } from './command.ts';
import { fleetOf, openTestDesk, unasked } from './test-desk.ts';

const now = Date.UTC(2026, 10, 21, 9, 30);
const ssh = { host: '127.0.0.1', user: 'ops', auth: { by: 'agent' as const } };
const targets = ['web-01', 'db-01'].map((id) => Target.parse({ id, name: id, ssh }));
const kept = (count: number): VitalsSample[] =>
  Array.from({ length: count }, (_, index) => ({ at: now - (count - 1 - index) * 60_000, cpu: 10, memory: 20, load: 0.5 }));

const answer = `
==host==
rack-7
==uptime==
39433.08 61234.11
==memory==
MemTotal:       16000000 kB
MemAvailable:   12000000 kB
==end==
`;

async function ask(line: string, count: number): Promise<Exclude<Answer, string>> {
  const driver: Driver = {
    ...{ kind: 'ssh', shell: testShell('linux', () => ({ stdout: answer })) },
    ...{ tryIt: async () => ok({ ms: 1, found: '' }), close: async () => undefined },
  };
  const desk = openTestDesk(unasked, {
    fleet: { ...fleetOf(targets), drivers: async () => ok([driver]) },
    lastHour: { of: (id) => (id === 'web-01' ? kept(count) : []) },
    now: () => now,
  });
  const asker = { origin: 'console' } as const;
  const planned = must(desk.plan(line, asker, {}, 'en'));
  const result = must(await desk.run(planned, { asker, rule: {}, signal: new AbortController().signal }));
  return typeof result === 'string' ? { text: result } : result;
}

test('the status of one server comes with a picture of its last hour, where enough of that is known', async () => {
  const { text, picture, isExtra } = await ask('status web-01', 10);
  expect(text).toContain('rack-7 ● up');
  expect(picture && pngSize(picture.bytes)).toEqual({ width: 720, height: 540 });
  expect(picture).toMatchObject({ type: 'image/png', width: 720, height: 540 });
  expect(isExtra).toBe(true);
  expect((await ask('label web-01', 10)).picture).toBeDefined();
});

test.each([
  ['status web-01', 9],
  ['status db-01', 60],
  ['status web-01 db-01', 60],
])('%s has none with %i samples', async (line, count) => {
  const { text, picture } = await ask(line, count);
  expect(picture).toBeUndefined();
  expect(text).toContain('rack-7 ● up');
});
