import type { AddedBeat } from './beats.ts';
import type { Incident } from './incident.ts';
import type { MonitorsChange } from './monitor.ts';

/** What the gateway tells of monitors. */
export interface MonitorEvents {
  /** Monitors whose state or settings have changed, and those that are gone. */
  'monitors.changed': MonitorsChange;
  /** Checks, as they come; those of a second in one delivery. */
  'beats.added': AddedBeat[];
  /** Incidents that are new or have changed; a later version takes the place of an earlier one. */
  'incidents.changed': Incident[];
}
