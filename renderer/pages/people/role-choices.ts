import { useTranslation } from 'react-i18next';
import type { CommandView } from '../../../shared/run.ts';
import { useRoles, useRuns } from '../../stores/context.ts';
import { type KnownCommand, roleLines, roleName } from '../../text/role-words.ts';

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
