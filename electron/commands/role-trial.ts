import type { RoleTrial, RoleWish } from '../../shared/people-api.ts';
import { builtInRoles } from '../../shared/role.ts';
import type { Fleet } from '../control/fleet.ts';
import { type Command, takesOn } from './command.ts';
import { type Access, decide } from './policy.ts';
import { serversIn } from './rights.ts';

export interface TrialOptions {
  commands: readonly Command[];
  fleet: Pick<Fleet, 'all'>;
  held: boolean;
  meant: Access['meant'];
}

const account = 'trial';
const person = 'trial';

/** What the policy would say to somebody who has this role, saved or not. Undefined where there is no such command or target. */
export function tryRole(
  { role, command: name, word, target: id, at }: RoleWish,
  { commands, fleet, held, meant }: TrialOptions,
): RoleTrial | undefined {
  const command = commands.find((one) => one.name === name);
  const targets = id === undefined ? [] : fleet.all().filter((target) => target.id === id);
  if (!command || (id !== undefined && targets.length === 0)) return undefined;
  const danger = dangerOf(command, word);
  const needed = command.needsRight && { needsRight: command.needsRight };
  const operator = { account, person, name: '', role: role.id };
  const access = {
    roles: [...builtInRoles.filter((other) => other.id !== role.id), role],
    ...{ operators: [operator], held, isServer: serversIn(fleet), ...(meant && { meant }) },
  };
  const asked = (meant: typeof targets) =>
    decide(
      { origin: 'chat', account, person },
      { command: name, danger, targets: meant, at, ...takesOn(command, meant), ...needed },
      {},
      access,
    );
  const decision = asked(targets);
  if (decision.kind === 'allowed') return { kind: 'allowed', confirm: decision.confirm, danger };
  if (decision.kind === 'held' || decision.kind === 'not-now') return { kind: decision.kind, danger };
  return { kind: 'no-right', danger, lacks: asked([]).kind === 'no-right' ? 'command' : 'server' };
}

/** How dangerous a command is with this as its first word; at the worst where that isn't known. */
function dangerOf({ danger, parameters }: Command, word: string | undefined) {
  if (typeof danger === 'string') return danger;
  const [first] = Object.entries(parameters.shape);
  const parsed = first?.[1]?.meta()?.options && word !== undefined ? first[1].safeParse(word) : undefined;
  return first && parsed?.success ? danger({ [first[0]]: parsed.data }) : 'danger';
}
