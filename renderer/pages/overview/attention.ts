import type { MonitorView } from '../../../shared/monitor/monitor.ts';
import { daysUntil } from '../../text/monitor-words.ts';

/** A certificate that ends within so many days is shown. */
const certificateDays = 21;
/** What reads more than this share of its limit is close to it. */
const closeShare = 0.9;

/** What of the monitors asks for somebody, the most pressing first. */
export interface Attention {
  down: MonitorView[];
  /** Failed, and tried again; going up and down; or a metric that is nearly at its limit. */
  close: MonitorView[];
  /** Certificates that end, and disks that fill up. */
  soon: MonitorView[];
  /** How many are up. */
  up: number;
  /** Of how many nobody can tell how they stand. */
  unknown: number;
  /** How many were not asked yet. */
  pending: number;
}

const isWatched = ({ state }: MonitorView): boolean => state !== 'paused' && state !== 'maintenance';

/** Whether a metric is nearly at its limit. */
const isNearLimit = ({ check, value }: MonitorView): boolean =>
  check.kind === 'metrics' && value !== undefined && value >= check.over * closeShare;

const isDisk = ({ check }: MonitorView): boolean => check.kind === 'metrics' && check.metric === 'disk';

/** Sorts out what asks for somebody; each monitor stands in one place. */
export function attentionOf(monitors: MonitorView[], now: number): Attention {
  const watched = monitors.filter(isWatched);
  const down = watched.filter(({ state }) => state === 'down').sort((one, other) => one.since - other.since);
  const rest = watched.filter(({ state }) => state !== 'down');
  const isEnding = ({ certificateEndsAt }: MonitorView) =>
    certificateEndsAt !== undefined && daysUntil(certificateEndsAt, now) <= certificateDays;
  const close = rest.filter(
    (monitor) => monitor.state === 'retrying' || monitor.isFlapping === true || (isNearLimit(monitor) && !isDisk(monitor)),
  );
  const soon = rest
    .filter((monitor) => !close.includes(monitor) && (isEnding(monitor) || (isDisk(monitor) && isNearLimit(monitor))))
    .sort((one, other) => (one.certificateEndsAt ?? 0) - (other.certificateEndsAt ?? 0));
  const count = (state: MonitorView['state']) => rest.filter((monitor) => monitor.state === state).length;
  return { down, close, soon, up: count('up'), unknown: count('unknown'), pending: count('pending') };
}
