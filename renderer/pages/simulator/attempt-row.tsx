import { useTranslation } from 'react-i18next';
import type { DeliveryAttempt } from '../../../shared/simulator.ts';
import { Time } from '../../components/time.tsx';
import { useNow } from '../../components/use-now.ts';
import { formatMs } from '../../text/format.ts';
import styles from './delivery-panel.module.css';

const looks: Record<DeliveryAttempt['outcome'], { shape: string; tone: 'working' | 'ok' | 'warning' | 'down' }> = {
  pending: { shape: '◐', tone: 'working' },
  replied: { shape: '●', tone: 'ok' },
  empty: { shape: '○', tone: 'ok' },
  timeout: { shape: '▲', tone: 'warning' },
  refused: { shape: '■', tone: 'down' },
  unreachable: { shape: '■', tone: 'down' },
  'bad-reply': { shape: '■', tone: 'down' },
};

/** One try: when, what came back, how long it took. */
export function AttemptRow({ attempt }: { attempt: DeliveryAttempt }) {
  const { t } = useTranslation();
  const now = useNow();
  const { outcome } = attempt;
  const { shape, tone } = looks[outcome];
  const status = attempt.status === undefined ? t('simulator.noStatus') : `HTTP ${attempt.status}`;
  return (
    <li className={styles.attempt}>
      <span>{t('simulator.attempt', { number: attempt.number })}</span>
      <span className={styles.quiet}>
        <Time at={attempt.at} now={now} />
      </span>
      <span title={t(`outcomeHint.${outcome}`)}>
        <span aria-hidden className={styles.shape} data-tone={tone}>
          {shape}
        </span>{' '}
        {t(`outcome.${outcome}`)}
      </span>
      <span className={styles.quiet}>{outcome === 'pending' ? t('simulator.under') : status}</span>
      <span className={styles.ms}>{attempt.ms === undefined ? '' : formatMs(attempt.ms)}</span>
      {attempt.problem && <span className={styles.problem}>{attempt.problem}</span>}
    </li>
  );
}
