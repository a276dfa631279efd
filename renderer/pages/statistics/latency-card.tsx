import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Language } from '../../../shared/language.ts';
import type { Statistics } from '../../../shared/statistics.ts';
import { formatChartMoment } from '../../text/chart-time.ts';
import { formatMs } from '../../text/format.ts';
import { latencyTimes } from '../../text/statistics.ts';
import type { Look } from '../../theme/tokens.ts';
import { ChartCard } from './chart-card.tsx';
import { FiguresTable } from './figures-table.tsx';

export const percentiles = ['p50', 'p90', 'p99'] as const;
const colours = { p50: 'accent', p90: 'warning', p99: 'danger' } as const;
const none = '–';

/** A latency, or a dash where there is none. */
export const latencyText = (ms: number | undefined): string => (ms === undefined ? none : formatMs(ms));

/** How long answers took, over time. */
export function LatencyCard({ statistics, language, look }: { statistics: Statistics; language: Language; look: Look }) {
  const { t } = useTranslation();
  const { times, bucketMs, latency } = statistics;
  const data = useMemo(() => latencyTimes(times, bucketMs), [times, bucketMs]);
  const moment = (at: number) => formatChartMoment(at, bucketMs, language);
  const answered = times.filter((time) => time.latency);
  return (
    <ChartCard
      title={t('statistics.latency')}
      kind="lines"
      data={data}
      series={percentiles.map((name) => ({
        name: t(`statistics.${name}`),
        colour: colours[name],
        value: (at) => latencyText((at === null ? latency : times[at]?.latency)?.[name]),
      }))}
      moment={(at) => moment(times[at]?.at ?? 0)}
      summary={
        latency
          ? t('statistics.latencySummary', { p50: formatMs(latency.p50), p90: formatMs(latency.p90), p99: formatMs(latency.p99) })
          : t('statistics.latencyNone')
      }
      table={
        <FiguresTable
          label={t('statistics.latency')}
          columns={[{ name: t('statistics.from') }, ...percentiles.map((name) => ({ name: t(`statistics.${name}`), figures: true }))]}
          rows={answered.map((time) => ({
            key: String(time.at),
            cells: [moment(time.at), ...percentiles.map((name) => latencyText(time.latency?.[name]))],
          }))}
        />
      }
      {...{ language, look }}
    />
  );
}
