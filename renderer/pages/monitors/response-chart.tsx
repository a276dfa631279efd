import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Language } from '../../../shared/language.ts';
import type { ChartPoint } from '../../../shared/monitor/beats.ts';
import type { Stretch } from '../../stores/monitor-chart.ts';
import { formatChartTick } from '../../text/chart-time.ts';
import { formatMs } from '../../text/format.ts';
import { sizes } from '../../theme/tokens.ts';
import { axisTicks, chartShape, nearestPlace } from './chart-shape.ts';
import styles from './response-chart.module.css';
import { usePointWords } from './use-point-words.ts';

interface Props {
  points: readonly ChartPoint[];
  stretch: Stretch;
  language: Language;
  isWaiting: boolean;
  onZoom: (stretch: Stretch) => void;
  /** Back to what is usually shown. */
  onBack: () => void;
}

/** A movement shorter than this is a click, in px. */
const leastDrag = 6;
/** As long as there are no more than these, each point has a dot. */
const mostDots = 90;
const height = sizes.chart - sizes.space6;

/** A chart that is read with the pointer or with the keys, and zoomed by dragging or with + and -. */
export function ResponseChart({ points, stretch, language, isWaiting, onZoom, onBack }: Props) {
  const { t } = useTranslation();
  const words = usePointWords(language);
  const place = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  const [at, setAt] = useState<number | null>(null);
  const [drag, setDrag] = useState<{ from: number; to: number } | null>(null);
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    const watcher = new ResizeObserver(() => setWidth(element.clientWidth));
    watcher.observe(element);
    return () => watcher.disconnect();
  }, []);

  const shape = chartShape(points, stretch, { width, height });
  const pointed = at === null ? undefined : points[at];
  const spot = at === null ? undefined : shape.places[at];
  const length = stretch.to - stretch.from;
  const timeAt = (x: number) => stretch.from + (x / Math.max(1, width)) * length;
  const xOf = (event: PointerEvent) => event.clientX - (place.current?.getBoundingClientRect().left ?? 0);

  const move = (event: PointerEvent) => {
    const x = xOf(event);
    setAt(nearestPlace(shape.places, x));
    if (drag) setDrag({ ...drag, to: Math.min(width, Math.max(0, x)) });
  };
  const drop = () => {
    if (drag && Math.abs(drag.to - drag.from) >= leastDrag) {
      onZoom({ from: timeAt(Math.min(drag.from, drag.to)), to: timeAt(Math.max(drag.from, drag.to)) });
    }
    setDrag(null);
  };
  const zoomAround = (factor: number) => {
    const centre = pointed ? (pointed.from + pointed.to) / 2 : (stretch.from + stretch.to) / 2;
    onZoom({ from: centre - (length * factor) / 2, to: Math.min(Date.now(), centre + (length * factor) / 2) });
  };
  const steer = (event: KeyboardEvent) => {
    const last = points.length - 1;
    const steps: Record<string, () => void> = {
      ArrowLeft: () => setAt(Math.max(0, (at ?? last + 1) - 1)),
      ArrowRight: () => setAt(Math.min(last, (at ?? -1) + 1)),
      Home: () => setAt(0),
      End: () => setAt(last),
      '+': () => zoomAround(0.5),
      '=': () => zoomAround(0.5),
      '-': () => zoomAround(2),
      '0': onBack,
    };
    const step = steps[event.key];
    if (!step || points.length === 0 || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    step();
  };

  return (
    <div>
      <p className={styles.told} aria-hidden>
        {pointed ? words(pointed) : isWaiting ? t('app.loading') : points.length === 0 ? t('chart.none') : t('chart.help')}
      </p>
      <div
        ref={place}
        role="slider"
        tabIndex={0}
        aria-label={`${t('chart.title')}: ${t('chart.help')}`}
        aria-valuemin={0}
        aria-valuemax={Math.max(0, points.length - 1)}
        aria-valuenow={at ?? Math.max(0, points.length - 1)}
        aria-valuetext={pointed ? words(pointed) : t('chart.none')}
        className={styles.place}
        data-testid="response-chart"
        onKeyDown={steer}
        onPointerMove={move}
        onPointerLeave={() => !drag && setAt(null)}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          setDrag({ from: xOf(event), to: xOf(event) });
        }}
        onPointerUp={drop}
        onPointerCancel={() => setDrag(null)}
        onDoubleClick={onBack}
      >
        <svg aria-hidden width={width} height={sizes.chart} className={styles.chart}>
          {[0, 0.5, 1].map((share) => (
            <g key={share}>
              <line x1={0} x2={width} y1={height * share} y2={height * share} className={styles.grid} />
              {share < 1 && points.length > 0 && (
                <text x={0} y={height * share + sizes.space3} className={styles.value}>
                  {formatMs(shape.top * (1 - share))}
                </text>
              )}
            </g>
          ))}
          {shape.marks.map(({ x, kind }) => (
            <rect
              key={`${x}${kind}`}
              x={x - sizes.outline / 2}
              width={sizes.outline}
              y={kind === 'down' ? 0 : height - sizes.space2}
              height={kind === 'down' ? height : sizes.space2}
              className={styles.mark}
              data-kind={kind}
            />
          ))}
          <path d={shape.band} className={styles.band} />
          <path d={shape.line} className={styles.line} />
          {shape.places.length <= mostDots &&
            shape.places.map(({ x, y }) => y !== null && <circle key={x} cx={x} cy={y} r={sizes.outline} className={styles.dot} />)}
          {spot && <line x1={spot.x} x2={spot.x} y1={0} y2={height} className={styles.cursor} />}
          {spot && spot.y !== null && <circle cx={spot.x} cy={spot.y} r={sizes.space1} className={styles.spot} />}
          {drag && (
            <rect x={Math.min(drag.from, drag.to)} width={Math.abs(drag.to - drag.from)} y={0} height={height} className={styles.chosen} />
          )}
          {axisTicks(stretch, width > sizes.searchMax ? 5 : 3).map((tick) => (
            <text key={tick} x={((tick - stretch.from) / length) * width} y={sizes.chart - sizes.space1} className={styles.tick}>
              {formatChartTick(tick, length, language)}
            </text>
          ))}
        </svg>
      </div>
    </div>
  );
}
