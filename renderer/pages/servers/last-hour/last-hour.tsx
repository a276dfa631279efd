import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { hourMs, type VitalsSample } from '../../../../shared/last-hour.ts';
import { localTargetId, type TargetView } from '../../../../shared/target.ts';
import { useLastHour, useStores } from '../../../stores/context.ts';
import styles from './last-hour.module.css';
import { sparkPath } from './spark-line.ts';

const width = 120;
const height = 28;

/** How busy the open server was in the last hour, as it goes on. Nothing where that isn't kept. */
export function LastHour({ target }: { target: TargetView }) {
  const { t } = useTranslation();
  const { lastHour } = useStores();
  const samples = useLastHour((state) => (state.target === target.id ? state.samples : null));
  useEffect(() => {
    lastHour.getState().look(target.id);
    return () => lastHour.getState().look(null);
  }, [lastHour, target.id]);
  if (!samples) return null;
  if (samples.length === 0) {
    const isKept = target.watch || target.id === localTargetId;
    return isKept ? <p className={styles.none}>{t('lastHour.soon')}</p> : null;
  }
  const percent = (value: number) => `${Math.round(value)} %`;
  const loads = samples.map(({ load }) => load ?? 0);
  return (
    <section className={styles.strips} aria-label={t('lastHour.title')}>
      <Strip name={t('lastHour.cpu')} samples={samples} measure={({ cpu }) => cpu} top={100} format={percent} />
      <Strip name={t('lastHour.memory')} samples={samples} measure={({ memory }) => memory} top={100} format={percent} />
      {samples.some(({ load }) => load !== undefined) && (
        <Strip
          name={t('lastHour.load')}
          samples={samples}
          measure={({ load }) => load}
          top={Math.max(1, ...loads)}
          format={(value) => value.toFixed(value < 10 ? 2 : 1)}
        />
      )}
    </section>
  );
}

interface StripProps {
  name: string;
  samples: readonly VitalsSample[];
  measure: (sample: VitalsSample) => number | undefined;
  /** What the top of its scale stands for. */
  top: number;
  format: (value: number) => string;
}

/** One value over the hour; its latest one in words. */
function Strip({ name, samples, measure, top, format }: StripProps) {
  const { t } = useTranslation();
  const points = samples.flatMap((sample) => {
    const value = measure(sample);
    return value === undefined ? [] : [{ at: sample.at, value }];
  });
  const values = points.map(({ value }) => value);
  const latest = points.at(-1);
  if (!latest) return null;
  const span = t('lastHour.span', { least: format(Math.min(...values)), most: format(Math.max(...values)) });
  return (
    <div className={styles.strip} title={`${name}\n${span}`}>
      <span className={styles.name}>{name}</span>
      <span className={styles.value}>{format(latest.value)}</span>
      <svg className={styles.line} viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" role="img" aria-label={span}>
        <path d={sparkPath(points, { end: latest.at, span: hourMs, top, width, height })} vectorEffect="non-scaling-stroke" />
      </svg>
    </div>
  );
}
