import type { Failure } from '../result.ts';
import type { MonitorId } from './monitor.ts';

/** What a check has found. Only `up` and `down` count for the uptime; `retrying` counts as down. */
export const beatStates = ['up', 'retrying', 'down', 'unknown', 'maintenance'] as const;
export type BeatState = (typeof beatStates)[number];

/** One check. Times are Unix ms. */
export interface Beat {
  at: number;
  state: BeatState;
  /** How long it took; absent where nothing answered. */
  ms?: number;
  /** Of what is not up, where it is told live; what is stored has the state and the time only. */
  reason?: Failure;
}

export interface AddedBeat extends Beat {
  monitor: MonitorId;
}

/** Shares of the checks that were up, from 0 to 1; absent where nothing was checked. */
export interface Uptime {
  day?: number;
  month?: number;
  quarter?: number;
}

/** A stretch of the chart; of single checks `from` and `to` are the same. */
export interface ChartPoint {
  from: number;
  to: number;
  /** Of what answered: the mean, the shortest and the longest. */
  ms?: number;
  min?: number;
  max?: number;
  up: number;
  /** Down or retrying. */
  down: number;
  unknown: number;
}

export interface Chart {
  resolution: 'beat' | 'hour' | 'day';
  points: ChartPoint[];
}

/** How long what is kept goes back, in ms. */
export const beatsKeptMs = { beats: 3 * 86_400_000, hours: 92 * 86_400_000, days: 2 * 366 * 86_400_000 } as const;
