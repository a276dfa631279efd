import { failure } from '../../../shared/failures.ts';
import { err, type Failure, ok, type Result } from '../../../shared/result.ts';
import type { Shell } from '../../control/driver.ts';
import { type Asked, type CheckTools, down, type Outcome } from '../check.ts';

/** What waits for its turn has no time limit but that of its check, which stands still meanwhile; this one ends what that can't. */
export const longestRunMs = 10 * 60_000;

/**
 * What runs programs on a target, in their turn. Fails with `monitor/no-target`, `monitor/no-shell` and what opening its
 * ways fails with.
 */
export async function shellOf(
  id: string,
  { target, drivers }: Pick<CheckTools, 'target' | 'drivers'>,
  asked: Asked,
): Promise<Result<Shell>> {
  if (!target(id)) return err(failure('monitor/no-target', { target: id }));
  const ways = await drivers(id);
  if (!ways.ok) return ways;
  const [shell] = ways.value.flatMap((driver) => (driver.shell ? [driver.shell] : []));
  return shell ? ok(inTurn(shell, id, asked)) : err(failure('monitor/no-shell', { target: id }));
}

const inTurn = (shell: Shell, target: string, { waits }: Asked): Shell => ({
  system: (signal) => shell.system(signal),
  run: (call, options) =>
    shell.run(call, {
      ...{ ...options, timeoutMs: longestRunMs },
      onWait: (inFront) => waits(failure('monitor/turn-busy', { target, count: String(inFront) })),
    }),
});

/** What is wrong here: no such target, a keychain that is locked, a key or a password that is missing. */
const ownFaults = /^(?:secrets|targets)\/|^monitor\/no-(?:target|shell)$|^ssh\/(?:no-|not-set$|key-|jump-)/;

/** What it means that a target couldn't be asked: our own faults show nothing of it. */
export const notAsked = (reason: Failure): Outcome => (ownFaults.test(reason.code) ? { kind: 'unknown', reason } : down(reason));
