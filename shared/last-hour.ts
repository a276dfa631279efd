import { z } from 'zod';
import { call, out } from './api-call.ts';
import { TargetId } from './target.ts';

/** How busy a machine was at one moment; shares in percent of the whole machine. */
export interface VitalsSample {
  /** Unix time in ms. */
  at: number;
  cpu: number;
  memory: number;
  /** Over one minute; Windows knows none. */
  load?: number;
}

/** A sample that was just taken. */
export interface TargetSample {
  target: TargetId;
  sample: VitalsSample;
}

/** What is kept of a target is an hour long, in ms. */
export const hourMs = 3_600_000;

/** Calls about the last hour of targets. */
export const lastHourApi = {
  /** What is kept of a target, oldest first; a new sample follows as `lastHour.sampled`. */
  'lastHour.get': call(z.object({ id: TargetId }).strict(), out<VitalsSample[]>()),
};
