import { useTranslation } from 'react-i18next';
import type { CheckState, DoctorReport } from '../../../../shared/doctor.ts';
import { HealthMark } from '../../../components/health-mark.tsx';
import { isRunning } from '../../../stores/doctor.ts';
import styles from './doctor-summary.module.css';

/** What a run came to, in one line. */
export function DoctorSummary({ report }: { report: DoctorReport }) {
  const { t } = useTranslation();
  const count = (state: CheckState) => report.checks.filter((check) => check.state === state).length;
  const [failed, warning, skipped] = [count('failed'), count('warning'), count('skipped')];
  return (
    <p role="status" className={styles.summary} aria-busy={isRunning(report)}>
      <span>
        <HealthMark health="ok" /> {t('doctor.summary', { ok: count('ok') })}
      </span>
      {warning > 0 && (
        <span>
          <HealthMark health="warning" /> {t('doctor.summaryWarning', { n: warning })}
        </span>
      )}
      {failed > 0 && (
        <b>
          <HealthMark health="down" /> {t('doctor.summaryFailed', { n: failed })}
        </b>
      )}
      {skipped > 0 && <span>– {t('doctor.summarySkipped', { n: skipped })}</span>}
    </p>
  );
}
