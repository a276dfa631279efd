import { failure } from '../../shared/failures.ts';
import type { Language } from '../../shared/language.ts';
import type { Failure } from '../../shared/result.ts';
import type { DangerLevel } from '../../shared/role.ts';
import type { Target } from '../../shared/target.ts';
import type { Fleet } from '../control/fleet.ts';
import { isCalled } from '../control/targets/lookup.ts';
import { type Command, leastDanger, takesOn } from './command.ts';
import { type Access, type AccessRule, type Asker, type Decision, decide, type Wish } from './policy.ts';

/** What rights are looked up in. */
export interface RightsRooms {
  fleet: Pick<Fleet, 'all'>;
  access(): Access;
  now(): number;
}

/** What somebody may do at this moment: what the policy says of commands, and that some commands are for everybody. */
export function rightsOf(asker: Asker, rule: AccessRule, { fleet, access, now }: RightsRooms) {
  const [current, at] = [access(), now()];
  const decided = (wish: Omit<Wish, 'at'>) => decide(asker, { ...wish, at }, rule, current);
  const may = (command: Command, danger: DangerLevel, targets: readonly Target[]): Decision => {
    const { name, forStrangers, needsRight } = command;
    if (forStrangers) return { kind: 'allowed', confirm: 'none' };
    return decided({ command: name, danger, targets, ...takesOn(command, targets), ...(needsRight && { needsRight }) });
  };
  const on = (command: Command, targets: readonly Target[]) => may(command, leastDanger(command), targets).kind;
  return {
    isStranger: decided({ command: 'help', danger: 'read', targets: [] }).kind === 'stranger',
    may,
    /** Whatever its arguments and targets are. */
    atAll: (command: Command) => on(command, []) === 'allowed',
    /** Whether a word names a target on which a command may be theirs, now or at another time. */
    hasTarget: (command: Command, word: string) =>
      fleet.all().some((target) => isCalled(target, word) && on(command, [target]) !== 'no-right'),
    /** Those that may be used, on some target that there is. */
    usable(commands: readonly Command[]): Command[] {
      const all = fleet.all();
      const isUsable = (command: Command, targets: readonly Target[]) => on(command, targets) === 'allowed';
      return commands.filter((command) => (command.targets ? all.some((target) => isUsable(command, [target])) : isUsable(command, [])));
    },
  };
}

/** Tells ids of servers from other words, as long as nothing is added or deleted. */
export function serversIn(fleet: Pick<Fleet, 'all'>): (word: string) => boolean {
  let ids: Set<string> | undefined;
  return (word) => {
    ids ??= new Set(fleet.all().map(({ id }) => id));
    return ids.has(word);
  };
}

/** Why the policy says no, in words that tell a stranger nothing. */
export function refusal(decision: Exclude<Decision, { kind: 'allowed' }>, language: Language): Failure {
  return failure(`command/${decision.kind}`, {}, language);
}
