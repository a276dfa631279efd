import { Button, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { checkIds } from '../../../../shared/doctor.ts';
import type { AccountStatus } from '../../../../shared/overview.ts';
import { Card } from '../../../components/card.tsx';
import { FailureNote } from '../../../components/failure-note.tsx';
import { Time } from '../../../components/time.tsx';
import { useAge } from '../../../components/use-age.ts';
import { useNow } from '../../../components/use-now.ts';
import { useDoctor } from '../../../stores/context.ts';
import { isRunning } from '../../../stores/doctor.ts';
import { spinner } from '../spinner.ts';
import { CheckRow } from './check-row.tsx';
import styles from './doctor-card.module.css';
import { DoctorSummary } from './doctor-summary.tsx';

interface Props {
  pointed: boolean;
  accounts: AccountStatus[];
}

/** Looks for what keeps WeChat and this computer apart, check by check, and says how to mend it. */
export function DoctorCard({ pointed, accounts }: Props) {
  const { t } = useTranslation();
  const now = useNow();
  const ageOf = useAge();
  const { account: chosen, reports, failures, choose, run } = useDoctor((state) => state);
  const account = accounts.find(({ id }) => id === chosen) ?? accounts.find(({ origin }) => origin !== 'sandbox') ?? accounts[0];
  if (!account) {
    return (
      <Card title={t('doctor.title')} pointed={pointed}>
        <p className={styles.told}>{t('doctor.none')}</p>
      </Card>
    );
  }
  const report = reports[account.id];
  const failure = failures[account.id];
  const running = isRunning(report);
  return (
    <Card
      title={t('doctor.title')}
      pointed={pointed}
      aside={
        report?.finishedAt !== undefined && (
          <span className={styles.last}>
            {t('doctor.last')} <Time at={report.finishedAt} now={Math.max(now, report.finishedAt)} /> · {ageOf(report.finishedAt)}
          </span>
        )
      }
    >
      <div className={styles.bar}>
        <Select
          className={styles.account ?? ''}
          aria-label={t('doctor.account')}
          value={account.id}
          onChange={choose}
          options={accounts.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <Button type="primary" loading={spinner(running)} onClick={() => void run(account.id)}>
          {running ? t('doctor.running') : t('doctor.runAll')}
        </Button>
      </div>
      {report ? <DoctorSummary report={report} /> : <p className={styles.told}>{t('doctor.empty')}</p>}
      {failure && (
        <div className={styles.failure}>
          <FailureNote failure={failure} />
        </div>
      )}
      <ol className={styles.checks} data-testid="doctor-checks" data-running={running}>
        {checkIds.map((id) => (
          <CheckRow
            key={id}
            id={id}
            check={report?.checks.find((check) => check.id === id)}
            disabled={running}
            onRun={() => void run(account.id, [id])}
          />
        ))}
      </ol>
    </Card>
  );
}
