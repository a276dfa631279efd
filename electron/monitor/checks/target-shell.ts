import { failure } from '../../../shared/failures.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { Shell } from '../../control/driver.ts';
import type { CheckTools } from '../check.ts';

/** What runs programs on a target. Fails with `monitor/no-target`, `monitor/no-shell` and what opening its ways fails with. */
export async function shellOf(id: string, { target, drivers }: Pick<CheckTools, 'target' | 'drivers'>): Promise<Result<Shell>> {
  if (!target(id)) return err(failure('monitor/no-target', { target: id }));
  const ways = await drivers(id);
  if (!ways.ok) return ways;
  const [shell] = ways.value.flatMap((driver) => (driver.shell ? [driver.shell] : []));
  return shell ? ok(shell) : err(failure('monitor/no-shell', { target: id }));
}
