import { type DangerLevel, type Grant, Role, TimeWindow } from '../../../shared/role.ts';

/** A right as it is typed: what is switched off keeps what was chosen, in case it is switched on again. */
export interface GrantDraft {
  commandKind: DangerLevel | 'chosen';
  commands: string[];
  serverKind: 'all' | 'chosen';
  groups: string[];
  whenKind: 'always' | 'hours';
  days: number[];
  from: string;
  to: string;
  confirm: Grant['confirm'];
}

export interface RoleDraft {
  id: string;
  name: string;
  grants: GrantDraft[];
  mayHold: boolean;
}

/** What is still missing in a draft. */
export type Lack = 'name' | 'grants' | 'commands' | 'servers' | 'days' | 'hours';

const officeHours = { days: [1, 2, 3, 4, 5], from: '08:00', to: '20:00' };

export const newGrant = (): GrantDraft => ({
  ...{ commandKind: 'read', commands: [], serverKind: 'all', groups: [], whenKind: 'always', ...officeHours, confirm: 'self' },
});

/** @param id takes the place of the role's own, for a role that is made like another */
export const draftOf = ({ name, grants, mayHold }: Role, id: string): RoleDraft => ({
  ...{ id, name, mayHold },
  grants: grants.map(({ commands, groups, window = officeHours, ...grant }) => ({
    commandKind: typeof commands === 'string' ? commands : 'chosen',
    commands: typeof commands === 'string' ? [] : commands,
    serverKind: groups === 'all' ? 'all' : 'chosen',
    groups: groups === 'all' ? [] : groups,
    whenKind: window === officeHours ? 'always' : 'hours',
    ...window,
    confirm: grant.confirm,
  })),
});

export const grantOf = ({ commandKind, commands, serverKind, groups, whenKind, days, from, to, confirm }: GrantDraft): Grant => ({
  commands: commandKind === 'chosen' ? commands : commandKind,
  groups: serverKind === 'all' ? 'all' : groups,
  ...(whenKind === 'hours' && { window: { days, from, to } }),
  confirm,
});

/** The role as it would be saved; undefined while something is missing. */
export function roleOfDraft(draft: RoleDraft): Role | undefined {
  if (lacksOf(draft).length > 0) return undefined;
  return Role.safeParse({ ...draft, grants: draft.grants.map(grantOf) }).data;
}

/** What is still missing, each once. A right that says nothing would be none, or all: neither is what anybody means. */
export function lacksOf({ name, grants, mayHold }: RoleDraft): Lack[] {
  const lacks = grants.flatMap((grant): Lack[] => [
    ...(grant.commandKind === 'chosen' && grant.commands.length === 0 ? (['commands'] as const) : []),
    ...(grant.serverKind === 'chosen' && grant.groups.length === 0 ? (['servers'] as const) : []),
    ...(grant.whenKind === 'hours' && grant.days.length === 0 ? (['days'] as const) : []),
    ...(grant.whenKind === 'hours' && !(isTime(grant.from) && isTime(grant.to)) ? (['hours'] as const) : []),
  ]);
  const isNamed = Role.shape.name.safeParse(name).success;
  return [
    ...new Set<Lack>([...(isNamed ? [] : (['name'] as const)), ...(grants.length > 0 || mayHold ? [] : (['grants'] as const)), ...lacks]),
  ];
}

export const isTime = (text: string): boolean => TimeWindow.shape.from.safeParse(text).success;
