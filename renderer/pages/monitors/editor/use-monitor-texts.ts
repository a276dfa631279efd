import { useTranslation } from 'react-i18next';
import type { MonitorProblem, PlacedProblem } from '../../../../shared/monitor/monitor-problem.ts';
import { type MonitorField, monitorFieldAt } from '../../../stores/monitor-form.ts';

/** Fields with words of their own for what is wrong. */
const ownWords = ['id', 'host', 'url', 'headers', 'secretHeaders', 'statuses', 'pattern', 'server', 'maintenance', 'tags'] as const;
type OwnWords = (typeof ownWords)[number];
/** What is looked up is a host, too. */
const wordsOf: { [Field in MonitorField]?: OwnWords } = { dnsName: 'host' };

/** What fields are called, and what is wrong with them. */
export function useMonitorTexts() {
  const { t } = useTranslation();
  const label = (field: MonitorField): string => t(`monitorField.${field}`);
  const words = (field: MonitorField | undefined, found: MonitorProblem): string => {
    if ('bound' in found) return t(`monitorProblem.${found.kind}`, { bound: found.bound });
    if ('choices' in found) return t('monitorProblem.choice', { choices: found.choices.join(t('ruleWords.comma')) });
    if (found.kind !== 'wrong' || !field) return t(`monitorProblem.${found.kind}`);
    const own = ownWords.find((name) => name === (wordsOf[field] ?? field));
    return t(`monitorProblem.${own ?? 'wrong'}`);
  };
  return {
    label,
    labels: (fields: MonitorField[]): string => fields.map(label).join(t('ruleWords.comma')),
    /** What is missing is said at the foot of the form only: nobody has been wrong yet. */
    problem(field: MonitorField, found: MonitorProblem | undefined): string | undefined {
      return !found || found.kind === 'missing' ? undefined : words(field, found);
    },
    /** What is wrong at a place of a monitor that somebody has written into a file. */
    placed({ path, problem }: PlacedProblem): string {
      const field = problem.kind === 'unknown' ? undefined : monitorFieldAt(path);
      const place = field ? label(field) : path.join('.');
      return place === '' ? words(field, problem) : t('monitorProblem.at', { place, problem: words(field, problem) });
    },
  };
}
