import { useTranslation } from 'react-i18next';
import type { MonitorImport } from '../../../../shared/monitor/monitor.ts';
import { useFailureText } from '../../../components/use-failure-text.ts';
import styles from './import-problems.module.css';

/** What can't be added, and why. */
export function ImportProblems({ problems }: { problems: MonitorImport['problems'] }) {
  const { t } = useTranslation();
  if (problems.length === 0) return null;
  return (
    <section aria-label={t('monitorImport.problems', { n: problems.length })}>
      <h3 className={styles.title}>▲ {t('monitorImport.problems', { n: problems.length })}</h3>
      <ul>
        {problems.map(({ name, reason }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: names can be the same
          <li key={index} className={styles.problem}>
            <b>{name}</b> <Reason failure={reason} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Reason({ failure }: { failure: MonitorImport['problems'][number]['reason'] }) {
  const { message, hint } = useFailureText(failure);
  return (
    <>
      {message} <span className={styles.quiet}>{hint}</span>
    </>
  );
}
