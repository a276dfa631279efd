import type { Doer, Incident } from '../../shared/monitor/incident.ts';
import type { Monitor } from '../../shared/monitor/monitor.ts';
import type { BlindMonitor } from '../../shared/monitor/monitor-events.ts';
import type { OncallState } from '../../shared/monitor/notice-rule.ts';
import type { Result } from '../../shared/result.ts';

/** An open incident as commands see it. */
export interface OpenAlarm {
  incident: Incident;
  /** Nothing is told of it until then (Unix ms). */
  mutedUntil?: number;
}

/** A monitor of which nobody can tell how it stands, as commands see it. */
export interface BlindAlarm extends BlindMonitor {
  target?: string | undefined;
}

/** What commands may do about incidents. */
export interface Alarms {
  /** What is down, oldest first. */
  open(): OpenAlarm[];
  /** The monitors of which nobody can tell how they stand. */
  blind(): BlindAlarm[];
  acknowledge(number: number, by: Doer): Promise<Result<Incident>>;
  /** The monitors that a word means: an id, a name, a target, `@tag`. */
  find(word: string): Monitor[];
  /** Nothing is told of them until then (Unix ms); undefined ends that. */
  mute(monitors: readonly string[], until: number | undefined): Promise<void>;
  oncall(): OncallState | undefined;
}

/** Where nothing is looked after: for tests. */
export const noAlarms: Alarms = {
  open: () => [],
  blind: () => [],
  acknowledge: async () => {
    throw new Error('there are no incidents');
  },
  find: () => [],
  mute: async () => undefined,
  oncall: () => undefined,
};
