import { useEffect, useRef } from 'react';
import UPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { Language } from '../../../shared/language.ts';
import { formatChartTick } from '../../text/chart-time.ts';
import { formatCount, formatMs } from '../../text/format.ts';
import { type Colour, colours, fonts, type Look, sizes, type } from '../../theme/tokens.ts';

/** Stacked bars that count, or lines on a logarithmic scale of ms. */
export type ChartKind = 'bars' | 'lines';

interface Props {
  kind: ChartKind;
  /** Unix seconds, then a column for each series, the one that is drawn first in front. */
  data: UPlot.AlignedData;
  series: readonly Colour[];
  language: Language;
  look: Look;
  /** The place in the columns under the pointer, or null. */
  onPoint: (at: number | null) => void;
}

const barWidth = 0.72;
/** A scale never smaller than this, so that one message doesn't fill the chart. */
const leastPeak = 4;
const wholeSteps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 2e4, 5e4, 1e5, 2e5, 5e5, 1e6, 2e6, 5e6];

/** On the logarithmic scale only powers of ten have a line. */
const ifDecade = (tick: number | null) => (tick !== null && Number.isInteger(Math.round(Math.log10(tick) * 1e6) / 1e6) ? tick : null);

function chartOptions({ kind, series, language, look, onPoint, data }: Props): UPlot.Options {
  const colour = colours[look];
  const axis = { stroke: colour.quiet, font: `${type.small}px ${fonts.ui}`, ticks: { show: false } };
  const bars = UPlot.paths.bars?.({ size: [barWidth] });
  const [times] = data;
  const spanMs = 1000 * ((times.at(-1) ?? 0) - (times[0] ?? 0));
  const half = ((times[1] ?? 0) - (times[0] ?? 0)) / 2;
  const isLines = kind === 'lines';
  const drawn = (name: Colour): UPlot.Series =>
    isLines
      ? { stroke: colour[name], width: sizes.outline, points: { size: sizes.radiusSmall, fill: colour[name] }, spanGaps: false }
      : { fill: colour[name], width: 0, points: { show: false }, ...(bars ? { paths: bars } : {}) };
  return {
    width: 0,
    height: sizes.chart,
    legend: { show: false },
    cursor: { y: false, points: { show: false }, drag: { x: false, y: false } },
    padding: [sizes.space2, sizes.space5, 0, 0],
    scales: {
      x: { range: (_chart, least, most) => [least - half, most + half] },
      y: isLines ? { distr: 3 } : { range: (_chart, _least, most) => [0, Math.max(leastPeak, most)] },
    },
    axes: [
      {
        ...axis,
        grid: { show: false },
        size: sizes.space6,
        space: sizes.phone / 4,
        values: (_chart, ticks) => ticks.map((tick) => formatChartTick(tick * 1000, spanMs, language)),
      },
      {
        ...axis,
        grid: { stroke: colour.line, width: 1, ...(isLines && { filter: (_chart, ticks) => ticks.map(ifDecade) }) },
        size: sizes.space12,
        space: sizes.rowTall,
        ...(!isLines && { incrs: wholeSteps }),
        values: (_chart, ticks) => ticks.map((tick) => (tick === null ? '' : isLines ? formatMs(tick) : formatCount(tick, language))),
      },
    ],
    series: [{}, ...series.map(drawn)],
    hooks: { setCursor: [(chart) => onPoint(chart.cursor.idx ?? null)] },
  };
}

/** A chart over time; what it says stands beside it in words, and as a table for whoever asks. */
export function TimeChart(props: Props) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    const made = new UPlot(chartOptions(props), props.data, element);
    const fit = new ResizeObserver(() => made.setSize({ width: element.clientWidth, height: sizes.chart }));
    fit.observe(element);
    return () => {
      fit.disconnect();
      made.destroy();
    };
  }, [props]);
  return <div ref={place} aria-hidden style={{ height: sizes.chart }} />;
}
