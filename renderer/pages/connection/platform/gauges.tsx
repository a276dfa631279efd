import { useTranslation } from 'react-i18next';
import type { Gauge } from '../../../../shared/platform.ts';
import { GaugeBar } from './gauge-bar.tsx';
import styles from './gauges.module.css';

const shown = 3;
const share = ({ used, limit }: Gauge) => used / limit;

/** How much of the platform's limits is used up, the fullest first. */
export function Gauges({ gauges }: { gauges: Gauge[] }) {
  const { t } = useTranslation();
  const sorted = [...gauges].sort((one, other) => share(other) - share(one));
  const bars = (some: Gauge[]) => some.map((gauge) => <GaugeBar key={`${gauge.name} ${gauge.windowMs}`} gauge={gauge} />);
  return (
    <section aria-label={t('platforms.limits')} className={styles.gauges}>
      {bars(sorted.slice(0, shown))}
      {sorted.length > shown && (
        <details>
          <summary className={styles.more}>{t('platforms.limitsMore', { n: sorted.length - shown })}</summary>
          <div className={styles.gauges}>{bars(sorted.slice(shown))}</div>
        </details>
      )}
    </section>
  );
}
