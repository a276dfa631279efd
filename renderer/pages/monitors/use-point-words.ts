import { useTranslation } from 'react-i18next';
import type { Language } from '../../../shared/language.ts';
import type { ChartPoint } from '../../../shared/monitor/beats.ts';
import { formatMoment, formatMs } from '../../text/format.ts';

/** What a point of the chart says, as a sentence. */
export function usePointWords(language: Language): (point: ChartPoint) => string {
  const { t } = useTranslation();
  return (point) => {
    const { from, ms, min, max, up, down } = point;
    // The milliseconds of a check are of no use to anybody here.
    const time = formatMoment(from, language).replace(/[.,]\d{3}/, '');
    const words =
      ms === undefined
        ? t(down > 0 ? 'chart.failed' : 'chart.unknown', { time })
        : min === undefined || max === undefined || min === max
          ? t('chart.beat', { time, ms: formatMs(ms) })
          : t('chart.point', { time, ms: formatMs(ms), min: formatMs(min), max: formatMs(max) });
    return up + down > 1 ? `${words} · ${t('chart.counts', { up, down })}` : words;
  };
}
