import { failure } from '../../../shared/failures.ts';
import { err, type Result } from '../../../shared/result.ts';
import type { Target } from '../../../shared/target.ts';
import type { CommandContext } from '../command.ts';
import type { Fleet } from '../fleet.ts';

/** The orders that are being given and watched, of each fleet: `soft web-01`, `hard web-01`. */
const underWay = new WeakMap<Fleet, Set<string>>();

/**
 * Follows one power order at a time on each target, to its end. Cutting the power waits for no order that may never come
 * true, only for another that cuts it. Fails with `command/power-busy`.
 */
export async function inTurn<T>(
  how: 'soft' | 'hard',
  { id }: Target,
  { fleet, language }: Pick<CommandContext, 'fleet' | 'language'>,
  follow: () => Promise<Result<T>>,
): Promise<Result<T>> {
  const orders = underWay.get(fleet) ?? new Set();
  underWay.set(fleet, orders);
  if (orders.has(`hard ${id}`) || orders.has(`${how} ${id}`)) return err(failure('command/power-busy', { target: id }, language));
  orders.add(`${how} ${id}`);
  try {
    return await follow();
  } finally {
    orders.delete(`${how} ${id}`);
  }
}
