import { hourMs, type VitalsSample } from '../../../shared/last-hour.ts';
import type { Pixels } from '../png.ts';
import { type Canvas, createCanvas, type Ink, type Point } from './canvas.ts';
import { drawText, textHeight, textWidth } from './small-font.ts';

/** Made for a phone held upright: as wide as most chats show a picture without making it smaller. All in px. */
const width = 720;
const edge = 24;
const plot = { left: edge, width: 612, height: 104 };
const strip = { head: 40, gap: 20 };
const foot = 44;
const thickness = 3;
const small = 2;
const large = 3;

const ground: Ink = [255, 255, 255];
const grid: Ink = [228, 231, 236];
const quiet: Ink = [91, 100, 114];
const text: Ink = [27, 31, 39];
const line: Ink = [11, 122, 91];
const area: Ink = [230, 243, 238];

/** Samples further apart belong to no one line, in ms. */
const gapMs = 150_000;
const quarterMs = 900_000;

interface Strip {
  title: string;
  measure(sample: VitalsSample): number | undefined;
  /** What the top of its scale stands for. */
  top: number;
  format(value: number): string;
}

/**
 * Draws how busy a machine was: strips of CPU, memory and, where it has one, load, each with its scale and its latest
 * value, above the times of day (the gateway's own time zone).
 * @param now the right end, Unix time in ms
 */
export function drawHour(samples: readonly VitalsSample[], now: number): Pixels {
  const strips = stripsOf(samples);
  const height = edge + strips.length * (strip.head + plot.height + strip.gap) - strip.gap + foot;
  const canvas = createCanvas(width, height, ground);
  const xAt = (at: number) => plot.left + (plot.width * (at - (now - hourMs))) / hourMs;
  strips.forEach((one, index) => {
    const top = edge + index * (strip.head + plot.height + strip.gap);
    drawStrip(canvas, one, { top, samples, xAt, quarters: quartersIn(now) });
  });
  for (const at of quartersIn(now)) {
    const label = clockText(at);
    const x = Math.round(xAt(at) - textWidth(label, small) / 2);
    if (x >= 0) write(canvas, label, { x, y: height - foot + 14, scale: small, ink: quiet });
  }
  return canvas.pixels;
}

function stripsOf(samples: readonly VitalsSample[]): Strip[] {
  const percent = (value: number) => `${Math.round(value)}%`;
  const loads = samples.flatMap(({ load }) => load ?? []);
  return [
    { title: 'CPU', measure: ({ cpu }) => cpu, top: 100, format: percent },
    { title: 'MEMORY', measure: ({ memory }) => memory, top: 100, format: percent },
    ...(loads.length > 0
      ? [{ title: 'LOAD', measure: ({ load }: VitalsSample) => load, top: roundUp(Math.max(...loads)), format: loadText }]
      : []),
  ];
}

/** The next of 1, 2, 4, 6, 8, 10, 20, 40 …, whose half is a short number. */
function roundUp(value: number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, value))));
  return ([1, 2, 4, 6, 8, 10].find((step) => step * unit >= value) ?? 10) * unit;
}

const loadText = (value: number) => (value < 10 ? value.toFixed(1) : value.toFixed(0));

interface Place {
  top: number;
  samples: readonly VitalsSample[];
  xAt(at: number): number;
  quarters: readonly number[];
}

function drawStrip(canvas: Canvas, { title, measure, top: most, format }: Strip, { top, samples, xAt, quarters }: Place): void {
  const plotTop = top + strip.head;
  const yAt = (value: number) => plotTop + plot.height * (1 - Math.min(most, Math.max(0, value)) / most);
  write(canvas, title, { x: plot.left, y: top, scale: large, ink: quiet });
  const points = samples.flatMap((sample) => {
    const value = measure(sample);
    return value === undefined ? [] : [{ at: sample.at, x: xAt(sample.at), y: yAt(value), value }];
  });
  const latest = points.at(-1);
  if (latest) {
    const said = format(latest.value);
    write(canvas, said, { x: plot.left + plot.width - textWidth(said, large), y: top, scale: large, ink: text });
  }
  for (const [before, point] of pairs(points)) if (point.at - before.at <= gapMs) drawArea(canvas, before, point, plotTop + plot.height);
  for (const share of [0, 0.5, 1]) {
    const y = Math.round(yAt(most * share));
    canvas.fill(plot.left, y, plot.width, 1, grid);
    write(canvas, format(most * share), { x: plot.left + plot.width + 12, y: y - textHeight(small) / 2, scale: small, ink: quiet });
  }
  for (const at of quarters) canvas.fill(Math.round(xAt(at)), plotTop, 1, plot.height, grid);
  for (const [before, point] of pairs(points)) canvas.line(point.at - before.at <= gapMs ? before : point, point, thickness, line);
}

const pairs = <T>(points: readonly T[]): [T, T][] => points.slice(1).map((point, index) => [points[index] as T, point]);

const heightAt = (from: Point, to: Point, x: number) =>
  from.y + (to.y - from.y) * Math.min(1, Math.max(0, (x - from.x) / (to.x - from.x || 1)));

function drawArea(canvas: Canvas, from: Point, to: Point, bottom: number): void {
  for (let x = Math.max(plot.left, Math.round(from.x)); x < Math.round(to.x); x += 1) canvas.column(x, heightAt(from, to, x), bottom, area);
}

function write(canvas: Canvas, words: string, { ink, ...place }: { x: number; y: number; scale: number; ink: Ink }): void {
  const rounded = { ...place, x: Math.round(place.x), y: Math.round(place.y) };
  drawText(words, rounded, (left, top, size) => canvas.fill(left, top, size, size, ink));
}

/** The quarters of an hour within the last one. */
function quartersIn(now: number): number[] {
  const first = Math.ceil((now - hourMs) / quarterMs) * quarterMs;
  return Array.from({ length: 5 }, (_, index) => first + index * quarterMs).filter((at) => at <= now);
}

function clockText(at: number): string {
  const moment = new Date(at);
  return [moment.getHours(), moment.getMinutes()].map((part) => String(part).padStart(2, '0')).join(':');
}
