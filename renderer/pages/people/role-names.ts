import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Role } from '../../../shared/role.ts';
import type { CommandView } from '../../../shared/run.ts';
import { useRoles, useRuns } from '../../stores/context.ts';
import { grantWords, type KnownCommand } from '../../text/role-words.ts';

const builtIn = ['viewer', 'operator', 'admin'] as const;

/** What a role is called here; an own role has the name that the admin gave it. */
export function roleName(t: TFunction, { id, name }: Pick<Role, 'id' | 'name'>): string {
  const known = builtIn.find((one) => one === id);
  return known ? t(`people.role_${known}`) : name;
}

/** What a role may do, a line for each right. */
export function roleLines(t: TFunction, { id, grants, mayHold }: Role, commands: readonly KnownCommand[]): string[] {
  const known = builtIn.find((one) => one === id);
  if (known) return [t(`people.may_${known}`)];
  const lines = grants.map((grant) => capital(grantWords(t, grant, commands)));
  return [...lines, ...(mayHold ? [t('role.mayHold')] : [])];
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

const knownOf = ({ name, title, danger }: CommandView): KnownCommand => ({ name, title, isDangerous: danger === 'danger' });

/** What is known of commands, for the words of a right. */
export function useKnownCommands(): KnownCommand[] {
  return useRuns((state) => state.commands).map(knownOf);
}

/** The roles there are, the weakest built-in one first: what they are called, and in one line what they may do. */
export function useRoleChoices(): { value: string; label: string; may: string }[] {
  const { t } = useTranslation();
  const roles = useRoles((state) => state.roles.value) ?? [];
  const known = useKnownCommands();
  return roles.map((role) => ({
    value: role.id,
    label: roleName(t, role),
    may: roleLines(t, role, known).join(t('role.lineEnd')) || t('role.nothing'),
  }));
}
