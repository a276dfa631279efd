import { useTranslation } from 'react-i18next';
import type { Gauge } from '../../../../shared/platform.ts';
import { useSettings } from '../../../stores/context.ts';
import { formatCount } from '../../../text/format.ts';
import { formatSpan } from '../../../text/span.ts';
import styles from './gauge-bar.module.css';

const nearlyFull = 0.8;
const named = ['token', 'member', 'messages'] as const;

/** One limit as a thin bar, with its numbers. */
export function GaugeBar({ gauge }: { gauge: Gauge }) {
  const { t } = useTranslation();
  const language = useSettings((state) => state.language);
  const { name, windowMs, used, limit } = gauge;
  const known = named.find((one) => one === name);
  const label = known ? t(`platforms.gauge.${known}`) : name;
  const full = Math.min(1, used / limit);
  const numbers = t('platforms.of', { used: formatCount(used, language), limit: formatCount(limit, language) });
  return (
    <div className={styles.gauge}>
      <span className={styles.name} title={label}>
        {known ? label : <code>{name}</code>}
      </span>
      <span className={styles.numbers}>
        {numbers} {t('platforms.per', { span: formatSpan(windowMs, language) })}
      </span>
      <div
        role="meter"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={limit}
        aria-valuenow={used}
        aria-valuetext={numbers}
        className={styles.bar}
        data-tone={full >= 1 ? 'full' : full >= nearlyFull ? 'high' : 'fine'}
      >
        <div style={{ width: `${full * 100}%` }} />
      </div>
    </div>
  );
}
