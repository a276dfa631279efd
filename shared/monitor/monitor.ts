import { z } from 'zod';
import { isTimeZone } from '../filter/time-values.ts';
import type { Failure } from '../result.ts';
import { TargetId } from '../target.ts';
import { CheckSpec } from './check-spec.ts';
import type { PlacedProblem } from './monitor-problem.ts';

/** Bounds of monitors, each with its unit. */
export const monitorLimits = {
  /** All together. */
  monitors: 2000,
  /** Seconds from one check to the next. */
  shortestInterval: 10,
  longestInterval: 86_400,
  /** Seconds that a check may take. */
  longestTimeout: 120,
  retries: 10,
  /** Monitors that a call names or an import brings. */
  atOnce: 2000,
} as const;

/** A monitor's id: what the chat names it by, so it needs no quotes. */
export const MonitorId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,62}$/, 'letters, digits, ".", "-" and "_", 63 at most');
export type MonitorId = z.infer<typeof MonitorId>;

/** How bad it is when it is down; rules for notices count from one of these on. */
export const severities = ['info', 'warning', 'critical'] as const;
export const Severity = z.enum(severities);
export type Severity = z.infer<typeof Severity>;

const ClockTime = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'a time such as 08:30');
export const Zone = z.string().max(64).refine(isTimeZone, 'a time zone');

/**
 * When it is meant to be down: nothing is told, and nothing counts. Times of the day stand in the window's own time zone
 * and may go over midnight; then they belong to the day on which they begin. Of `monthly`, -1 is the month's last day.
 */
export const MaintenanceWindow = z.discriminatedUnion('rule', [
  z
    .object({ rule: z.literal('once'), from: z.number().int(), to: z.number().int() })
    .strict()
    .refine(({ from, to }) => from < to, 'an end after its beginning'),
  z
    .object({
      ...{ rule: z.literal('weekly'), from: ClockTime, to: ClockTime, zone: Zone },
      /** 0 is Sunday. */
      days: z.array(z.number().int().min(0).max(6)).min(1).max(7),
    })
    .strict(),
  z
    .object({
      ...{ rule: z.literal('monthly'), from: ClockTime, to: ClockTime, zone: Zone },
      days: z
        .array(z.union([z.literal(-1), z.number().int().min(1).max(31)]))
        .min(1)
        .max(32),
    })
    .strict(),
]);
export type MaintenanceWindow = z.infer<typeof MaintenanceWindow>;

const PlainText = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .regex(/^[^\p{Cc}\u{200e}\u{200f}\u{202a}-\u{202e}\u{2066}-\u{2069}]*$/u, 'plain text');

/** What is looked after: what is asked, how often, and what counts as down. */
export const Monitor = z
  .object({
    id: MonitorId,
    name: PlainText(64),
    check: CheckSpec,
    intervalSeconds: z.number().int().min(monitorLimits.shortestInterval).max(monitorLimits.longestInterval).default(60),
    timeoutSeconds: z.number().int().min(1).max(monitorLimits.longestTimeout).default(10),
    /** So many checks more have to fail before it is down. */
    retries: z.number().int().min(0).max(monitorLimits.retries).default(1),
    /** From a failed check to the next one, while it is not yet down; never longer than the interval. */
    retrySeconds: z.number().int().min(5).max(monitorLimits.longestInterval).default(20),
    /** What answers is down, and what doesn't is up. */
    upsideDown: z.boolean().default(false),
    severity: Severity.default('critical'),
    tags: z.array(PlainText(32)).max(16).default([]),
    /** The target that it belongs to: `ssh` and `metrics` ask it, and what is run on it stands with the incident. */
    target: TargetId.optional(),
    /** Another monitor: as long as that one is down, nothing is told of this one. */
    parent: MonitorId.optional(),
    maintenance: z.array(MaintenanceWindow).max(16).default([]),
    paused: z.boolean().default(false),
    notes: z.string().max(2000).default(''),
  })
  .strict();
export type Monitor = z.infer<typeof Monitor>;

const { intervalSeconds, timeoutSeconds, retries, retrySeconds, severity, maintenance } = Monitor.shape;

/** What is changed of many at once; a parent of null is none. What is left out stays as it is, so nothing has a default. */
export const MonitorChange = z
  .object({
    ...{ intervalSeconds: intervalSeconds.unwrap(), timeoutSeconds: timeoutSeconds.unwrap(), retries: retries.unwrap() },
    ...{ retrySeconds: retrySeconds.unwrap(), severity: severity.unwrap(), maintenance: maintenance.unwrap() },
    parent: MonitorId.nullable(),
  })
  .partial()
  .strict();
export type MonitorChange = z.infer<typeof MonitorChange>;

/**
 * How a monitor stands.
 * - `pending`: not asked yet
 * - `retrying`: it failed, and is asked again before it counts as down
 * - `unknown`: nobody can tell: this computer has just woken up, its own network is down, or the parent is down
 * - `maintenance`, `paused`
 */
export const monitorStates = ['pending', 'up', 'retrying', 'down', 'unknown', 'maintenance', 'paused'] as const;
export type MonitorState = (typeof monitorStates)[number];

/** A monitor as the console shows it. */
export interface MonitorView extends Monitor {
  state: MonitorState;
  /** Since when it stands so; Unix time in ms, as all times here. */
  since: number;
  /** The last check: how long it took, and what was wrong. */
  last?: { at: number; ms?: number; reason?: Failure };
  /** When it is checked next. */
  nextAt?: number;
  /** Its open incident. */
  incident?: number;
  isFlapping?: true;
  /** Nothing is told of it until then. */
  mutedUntil?: number;
  /** When the certificate that it saw last ends. */
  certificateEndsAt?: number;
  /** Which of its secret headers are set, by name in small letters, and since when; absent where none is. */
  secrets?: Record<string, number>;
  /** Of a metric: what was read last. */
  value?: number;
}

/** What has changed of the monitors. */
export interface MonitorsChange {
  changed: MonitorView[];
  removed: MonitorId[];
}

/** What a check that nothing is kept of has found. */
export interface MonitorTrial {
  state: 'up' | 'down' | 'unknown';
  ms?: number;
  reason?: Failure;
  /** What it saw, in a few words: a status, an address, a value. */
  found?: string;
  certificateEndsAt?: number;
}

/** What an import would add; nothing is done yet. */
export interface MonitorImport {
  found: Monitor[];
  /** What of those found isn't as the file has it. */
  changes: ImportChange[];
  problems: ImportProblem[];
}

/** A monitor stands without its parent or its target, called `was`, which isn't here; or it is reported to elsewhere. */
export type ImportChange = { id: MonitorId } & ({ what: 'parent' | 'target'; was: string } | { what: 'token' });

/** What can't be taken over, by name, and why; where something in it is wrong, what. */
export interface ImportProblem {
  name: string;
  reason: Failure;
  wrong?: PlacedProblem[];
}
