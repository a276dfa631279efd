import { Button } from 'antd';
import { memo, type ReactNode, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type UPlot from 'uplot';
import type { Language } from '../../../shared/language.ts';
import { Card } from '../../components/card.tsx';
import type { Colour, Look } from '../../theme/tokens.ts';
import styles from './chart-card.module.css';
import { type ChartKind, TimeChart } from './time-chart.tsx';

/** One series of a chart, the lowest first. */
export interface ChartSeries {
  name: string;
  colour: Colour;
  /** What the legend says of it: at a place, or of all where that is null. */
  value: (at: number | null) => string;
}

interface Props {
  title: string;
  kind: ChartKind;
  data: UPlot.AlignedData;
  series: readonly ChartSeries[];
  /** What the legend says of a place. */
  moment: (at: number) => string;
  /** The chart in words. */
  summary: string;
  /** The chart as a table. */
  table: ReactNode;
  language: Language;
  look: Look;
}

const SteadyChart = memo(TimeChart);

/** A chart over time with its legend, in words, and as a table for whoever asks. */
export function ChartCard({ title, kind, data, series, moment, summary, table, language, look }: Props) {
  const { t } = useTranslation();
  const [at, setAt] = useState<number | null>(null);
  const [asTable, setAsTable] = useState(false);
  const names = series.map(({ colour }) => colour).join();
  const drawn = useMemo(() => names.split(',').reverse() as Colour[], [names]);
  return (
    <Card
      title={title}
      aside={
        <div className={styles.aside}>
          <p aria-hidden className={styles.legend}>
            {at !== null && <span className={styles.moment}>{moment(at)}</span>}
            {series.map(({ name, colour, value }) => (
              <span key={name} className={styles.key}>
                <i style={{ background: `var(--${colour})` }} />
                {name} <b>{value(at)}</b>
              </span>
            ))}
          </p>
          <Button size="small" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
            {t(asTable ? 'statistics.asChart' : 'statistics.asTable')}
          </Button>
        </div>
      }
    >
      <div className={styles.body}>
        {asTable ? (
          <div className={styles.table}>{table}</div>
        ) : (
          <SteadyChart kind={kind} data={data} series={drawn} language={language} look={look} onPoint={setAt} />
        )}
        <p className={styles.summary}>{summary}</p>
      </div>
    </Card>
  );
}
