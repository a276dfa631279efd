import type { Account } from './account.ts';
import type { Failure } from './result.ts';

/** The four states that a health dot shows. */
export type Health = 'ok' | 'working' | 'warning' | 'down';

/** The listener that WeChat's callbacks reach. */
export interface ListenerStatus {
  health: Health;
  /** `http://127.0.0.1:18080`; the configured address while it is down. */
  url: string;
  failure?: Failure;
}

/** What an account has done lately. */
export interface AccountStatus extends Account {
  /** Path of its callback on the listener, from the slash on. */
  callbackPath: string;
  health: Health;
  /** Why it answers nobody although it is enabled: its secrets can't be read. */
  failure?: Failure;
  /** Some of its secrets have not been entered yet. */
  lacksSecrets?: true;
  /** Unix time in ms of the last message from WeChat; absent until the first. */
  lastMessageAt?: number;
}

/** The state of the whole gateway at one glance. */
export interface Overview {
  version: string;
  /** Unix time in ms. */
  startedAt: number;
  /** What is wrong with the program's own settings. */
  failure?: Failure;
  listener: ListenerStatus;
  accounts: AccountStatus[];
  /** Since local midnight. */
  today: { in: number; out: number; refused: number; commands: number };
  /** Commands that run at this moment. */
  running: number;
  /** Answers that are ready, and wait for their people to fetch them. */
  waiting: number;
  /** Messages that are still to be sent, and those that were given up. */
  outbox: { queued: number; dead: number };
}

/** Messages of one minute. */
export interface MinuteCount {
  /** Unix time in ms of the minute's start. */
  minute: number;
  in: number;
  out: number;
  refused: number;
}
