import { useTranslation } from 'react-i18next';
import type { TimingStep } from '../../../shared/message-log.ts';
import { formatMs } from '../../text/format.ts';
import { waterfall } from '../../text/waterfall.ts';
import styles from './timing-waterfall.module.css';

/** Where the time went, step by step, on one scale. */
export function TimingWaterfall({ steps }: { steps: TimingStep[] }) {
  const { t } = useTranslation();
  const { bars, total } = waterfall(steps);
  const has = (wanted: TimingStep['step']) => steps.some(({ step }) => step === wanted);
  // Rows of earlier versions have one step for both.
  const nameOf = (step: TimingStep['step']) => t(step === 'decrypted' && !has('verified') ? 'step.verifiedDecrypted' : `step.${step}`);
  return (
    <div className={styles.waterfall}>
      {bars.map(({ step, from, ms, left, width }) => (
        <div key={`${step}-${from}`} className={styles.step} title={`${formatMs(from)} → ${formatMs(from + ms)}`}>
          <span className={styles.name}>{nameOf(step)}</span>
          <span aria-hidden className={styles.track}>
            <span className={styles.bar} data-step={step} style={{ left: `${left}%`, width: `${width}%` }} />
          </span>
          <span className={styles.ms}>{formatMs(ms)}</span>
        </div>
      ))}
      <p className={styles.total}>{t('detail.total', { ms: formatMs(total) })}</p>
      {has('parsed') && !has('stored') && <p className={styles.note}>{t('detail.timingOnce')}</p>}
    </div>
  );
}
