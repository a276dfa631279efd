import { useTranslation } from 'react-i18next';
import type { ImportProblem } from '../../../../shared/monitor/monitor.ts';
import { useFailureText } from '../../../components/use-failure-text.ts';
import { useMonitorTexts } from '../editor/use-monitor-texts.ts';
import styles from './import-problems.module.css';

/** What can't be added, and why. */
export function ImportProblems({ problems }: { problems: ImportProblem[] }) {
  const { t } = useTranslation();
  if (problems.length === 0) return null;
  return (
    <section aria-label={t('monitorImport.problems', { n: problems.length })}>
      <h3 className={styles.title}>▲ {t('monitorImport.problems', { n: problems.length })}</h3>
      <ul>
        {problems.map((problem, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: names can be the same
          <li key={index} className={styles.problem}>
            <b>{problem.name}</b> <Reason {...problem} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Reason({ reason, wrong = [] }: ImportProblem) {
  const { message, hint } = useFailureText(reason);
  const { placed } = useMonitorTexts();
  // why: a field can break two rules that are told in the same words
  const told = [...new Set(wrong.map(placed))];
  return (
    <>
      {told.length > 1 ? <Several told={told} /> : (told[0] ?? message)} <span className={styles.quiet}>{hint}</span>
    </>
  );
}

function Several({ told }: { told: string[] }) {
  return (
    <ul className={styles.several}>
      {told.map((words) => (
        <li key={words}>{words}</li>
      ))}
    </ul>
  );
}
