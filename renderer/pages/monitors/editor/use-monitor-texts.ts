import { useTranslation } from 'react-i18next';
import type { MonitorField, MonitorProblem } from '../../../stores/monitor-form.ts';

/** Fields with words of their own for what is wrong. */
const ownWords = ['id', 'host', 'url', 'headers', 'secretHeaders', 'statuses', 'pattern', 'server', 'maintenance', 'tags'] as const;
type OwnWords = (typeof ownWords)[number];
/** What is looked up is a host, too. */
const wordsOf: { [Field in MonitorField]?: OwnWords } = { dnsName: 'host' };

/** What fields are called, and what is wrong with them. */
export function useMonitorTexts() {
  const { t } = useTranslation();
  const label = (field: MonitorField): string => t(`monitorField.${field}`);
  return {
    label,
    labels: (fields: MonitorField[]): string => fields.map(label).join(t('ruleWords.comma')),
    /** What is missing is said at the foot of the form only: nobody has been wrong yet. */
    problem(field: MonitorField, found: MonitorProblem | undefined): string | undefined {
      if (!found || found.kind === 'missing') return undefined;
      if (found.kind === 'taken') return t('monitorProblem.taken');
      if ('bound' in found) return t(`monitorProblem.${found.kind}`, { bound: found.bound });
      const own = ownWords.find((name) => name === (wordsOf[field] ?? field));
      return t(`monitorProblem.${own ?? 'wrong'}`);
    },
  };
}
