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

/** After this (ms) without anybody who can tell, what failed before is forgotten, however long the interval. */
const longestGapMs = 5 * 60_000;

/**
 * The next standing after a check. What nobody can tell changes nothing of what was known: a monitor that is down stays
 * down, and one that was failing goes on counting from where it was, but for a gap of more than a check or of minutes.
 */
export function nextStanding(
  before: Standing,
  outcome: Outcome,
  { retries, intervalSeconds }: Pick<Monitor, 'retries' | 'intervalSeconds'>,
  at: number,
): Step {
  const gapMs = before.state === 'unknown' ? at - before.since : 0;
  // why: what failed before such a gap and what fails after it are not one failure
  const earlier = gapMs > Math.min(1500 * intervalSeconds, longestGapMs) ? undefined : before.failing;
  if (outcome.kind === 'unknown') {
    const stays = before.state === 'down';
    return { standing: stays ? before : moved(before, 'unknown', at, earlier), beat: 'unknown' };
  }
  if (outcome.kind === 'up') return { standing: moved(before, 'up', at), beat: 'up' };
  const checks = (earlier?.checks ?? 0) + 1;
  const failing = { since: earlier?.since ?? at, checks, reason: outcome.reason };
  const state = before.state === 'down' || checks > retries ? 'down' : 'retrying';
  return { standing: moved(before, state, at, failing), beat: state };
}

function moved(before: Standing, state: Standing['state'], at: number, failing?: Standing['failing']): Standing {
  return { state, since: before.state === state ? before.since : at, ...(failing && { failing }) };
}
