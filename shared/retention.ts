import { z } from 'zod';
import { AccountId } from './account.ts';

export const mostDays = 36_500;
export const mostMegabytes = 10_000_000;

/**
 * How long messages of an account are kept: for so many days, and no more than so many megabytes (1024² bytes, as sizes are shown) of them;
 * what exceeds either goes, the oldest first. Null sets no bound.
 */
export const RetentionRule = z
  .object({
    days: z.number().int().min(1).max(mostDays).nullable(),
    megabytes: z.number().int().min(1).max(mostMegabytes).nullable(),
  })
  .strict();
export type RetentionRule = z.infer<typeof RetentionRule>;

export const keepEverything: RetentionRule = { days: null, megabytes: null };

/**
 * The rule of every account, of those that have one of their own, and of messages whose account is gone; and for how many days
 * the pictures that commands answered (screens, charts) are kept, whoever asked for them (null sets no bound). What was run stays without them.
 */
export const Retention = z
  .object({
    all: RetentionRule,
    accounts: z.record(AccountId, RetentionRule),
    gone: RetentionRule.nullable(),
    pictureDays: RetentionRule.shape.days.default(null),
  })
  .strict();
export type Retention = z.infer<typeof Retention>;

/** What an admin's log is there for is to be looked up: nothing goes until somebody says so. */
export const defaultRetention: Retention = { all: keepEverything, accounts: {}, gone: null, pictureDays: null };

/** Rows younger than this stay whatever the rules say, in ms: a redelivery must find them. */
export const youngestToGoMs = 24 * 3_600_000;

/** The rule that counts for an account. @param exists whether the account is still there */
export function ruleFor({ all, accounts, gone }: Retention, account: string, exists: boolean): RetentionRule {
  if (exists) return accounts[account] ?? all;
  return gone ?? all;
}

/** Rows of the log and what they take, in bytes: the texts of the rows, without indexes. */
export interface Amount {
  rows: number;
  bytes: number;
  /** Unix time in ms of the oldest one; null where there is none. */
  oldest: number | null;
}

export const nothingStored: Amount = { rows: 0, bytes: 0, oldest: null };

export function addAmounts(one: Amount, other: Amount): Amount {
  const oldest = one.oldest === null ? other.oldest : other.oldest === null ? one.oldest : Math.min(one.oldest, other.oldest);
  return { rows: one.rows + other.rows, bytes: one.bytes + other.bytes, oldest };
}

/** What would go. */
export interface Forecast {
  total: Amount;
  accounts: Record<string, Amount>;
  pictures: Amount;
}

/** What the last sweep did. */
export interface SweepRecord {
  /** Unix time in ms of its end. */
  at: number;
  rows: number;
  pictures: number;
  /** Of both. */
  bytes: number;
  /** How much smaller the database file has become, in bytes. */
  givenBack: number;
}

export interface DiskState {
  /** In bytes. */
  free: number;
  total: number;
  /** So little is left that somebody should act. */
  short: boolean;
}

/** How the log is kept in bounds. */
export interface RetentionState {
  retention: Retention;
  sweeping: boolean;
  last: SweepRecord | null;
  disk: DiskState | null;
  /** The database's files, in bytes, and how much of them is free for new messages. */
  file: { bytes: number; reusable: number; shrinks: boolean } | null;
  /** How far the computer's clock is ahead of what the log has seen, in ms; absent or 0 where it is believed. As long as it isn't, no message gets old by it. */
  clockAheadMs?: number;
}
