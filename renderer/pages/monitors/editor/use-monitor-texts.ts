import { useTranslation } from 'react-i18next';
import type { MonitorProblem, PlacedProblem } from '../../../../shared/monitor/monitor-problem.ts';
import type { MonitorField } from '../../../stores/monitor-form.ts';
import { fieldWords, placedWords } from '../../../text/monitor-problem-words.ts';

/** What fields are called, and what is wrong with them. */
export function useMonitorTexts() {
  const { t } = useTranslation();
  const label = (field: MonitorField): string => t(`monitorField.${field}`);
  return {
    label,
    labels: (fields: MonitorField[]): string => fields.map(label).join(t('ruleWords.comma')),
    /** What is missing is said at the foot of the form only: nobody has been wrong yet. */
    problem(field: MonitorField, found: MonitorProblem | undefined): string | undefined {
      return !found || found.kind === 'missing' ? undefined : fieldWords(t, field, found);
    },
    placed: (found: PlacedProblem): string => placedWords(t, found),
  };
}
