import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { FailureNote } from '../../components/failure-note.tsx';
import { useMonitorChart, useSettings, useStores } from '../../stores/context.ts';
import { type ChartRange, chartRanges } from '../../stores/monitor-chart.ts';
import { formatMs } from '../../text/format.ts';
import { ChartValues } from './chart-values.tsx';
import styles from './response-card.module.css';
import { ResponseChart } from './response-chart.tsx';

/** How quickly the open monitor answered: over a time that is chosen, as a chart and in words. */
export function ResponseCard() {
  const { t } = useTranslation();
  const { monitorChart } = useStores();
  const { range, stretch, chart } = useMonitorChart((state) => state);
  const language = useSettings((state) => state.language);
  const { choose, zoom, load } = monitorChart.getState();
  const points = chart.value?.points ?? [];
  const answered = points.filter(({ ms }) => ms !== undefined);
  const weight = answered.reduce((sum, { up }) => sum + Math.max(1, up), 0);
  const mean = answered.reduce((sum, { ms = 0, up }) => sum + ms * Math.max(1, up), 0) / weight;
  const summary =
    answered.length === 0
      ? ''
      : t('chart.mean', {
          mean: formatMs(mean),
          min: formatMs(Math.min(...answered.map(({ min, ms = 0 }) => min ?? ms))),
          max: formatMs(Math.max(...answered.map(({ max, ms = 0 }) => max ?? ms))),
        });
  return (
    <section aria-label={t('chart.title')} className={styles.card}>
      <div className={styles.head}>
        <h3 className={styles.title}>{t('chart.title')}</h3>
        <span className={styles.quiet}>
          {range === null && `${t('chart.own')} · `}
          {chart.value && t(`chart.resolution.${chart.value.resolution}`)}
        </span>
        <Segmented
          size="small"
          aria-label={t('chart.range')}
          value={range ?? ''}
          onChange={(chosen) => choose(chosen as ChartRange)}
          options={(Object.keys(chartRanges) as ChartRange[]).map((value) => ({ value, label: t(`chart.ranges.${value}`) }))}
        />
      </div>
      {chart.state === 'failed' && <FailureNote failure={chart.failure} onRetry={() => void load()} />}
      <ResponseChart
        points={points}
        stretch={stretch}
        language={language}
        isWaiting={chart.value === undefined}
        onZoom={zoom}
        onBack={() => choose('24h')}
      />
      {summary !== '' && <p className={styles.quiet}>{summary}</p>}
      {points.length > 0 && <ChartValues points={points} language={language} />}
    </section>
  );
}
