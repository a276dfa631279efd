import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Language } from '../../../shared/language.ts';
import type { Statistics } from '../../../shared/statistics.ts';
import { formatChartMoment } from '../../text/chart-time.ts';
import { formatCount } from '../../text/format.ts';
import { formatSpan } from '../../text/span.ts';
import { stackedTimes, timeTotals } from '../../text/statistics.ts';
import type { Look } from '../../theme/tokens.ts';
import { ChartCard } from './chart-card.tsx';
import { FiguresTable } from './figures-table.tsx';

const kinds = ['in', 'out', 'refused'] as const;
const colours = { in: 'accent', out: 'info', refused: 'danger' } as const;

/** Messages over time. */
export function TimesCard({ statistics, language, look }: { statistics: Statistics; language: Language; look: Look }) {
  const { t } = useTranslation();
  const { times, bucketMs } = statistics;
  const data = useMemo(() => stackedTimes(times, bucketMs), [times, bucketMs]);
  const totals = useMemo(() => timeTotals({ times }), [times]);
  const count = (value: number) => formatCount(value, language);
  const moment = (at: number) => formatChartMoment(at, bucketMs, language);
  return (
    <ChartCard
      title={t('statistics.overTime')}
      kind="bars"
      data={data}
      series={kinds.map((kind) => ({
        name: t(`statistics.${kind}`),
        colour: colours[kind],
        value: (at) => count(at === null ? totals[kind] : (times[at]?.[kind] ?? 0)),
      }))}
      moment={(at) => moment(times[at]?.at ?? 0)}
      summary={t('statistics.overTimeSummary', {
        ...{ rows: count(statistics.rows), in: count(totals.in), out: count(totals.out), refused: count(totals.refused) },
        ...{ peak: count(totals.peak), bucket: formatSpan(bucketMs, language) },
      })}
      table={
        <FiguresTable
          label={t('statistics.overTime')}
          columns={[{ name: t('statistics.from') }, ...kinds.map((kind) => ({ name: t(`statistics.${kind}`), figures: true }))]}
          rows={times.map((time) => ({ key: String(time.at), cells: [moment(time.at), ...kinds.map((kind) => count(time[kind]))] }))}
        />
      }
      {...{ language, look }}
    />
  );
}
