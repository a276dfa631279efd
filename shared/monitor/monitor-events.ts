import type { Failure } from '../result.ts';
import type { AddedBeat } from './beats.ts';
import type { Incident } from './incident.ts';
import type { MonitorsChange } from './monitor.ts';

/** Somebody can't be told of an incident now; it is tried again as long as that is open. Without a person: nobody is to be told. */
export interface UnsendableNotice {
  /** The incident's number, and its monitor's name. */
  incident: number;
  name: string;
  account: string;
  person: string;
  failure: Failure;
}

/** A monitor of which nobody can tell how it stands, and why. */
export interface BlindMonitor {
  id: string;
  name: string;
  reason: Failure;
}

/** What the gateway tells of monitors. */
export interface MonitorEvents {
  /** Monitors whose state or settings have changed, and those that are gone. */
  'monitors.changed': MonitorsChange;
  /** Checks, as they come; those of a second in one delivery. */
  'beats.added': AddedBeat[];
  /** Incidents that are new or have changed; a later version takes the place of an earlier one. */
  'incidents.changed': Incident[];
  /** Notices that nobody gets, as that is found out. */
  'notices.unsendable': UnsendableNotice[];
  /** Monitors that could not be checked for so long that it is told. */
  'monitors.blind': BlindMonitor[];
}
