import type { BeatState } from '../../shared/monitor/beats.ts';
import type { Monitor, MonitorState } from '../../shared/monitor/monitor.ts';
import type { Failure } from '../../shared/result.ts';
import type { Outcome } from './check.ts';

/** How a monitor stands, and since when (Unix ms). */
export interface Standing {
  state: Exclude<MonitorState, 'paused'>;
  since: number;
  /** While it fails: the first check that did, how many have, and why the last one did. */
  failing?: { since: number; checks: number; reason: Failure };
}

export const fresh = (at: number): Standing => ({ state: 'pending', since: at });

/** What a check means for a monitor. */
export interface Step {
  standing: Standing;
  beat: BeatState;
}

/**
 * The next standing after a check. What nobody can tell changes nothing of what was known: a monitor that is down stays
 * down, and one that was failing goes on counting from where it was.
 */
export function nextStanding(before: Standing, outcome: Outcome, { retries }: Pick<Monitor, 'retries'>, at: number): Step {
  if (outcome.kind === 'unknown') {
    const stays = before.state === 'down';
    return { standing: stays ? before : moved(before, 'unknown', at, before.failing), beat: 'unknown' };
  }
  if (outcome.kind === 'up') return { standing: moved(before, 'up', at), beat: 'up' };
  const checks = (before.failing?.checks ?? 0) + 1;
  const failing = { since: before.failing?.since ?? at, checks, reason: outcome.reason };
  const state = before.state === 'down' || checks > retries ? 'down' : 'retrying';
  return { standing: moved(before, state, at, failing), beat: state };
}

function moved(before: Standing, state: Standing['state'], at: number, failing?: Standing['failing']): Standing {
  return { state, since: before.state === state ? before.since : at, ...(failing && { failing }) };
}
