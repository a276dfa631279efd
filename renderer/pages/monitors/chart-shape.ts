import type { ChartPoint } from '../../../shared/monitor/beats.ts';

/** What is drawn of a chart, in px from the top left. */
export interface ChartShape {
  /** The mean, or the single values: an SVG path with gaps. */
  line: string;
  /** From the shortest to the longest: an SVG path. Empty for single checks. */
  band: string;
  /** Where something was down, or nobody could tell. */
  marks: { x: number; kind: 'down' | 'unknown' }[];
  /** The middle of each point. */
  places: { x: number; y: number | null }[];
  /** The value at the top, in ms. */
  top: number;
}

export interface ChartSize {
  width: number;
  height: number;
}

/** A gap between two points wider than so many usual ones is left open. */
const widestGap = 3.5;
const steps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 120_000];

const middle = ({ from, to }: ChartPoint): number => (from + to) / 2;
const px = (value: number): string => value.toFixed(1);

/** Draws points over a stretch of time (Unix ms) into a size. */
export function chartShape(points: readonly ChartPoint[], stretch: { from: number; to: number }, { width, height }: ChartSize): ChartShape {
  const highest = Math.max(0, ...points.map(({ max, ms }) => max ?? ms ?? 0));
  const top = steps.find((step) => step >= highest * 1.05) ?? highest;
  const x = (at: number) => ((at - stretch.from) / Math.max(1, stretch.to - stretch.from)) * width;
  const y = (ms: number) => height - (ms / top) * height;
  const places = points.map((point) => ({ x: x(middle(point)), y: point.ms === undefined ? null : y(point.ms) }));
  const runs = runsOf(points);
  return {
    line: runs.map((run) => pathOf(run.map((point) => [x(middle(point)), y(point.ms ?? 0)]))).join(''),
    band: runs.map((run) => bandOf(run, x, y)).join(''),
    marks: points.flatMap((point) => {
      const kind = point.down > 0 ? 'down' : point.up === 0 && point.unknown > 0 ? 'unknown' : undefined;
      return kind ? [{ x: x(middle(point)), kind } as const] : [];
    }),
    places,
    top,
  };
}

/** Stretches without a gap: nothing answered in between, or nothing was asked. */
function runsOf(points: readonly ChartPoint[]): ChartPoint[][] {
  const spaces = points.slice(1).map((point, index) => middle(point) - middle(points[index] ?? point));
  const usual = spaces.toSorted((one, other) => one - other)[Math.floor(spaces.length / 2)] ?? 0;
  const runs: ChartPoint[][] = [];
  let last: ChartPoint | undefined;
  for (const point of points) {
    if (point.ms === undefined) {
      last = undefined;
      continue;
    }
    if (last === undefined || middle(point) - middle(last) > usual * widestGap) runs.push([]);
    runs.at(-1)?.push(point);
    last = point;
  }
  return runs;
}

/** A single point is drawn as a short line, or it couldn't be seen. */
function pathOf(places: [x: number, y: number][]): string {
  const [first] = places;
  if (first && places.length === 1) return `M${px(first[0] - 1)} ${px(first[1])}h2`;
  return places.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${px(x)} ${px(y)}`).join('');
}

function bandOf(run: ChartPoint[], x: (at: number) => number, y: (ms: number) => number): string {
  if (run.length < 2 || run.every(({ min, max }) => min === max)) return '';
  const above = run.map((point) => `${px(x(middle(point)))} ${px(y(point.max ?? point.ms ?? 0))}`);
  const below = run.toReversed().map((point) => `${px(x(middle(point)))} ${px(y(point.min ?? point.ms ?? 0))}`);
  return `M${[...above, ...below].join('L')}Z`;
}

/** Moments at which the axis has a word. */
export function axisTicks({ from, to }: { from: number; to: number }, count: number): number[] {
  return Array.from({ length: count }, (_, index) => from + ((index + 0.5) / count) * (to - from));
}

/** The place of the point that is nearest to `x`; null where there is none. */
export function nearestPlace(places: readonly { x: number }[], x: number): number | null {
  let best: number | null = null;
  for (const [index, place] of places.entries()) {
    if (best === null || Math.abs(place.x - x) < Math.abs((places[best]?.x ?? 0) - x)) best = index;
  }
  return best;
}
