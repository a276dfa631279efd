import type { Language } from '../../shared/language.ts';
import type { Beat } from '../../shared/monitor/beats.ts';
import type { MetricsSpec } from '../../shared/monitor/check-spec.ts';

/** A share as percent; what isn't everything never reads as 100 %: `99.98%`, `100%`. */
export function formatShare(share: number): string {
  if (share >= 1) return '100%';
  return `${(Math.floor(share * 10_000) / 100).toFixed(2)}%`;
}

/** What a metric reads, with its unit. */
export function formatMetric(metric: MetricsSpec['metric'], value: number): string {
  const number = Number.isInteger(value) ? String(value) : value.toFixed(1);
  if (metric === 'load') return number;
  return metric === 'temperature' ? `${number} °C` : `${number}%`;
}

/** How many of the beats were what. */
export function countBeats(beats: readonly Beat[]): { n: number; up: number; down: number; unknown: number } {
  const up = beats.filter(({ state }) => state === 'up').length;
  const down = beats.filter(({ state }) => state === 'down' || state === 'retrying').length;
  return { n: beats.length, up, down, unknown: beats.length - up - down };
}

const dayMs = 86_400_000;

/** Whole days until then; below 0 when it is over. */
export const daysUntil = (at: number, now: number): number => Math.floor((at - now) / dayMs);

/** A day without its time. */
export const formatDay = (at: number, language: Language): string =>
  new Intl.DateTimeFormat(language, { year: 'numeric', month: '2-digit', day: '2-digit' }).format(at);
