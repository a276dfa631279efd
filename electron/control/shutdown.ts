import { failure } from '../../shared/failures.ts';
import type { Language } from '../../shared/language.ts';
import { err, type Failure, ok, type Result } from '../../shared/result.ts';
import type { ProgramCall, Shell } from './driver.ts';

/** What each system is asked to end or to begin anew with. Debian's and Red Hat's `shutdown` know `now`; macOS' too. */
const orders: Record<'windows' | 'posix', Record<'off' | 'reboot', ProgramCall>> = {
  windows: {
    off: { program: 'shutdown', args: ['/s', '/t', '0'] },
    reboot: { program: 'shutdown', args: ['/r', '/t', '0'] },
  },
  posix: {
    off: { program: 'shutdown', args: ['-h', 'now'] },
    reboot: { program: 'shutdown', args: ['-r', 'now'] },
  },
};

/** Somebody who is not root may still be allowed to by sudo, which must not ask for a password here. */
const bySudo = ({ program, args }: ProgramCall): ProgramCall => ({ program: 'sudo', args: ['-n', program, ...args] });

const options = { timeoutMs: 20_000, mostBytes: 16 * 1024 };

/** An order that was given; `doubt` says why nobody knows whether it was heard. */
export interface GivenOrder {
  doubt?: Failure;
}

/** After these nobody knows whether the system has heard the order: one that ends cuts the connection, or is slow to answer. */
const mayHaveHeard: readonly string[] = ['ssh/lost', 'shell/timeout', 'shell/aborted'];

/**
 * Asks a system over its own shell to end, or to begin anew. Well where it may have heard, though it didn't answer; so
 * whatever it fails with, nothing has begun: with `command/shutdown-refused` (`-windows`), or with why the system wasn't reached.
 */
export async function orderShutdown(
  shell: Shell,
  act: 'off' | 'reboot',
  signal: AbortSignal,
  language: Language,
): Promise<Result<GivenOrder>> {
  const system = await shell.system(signal);
  if (!system.ok) return system;
  const order = orders[system.value === 'windows' ? 'windows' : 'posix'][act];
  const attempts = system.value === 'windows' ? [order] : [order, bySudo(order)];
  let reason = '';
  for (const attempt of attempts) {
    if (signal.aborted) return err(failure('control/called-off'));
    const ended = await shell.run(attempt, { ...options, signal });
    if (!ended.ok) return mayHaveHeard.includes(ended.error.code) ? ok({ doubt: ended.error }) : ended;
    if (ended.value.code === 0 || ended.value.code === null) return ok({});
    reason = ended.value.stderr.trim().split('\n')[0]?.slice(0, 200) ?? '';
  }
  const code = system.value === 'windows' ? 'command/shutdown-refused-windows' : 'command/shutdown-refused';
  return err(failure(code, { reason }, language));
}
