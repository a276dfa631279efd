import type { Result } from '../../shared/result.ts';
import type { ProgramCall, ProgramEnd, RunOptions, Shell } from './driver.ts';

/** What POSIX programs say to somebody who is not root; we run them in English. */
const notAllowed =
  /denied|authentication required|not permitted|not privileged|insufficient (?:permissions|privileges)|must be (?:run as )?root|root privileges/i;

/**
 * Runs a program, and where it may not do its work, once more by sudo, which must not ask for a password here. Where sudo
 * doesn't let us either, the first answer stands. Not for Windows.
 */
export async function runAllowed(shell: Shell, call: ProgramCall, options: RunOptions): Promise<Result<ProgramEnd>> {
  const ended = await shell.run(call, options);
  if (!ended.ok || ended.value.code === 0 || !notAllowed.test(ended.value.stderr)) return ended;
  const again = await shell.run({ ...call, program: 'sudo', args: ['-n', call.program, ...call.args] }, options);
  return again.ok && (again.value.code === 127 || /^sudo: /m.test(again.value.stderr)) ? ended : again;
}
