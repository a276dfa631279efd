import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Language } from '../../../shared/language.ts';
import type { ChartPoint } from '../../../shared/monitor/beats.ts';
import { formatMoment, formatMs } from '../../text/format.ts';
import styles from './chart-values.module.css';

/** So many are listed: the newest. */
const mostListed = 200;

/** What the chart shows, as a table: for those who don't see it, and for copying. */
export function ChartValues({ points, language }: { points: readonly ChartPoint[]; language: Language }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  return (
    <details className={styles.values} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('chart.values')}</summary>
      {isOpen && (
        <div className={styles.scroll}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{t('chart.when')}</th>
                <th scope="col">{t('chart.time')}</th>
                <th scope="col">{t('chart.up')}</th>
                <th scope="col">{t('chart.down')}</th>
              </tr>
            </thead>
            <tbody>
              {points
                .slice(-mostListed)
                .reverse()
                .map((point) => (
                  <tr key={`${point.from}-${point.to}`}>
                    <td>{formatMoment(point.from, language)}</td>
                    <td>{point.ms === undefined ? '–' : formatMs(point.ms)}</td>
                    <td>{point.up}</td>
                    <td>{point.down}</td>
                  </tr>
                ))}
            </tbody>
          </table>
        </div>
      )}
    </details>
  );
}
