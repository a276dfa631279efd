import { useTranslation } from 'react-i18next';
import { useMonitors, useRoles, useTargets } from '../../../stores/context.ts';
import { roleName } from '../../../text/role-words.ts';
import type { RuleNames } from '../../../text/rule-words.ts';
import { usePersonName } from '../incidents/incident-words.ts';

/** What the things are called that rules name by their ids. */
export function useRuleNames(): RuleNames {
  const { t } = useTranslation();
  const monitors = useMonitors((state) => state.monitors.value);
  const targets = useTargets((state) => state.targets.value);
  const roles = useRoles((state) => state.roles.value);
  const person = usePersonName();
  return {
    monitor: (id) => monitors?.find((monitor) => monitor.id === id)?.name ?? id,
    target: (id) => targets?.find((target) => target.id === id)?.name ?? id,
    person,
    role(id) {
      const role = roles?.find((one) => one.id === id);
      return role ? roleName(t, role) : id;
    },
  };
}
