import { ok } from '../../shared/result.ts';
import type { TargetSystem } from '../../shared/target.ts';
import type { ProgramCall, ProgramEnd, Shell } from './driver.ts';

/** How a program of a test's shell ends: well, and without a word, unless it is told otherwise. */
export type TestEnd = Partial<Omit<ProgramEnd, 'stdout'>> & { stdout?: string };

/** A shell for tests: programs end as `answer` says, and `calls` tells which were asked for. */
export function testShell(
  system: TargetSystem,
  answer: (call: ProgramCall) => TestEnd | Promise<TestEnd>,
): Shell & { calls: ProgramCall[] } {
  const calls: ProgramCall[] = [];
  return {
    calls,
    system: async () => ok(system),
    async run(call, { onOutput }) {
      calls.push(call);
      const { stdout = '', ...end } = await answer(call);
      if (stdout !== '') onOutput?.({ from: 'stdout', text: stdout });
      return ok({ ...{ code: 0, stderr: '', cut: false }, ...end, stdout: Buffer.from(stdout) });
    },
  };
}
