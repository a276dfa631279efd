import { failure } from '../../../shared/failures.ts';
import { err, type Result } from '../../../shared/result.ts';
import type { Target } from '../../../shared/target.ts';
import type { CommandContext } from '../command.ts';

/**
 * Follows one power order at a time on each target, to its end. Cutting the power waits for no order that may never come
 * true, only for another that cuts it. Fails with `command/power-busy`.
 */
export async function inTurn<T>(
  how: 'soft' | 'hard',
  { id }: Target,
  { powerOrders, language }: Pick<CommandContext, 'powerOrders' | 'language'>,
  follow: () => Promise<Result<T>>,
): Promise<Result<T>> {
  if (powerOrders.has(`hard ${id}`) || powerOrders.has(`${how} ${id}`)) return err(failure('command/power-busy', { target: id }, language));
  powerOrders.add(`${how} ${id}`);
  try {
    return await follow();
  } finally {
    powerOrders.delete(`${how} ${id}`);
  }
}
