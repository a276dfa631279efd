import type { BlindAlarm, OpenAlarm } from '../../monitor/alarms.ts';
import type { CommandContext } from '../command.ts';
import { decide } from '../policy.ts';

type Asking = Pick<CommandContext, 'alarms' | 'asker' | 'rule' | 'access' | 'now' | 'fleet'>;

/** The open incidents that may be named to whoever asks: of a target to which they have no right nobody tells them. */
export const alarmsShown = (context: Asking, command: string): OpenAlarm[] =>
  context
    .alarms()
    .open()
    .filter(({ incident }) => mayActOn(context, command, incident.target, 'read'));

/** The same of the monitors of which nobody can tell how they stand. */
export const blindShown = (context: Asking, command: string): BlindAlarm[] =>
  context
    .alarms()
    .blind()
    .filter(({ target }) => mayActOn(context, command, target, 'read'));

/** Whether they may do this with what belongs to a target; what belongs to none is everybody's who may do it at all. */
export function mayActOn(
  { asker, rule, access, now, fleet }: Asking,
  command: string,
  target: string | undefined,
  danger: 'read' | 'change',
): boolean {
  const targets = target === undefined ? [] : fleet.all().filter(({ id }) => id === target);
  // why: what belonged to a target that is gone is shown to those only who may see all
  const wanted = target !== undefined && targets.length === 0 ? [{ id: target, tags: [] }] : targets;
  return decide(asker, { command, danger, targets: wanted, at: now() }, rule, access()).kind === 'allowed';
}
