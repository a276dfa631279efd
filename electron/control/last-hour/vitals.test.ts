import { expect, test } from 'vitest';
import { ok } from '../../../shared/result.ts';
import { testShell } from '../test-shell.ts';
import { localVitals, parseLinuxVitals, readVitals } from './vitals.ts';

const asking = { target: 'web-01', signal: new AbortController().signal, language: 'en' as const };
const printed = `
==stat==
cpu  100 0 100 700 100 0 0 0 0 0
cpu  150 0 130 720 100 0 0 0 0 0

==load==
0.52 0.58 0.59 1/467 1234

==memory==
MemTotal:        4000 kB
MemFree:          500 kB
MemAvailable:    1000 kB

==end==
`;

test('a Linux machine tells its CPU, its memory and its load', async () => {
  const shell = testShell('linux', () => ({ stdout: printed }));
  expect(await readVitals(shell, asking)).toEqual(ok({ cpu: 80, memory: 75, load: 0.52 }));
  expect(shell.calls).toHaveLength(1);
});

test('half an answer is none', () => {
  expect(parseLinuxVitals(printed.replace('==end==', ''))).toBeUndefined();
  expect(parseLinuxVitals('sh: not found')).toBeUndefined();
});

test('this computer tells them too', async () => {
  const vitals = await localVitals()();
  for (const share of [vitals.cpu, vitals.memory]) {
    expect(share).toBeGreaterThanOrEqual(0);
    expect(share).toBeLessThanOrEqual(100);
  }
  expect(vitals.memory).toBeGreaterThan(0);
});
