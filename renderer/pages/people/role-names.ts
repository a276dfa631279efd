import { useTranslation } from 'react-i18next';
import { builtInRoles } from '../../../shared/role.ts';

const known = ['viewer', 'operator', 'admin'] as const;

/** The roles there are, the weakest first: what they are called, and in one line what they may do. */
export function useRoles(): { value: string; label: string; may: string }[] {
  const { t } = useTranslation();
  return builtInRoles.map(({ id, name }) => {
    const role = known.find((one) => one === id);
    return { value: id, label: role ? t(`people.role_${role}`) : name, may: role ? t(`people.may_${role}`) : '' };
  });
}
