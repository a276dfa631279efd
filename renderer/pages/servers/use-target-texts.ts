import { useTranslation } from 'react-i18next';
import type { TargetSecretName } from '../../../shared/target.ts';
import { driverFields, type FormDriver, formDrivers, type TargetField, type TargetProblem, usualOf } from '../../stores/target-form.ts';

/** Which sentence says what may stand in a field. */
const wrongFields: Record<TargetField, 'id' | 'text' | 'item' | 'service' | 'mac' | 'host' | 'user' | 'port'> = {
  ...{ id: 'id', name: 'text', group: 'text', asset: 'text', notes: 'text', system: 'text', keyFile: 'text' },
  ...{ aliases: 'item', tags: 'item', logs: 'item', services: 'service', mac: 'mac', jump: 'id', relay: 'id' },
  ...{ sshHost: 'host', broadcast: 'host', ipmiHost: 'host', vncHost: 'host', sshUser: 'user', ipmiUser: 'user' },
  ...{ sshPort: 'port', wakePort: 'port', ipmiPort: 'port', vncPort: 'port' },
};

const driverOf = (field: TargetField): FormDriver | undefined =>
  formDrivers.find((kind) => (driverFields[kind] as readonly string[]).includes(field));

/** What the form of a server says of its fields. */
export function useTargetTexts() {
  const { t } = useTranslation();
  const label = (field: TargetField | TargetSecretName): string => t(`server.field.${field}`);
  /** Where it stands away from its section: with the section's name. */
  const fullLabel = (field: TargetField): string => {
    const kind = driverOf(field);
    return kind ? t('server.driverField', { driver: t(`driver.${kind}`), field: label(field) }) : label(field);
  };
  return {
    label,
    labels: (fields: TargetField[]): string => fields.map(fullLabel).join(t('accounts.listSeparator')),
    rule: (field: TargetField | TargetSecretName): string => (field === 'system' || field === 'notes' ? '' : t(`server.rule.${field}`)),
    /** What is only missing yet is not wrong. */
    problem(field: TargetField, problem: TargetProblem | undefined): string | undefined {
      if (!problem || problem.kind === 'missing') return undefined;
      if (problem.kind === 'wrong') return t(`server.wrongField.${wrongFields[field]}`, { item: problem.item ?? '' });
      return t(`server.problem.${problem.kind}`, { most: problem.most ?? 0, item: problem.item ?? '', other: problem.other ?? '' });
    },
    placeholder: usualOf,
  };
}
