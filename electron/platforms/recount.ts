import type { Account } from '../../shared/account.ts';
import type { Timing } from '../timing.ts';
import { aheadOf, KeptUsage } from './kept-usage.ts';
import { countersOf } from './limits.ts';
import type { Usage } from './usage.ts';
import { sendMessage } from './wecom-calls.ts';

/** A message that somebody was sent, or may have been, and when at the latest (Unix ms). */
export interface Sending {
  account: string;
  person: string;
  at: number;
}

/** No message counts for longer, in ms. */
const longestMs = 86_400_000;

/**
 * By account, since when (Unix ms) what is kept knows nothing of the messages that were sent: a program that was killed
 * had no time left to write them. WeCom drops what is too much without a word; the other platform says it, and the
 * sandbox's is a new one.
 */
export function uncountedSince(kept: Record<string, unknown>, accounts: readonly Account[], now: number): Record<string, number> {
  const counted = accounts.filter(({ platform, origin }) => platform === 'wecom' && origin !== 'sandbox');
  return Object.fromEntries(counted.map(({ id }) => [id, writtenAt(kept[id], now) ?? now - longestMs]));
}

/** Where nothing was worth writing, nothing of what was sent before counts any more. */
function writtenAt(kept: unknown, now: number): number | undefined {
  const written = KeptUsage.safeParse(kept);
  // why: an earlier version did not say when, and what it has written would be counted twice
  return written.success ? (written.data.at ?? now) : undefined;
}

/** Counts what was sent and is not counted yet, for as long as if it had been counted then. */
export function recount(usage: Usage, account: Account, sendings: readonly Sending[], timing: Timing): void {
  const ahead = aheadOf(timing);
  for (const { person, at } of sendings.filter((sending) => sending.account === account.id))
    for (const counter of countersOf(account, { ...sendMessage, to: [person] }))
      for (const window of usage.windowsOf(counter)) window.recall([{ endsAt: at - ahead, count: 1 }], timing.elapsed());
}
