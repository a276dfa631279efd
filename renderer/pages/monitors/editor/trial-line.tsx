import { ThunderboltOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../../shared/result.ts';
import { Mark } from '../../../components/mark.tsx';
import { useFailureText } from '../../../components/use-failure-text.ts';
import { useSettings } from '../../../stores/context.ts';
import type { MonitorTrialState } from '../../../stores/monitors.ts';
import { formatMs } from '../../../text/format.ts';
import { daysUntil, formatDay } from '../../../text/monitor-words.ts';
import styles from './trial-line.module.css';

interface Props {
  trial: MonitorTrialState | undefined;
  /** Whether there is enough in the form to try it. */
  isTriable: boolean;
  isPush: boolean;
  onTry: () => void;
}

/** Tries the form as it is, and says in its place what was found. */
export function TrialLine({ trial, isTriable, isPush, onTry }: Props) {
  const { t } = useTranslation();
  if (isPush) return <p className={styles.hint}>{t('monitorForm.testPush')}</p>;
  return (
    <div className={styles.line} data-testid="monitor-trial">
      <Button icon={<ThunderboltOutlined aria-hidden />} disabled={!isTriable} loading={trial?.state === 'trying'} onClick={onTry}>
        {t('monitorForm.test')}
      </Button>
      <div role="status" className={styles.told}>
        {!trial && !isTriable && <span className={styles.hint}>{t('monitorForm.testFirst')}</span>}
        {trial?.state === 'trying' && <span className={styles.hint}>{t('monitorForm.testing')}</span>}
        {trial?.state === 'failed' && <Reason failure={trial.failure} />}
        {trial?.state === 'found' && <Found trial={trial} />}
      </div>
    </div>
  );
}

function Found({ trial: { found } }: { trial: Extract<MonitorTrialState, { state: 'found' }> }) {
  const { t } = useTranslation();
  const language = useSettings((state) => state.language);
  const { state, ms, reason, certificateEndsAt } = found;
  const passed = ms === undefined ? t('monitorForm.passedPlain') : t('monitorForm.passed', { ms: formatMs(ms) });
  const word = state === 'up' ? passed : t(state === 'down' ? 'monitorForm.failed' : 'monitorForm.cannotTell');
  const look = { up: { shape: '●', tone: 'ok' }, down: { shape: '■', tone: 'down' }, unknown: { shape: '?', tone: 'quiet' } } as const;
  return (
    <>
      <p className={styles.word}>
        <Mark {...look[state]} /> {word}
      </p>
      {found.found !== undefined && <p className={styles.hint}>{t('monitorForm.saw', { found: found.found })}</p>}
      {certificateEndsAt !== undefined && (
        <p className={styles.hint}>
          {t('monitorDetail.certificate')}{' '}
          {t('monitorDetail.certificateDays', {
            n: daysUntil(certificateEndsAt, Date.now()),
            date: formatDay(certificateEndsAt, language),
          })}
        </p>
      )}
      {reason && <Reason failure={reason} />}
    </>
  );
}

function Reason({ failure }: { failure: Failure }) {
  const { message, hint } = useFailureText(failure);
  return (
    <p>
      <span className={styles.reason}>▲ {message}</span> <span className={styles.hint}>{hint}</span>
    </p>
  );
}
