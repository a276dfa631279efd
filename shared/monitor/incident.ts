import type { Failure } from '../result.ts';
import type { Run } from '../run.ts';
import type { MonitorId, Severity } from './monitor.ts';

/** Who did something: somebody in the chat, or the admin at the console, who may have replayed a message in somebody's name. */
export type Doer = { origin: 'console' } | { origin: 'chat'; account: string; person: string; name?: string; isReplay?: true };

/** One time that a monitor was down: one thing, from the first failed check until it is up again. All times are Unix ms. */
export interface Incident {
  /** Counted from 1: what `ack 12` names. */
  number: number;
  monitor: MonitorId;
  /** The monitor's name, severity and target as they were. */
  name: string;
  severity: Severity;
  target?: string;
  /** The first check that failed; `openedAt` is when it counted as down. */
  failedAt: number;
  openedAt: number;
  reason: Failure;
  recoveredAt?: number;
  /** `recovered` in the plain case; else what ended it without that. */
  ended?: 'recovered' | 'paused' | 'removed';
  acknowledged?: { at: number; by: Doer };
  /** It went up and down so often that it is one incident until it stays up. */
  isFlapping?: true;
}

/** What happened, for the timeline. `detail` depends on the kind. */
export interface IncidentEvent {
  at: number;
  kind: 'failed' | 'opened' | 'acknowledged' | 'flapping' | 'recovered' | 'paused' | 'removed';
  reason?: Failure;
  by?: Doer;
}

/** Why somebody is told. */
export const noticeKinds = ['down', 'reminder', 'escalated', 'flapping', 'recovered', 'paused', 'removed'] as const;
export type NoticeKind = (typeof noticeKinds)[number];
/** Those that tell how an incident ended. */
export type EndKind = NonNullable<Incident['ended']>;
export const isEnd = (kind: NoticeKind): kind is EndKind => kind === 'recovered' || kind === 'paused' || kind === 'removed';

/**
 * One thing that one person is to be told.
 * - `due`: it waits to be put together with others, or for quiet hours to end
 * - `queued`: it is in a message of the outbox; `message` tells how that stands
 * - `dropped`: it was of no use any more (muted, or over before anybody was told)
 * - `unsendable`: see `failure`; it is tried again as long as its incident is open
 */
export interface Notice {
  id: string;
  incident: number;
  kind: NoticeKind;
  account: string;
  person: string;
  at: number;
  dueAt: number;
  state: 'due' | 'queued' | 'dropped' | 'unsendable';
  failure?: Failure;
  /** The row of the message log that tells it, and how that row stands. */
  message?: { id: string; state: string; failure?: Failure };
}

/** All about one incident. */
export interface IncidentDetail {
  incident: Incident;
  /** Oldest first. */
  events: IncidentEvent[];
  notices: Notice[];
  /** Why nobody is told of it. */
  nobody?: Failure;
  /** What was run on its target meanwhile, oldest first. */
  runs: Run[];
}
