import { useEffect, useRef } from 'react';
import UPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { Language } from '../../../shared/language.ts';
import type { MinuteCount } from '../../../shared/overview.ts';
import { formatClock } from '../../text/format.ts';
import { stackedRate } from '../../text/rate.ts';
import { colours, fonts, type Look, sizes, type } from '../../theme/tokens.ts';

interface Props {
  minutes: MinuteCount[];
  language: Language;
  look: Look;
  /** The place in `minutes` under the pointer, or null. */
  onPoint: (at: number | null) => void;
}

const barWidth = 0.72;
/** A scale never smaller than this, so that one message doesn't fill the chart. */
const leastPeak = 4;

function chartOptions(look: Look, language: Language, onPoint: Props['onPoint']): UPlot.Options {
  const colour = colours[look];
  const font = `${type.small}px ${fonts.ui}`;
  const axis = { stroke: colour.quiet, font, ticks: { show: false } };
  const bars = UPlot.paths.bars?.({ size: [barWidth] });
  const series = (fill: string): UPlot.Series => ({ fill, width: 0, points: { show: false }, ...(bars ? { paths: bars } : {}) });
  return {
    width: 0,
    height: sizes.chart,
    legend: { show: false },
    cursor: { y: false, points: { show: false }, drag: { x: false, y: false } },
    padding: [sizes.space2, sizes.space5, 0, 0],
    scales: { y: { range: (_chart, _least, most) => [0, Math.max(leastPeak, most)] } },
    axes: [
      {
        ...axis,
        grid: { show: false },
        size: sizes.space6,
        space: sizes.phone / 4,
        values: (_chart, times) => times.map((time) => formatClock(time * 1000, language)),
      },
      {
        ...axis,
        grid: { stroke: colour.line, width: 1 },
        size: sizes.space8,
        space: sizes.rowTall,
        incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000],
      },
    ],
    series: [{}, series(colour.danger), series(colour.info), series(colour.accent)],
    hooks: { setCursor: [(chart) => onPoint(chart.cursor.idx ?? null)] },
  };
}

/** The bars themselves; what they say stands beside them in words. */
export function RateChart({ minutes, language, look, onPoint }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<UPlot>(undefined);
  const latest = useRef(minutes);
  latest.current = minutes;

  useEffect(() => {
    const element = place.current;
    if (!element) return;
    const made = new UPlot(chartOptions(look, language, onPoint), stackedRate(latest.current), element);
    chart.current = made;
    const fit = new ResizeObserver(() => made.setSize({ width: element.clientWidth, height: sizes.chart }));
    fit.observe(element);
    return () => {
      fit.disconnect();
      made.destroy();
      chart.current = undefined;
    };
  }, [look, language, onPoint]);

  useEffect(() => chart.current?.setData(stackedRate(minutes)), [minutes]);

  return <div ref={place} aria-hidden style={{ height: sizes.chart }} />;
}
