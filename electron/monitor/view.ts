import type { Incident } from '../../shared/monitor/incident.ts';
import type { Monitor, MonitorView } from '../../shared/monitor/monitor.ts';
import type { Watched } from './watch.ts';

export interface Known {
  watched?: Watched;
  incident: Incident | undefined;
  mutedUntil: number | undefined;
  nextAt: number | undefined;
  secrets: Record<string, number>;
}

/** A monitor as the console shows it. */
export function viewOf(monitor: Monitor, { watched, incident, mutedUntil, nextAt, secrets }: Known): MonitorView {
  const { standing, last, certificateEndsAt, value } = watched ?? {};
  return {
    ...monitor,
    state: monitor.paused ? 'paused' : (standing?.state ?? 'pending'),
    since: standing?.since ?? 0,
    ...(last && { last: { at: last.at, ...(last.ms !== undefined && { ms: last.ms }), ...(last.reason && { reason: last.reason }) } }),
    ...(nextAt !== undefined && !monitor.paused && { nextAt }),
    ...(incident && { incident: incident.number }),
    ...(incident?.isFlapping && { isFlapping: true as const }),
    ...(mutedUntil !== undefined && { mutedUntil }),
    ...(certificateEndsAt !== undefined && { certificateEndsAt }),
    ...(value !== undefined && { value }),
    ...(Object.keys(secrets).length > 0 && { secrets }),
  };
}
