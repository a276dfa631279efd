import { useTranslation } from 'react-i18next';
import { FailureNote } from '../../../components/failure-note.tsx';
import { HealthMark } from '../../../components/health-mark.tsx';
import type { PlatformCheck } from '../../../stores/platforms.ts';
import styles from './token-line.module.css';

/** What came of asking the platform whether the credentials belong together. */
export function CheckOutcome({ check }: { check: Exclude<PlatformCheck, { state: 'running' }> }) {
  const { t } = useTranslation();
  if (check.state === 'failed') return <FailureNote failure={check.failure} />;
  const { name = '', disabled } = check;
  const told = disabled ? t('platforms.checkDisabled', { name }) : name ? t('platforms.checkOkNamed', { name }) : t('platforms.checkOk');
  return (
    <p role="status" className={styles.token}>
      <HealthMark health={disabled ? 'warning' : 'ok'} />
      <span>{told}</span>
    </p>
  );
}
