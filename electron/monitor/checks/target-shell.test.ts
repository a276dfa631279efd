import { describe, expect, test } from 'vitest';
import { type FailureCode, failure } from '../../../shared/failures.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { Target } from '../../../shared/target.ts';
import type { Driver } from '../../control/driver.ts';
import { simulatedTiming } from '../../simulated-timing.ts';
import type { CheckTools } from '../check.ts';
import { idleTools, monitorOf } from '../test-monitors.ts';
import { makeCheck } from './make-check.ts';

const asked = { isDown: false, waits: () => () => undefined, waitedMs: () => 0 };

/** What an ssh monitor and one of metrics make of a target. */
async function found(given: Partial<CheckTools>) {
  const web = Target.parse({ id: 'web-01', name: 'web-01' });
  const tools = { ...idleTools(simulatedTiming()), target: () => web, ...given };
  const specs = [{ kind: 'ssh', command: 'true' } as const, { kind: 'metrics', metric: 'cpu', over: 90 } as const];
  const checks = specs.map((check) => makeCheck(monitorOf('one', { target: 'web-01', check }), tools));
  const outcomes = await Promise.all(checks.map((check) => check.run(new AbortController().signal, asked)));
  return outcomes.map((outcome) => [outcome.kind, 'reason' in outcome && outcome.reason.code]);
}
const both = (kind: string, code: string) => [
  [kind, code],
  [kind, code],
];

/** Ways of which the shell fails when it is used. */
const failing = (code: FailureCode): Pick<CheckTools, 'drivers'> => {
  const fails = async (): Promise<Result<never>> => err(failure(code));
  return { drivers: async () => ok([{ shell: { system: fails, run: fails } } as Partial<Driver> as Driver]) };
};

describe('Of a target nobody can tell anything', () => {
  test('that was deleted', async () => {
    expect(await found({ target: () => undefined })).toEqual(both('unknown', 'monitor/no-target'));
  });
  test('that has no way to run anything', async () => {
    expect(await found({ drivers: async () => ok([]) })).toEqual(both('unknown', 'monitor/no-shell'));
  });
  test.each(['secrets/locked', 'targets/unknown'] as const)('whose ways fail with %s', async (code) => {
    expect(await found({ drivers: async () => err(failure(code)) })).toEqual(both('unknown', code));
  });
  test.each(['secrets/no-keychain', 'ssh/no-password', 'ssh/no-agent', 'ssh/key-file', 'ssh/not-set', 'ssh/jump-missing'] as const)(
    'whose shell fails with %s',
    async (code) => expect(await found(failing(code))).toEqual(both('unknown', code)),
  );
});

test.each(['ssh/unreachable', 'ssh/timeout', 'ssh/auth-password', 'ssh/lost'] as const)(
  'A target that fails with %s is down',
  async (code) => expect(await found(failing(code))).toEqual(both('down', code)),
);
