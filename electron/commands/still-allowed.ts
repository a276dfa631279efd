import { failure } from '../../shared/failures.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Target } from '../../shared/target.ts';
import type { Fleet } from '../control/fleet.ts';
import type { PlannedCommand } from './plan.ts';
import type { AccessRule, Asker, Decision } from './policy.ts';
import { type RightsRooms, refusal, rightsOf } from './rights.ts';

/** A plan with its servers as they are, and who has to confirm it by now. */
export interface Allowed {
  plan: PlannedCommand;
  confirm: Extract<Decision, { kind: 'allowed' }>['confirm'];
}

/**
 * A plan as it is at this moment, if whoever asks may still run it: rights, the hold and servers change while a command
 * waits for a yes, or for its turn. Fails with the policy's refusals, and with `command/unknown-target` where a server is gone.
 */
export function stillAllowed(
  plan: PlannedCommand,
  { asker, rule }: { asker: Asker; rule: AccessRule },
  rooms: RightsRooms,
): Result<Allowed> {
  const { command, danger, language } = plan;
  const present = targetsNow(plan, rooms.fleet);
  const gone = plan.targets.find((_, index) => !present[index]);
  if (gone) return err(failure('command/unknown-target', { target: gone.id }, language));
  const targets = present.filter((target) => target !== undefined);
  const decision = rightsOf(asker, rule, rooms).may(command, danger, targets);
  if (decision.kind !== 'allowed') return err(refusal(decision, language));
  return ok({ plan: { ...plan, targets }, confirm: decision.confirm });
}

function targetsNow({ targets }: PlannedCommand, fleet: Pick<Fleet, 'all'>): readonly (Target | undefined)[] {
  if (targets.length === 0) return [];
  const all = new Map(fleet.all().map((target) => [target.id, target]));
  return targets.map(({ id }) => all.get(id));
}
