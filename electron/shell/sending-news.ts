import { errcodeOf } from '../../shared/errcodes.ts';
import type { MessageDetail } from '../../shared/message-log.ts';
import type { Failure } from '../../shared/result.ts';
import type { RowGlance } from '../store/records.ts';

/** A message that can't be sent, or not yet. */
export interface SendingNews {
  /** The row of the message log. */
  id: string;
  account: string;
  /** Whether it was given up; else it is tried again. */
  isDead: boolean;
  failure: Failure;
}

/** The same trouble of one account is told again after so long, in ms. */
const againMs = 30 * 60_000;
/** A network that fails once often works the next moment; what a platform refuses is told at once. */
const triesOfNetwork = 2;

/** Which of the rows that have changed are to be looked into: the latest of each account that could not be sent. */
export function rowsInTrouble(rows: readonly RowGlance[]): string[] {
  const troubled = rows.filter(
    ({ direction, state, failure }) => direction === 'out' && failure && (state === 'queued' || state === 'dead'),
  );
  const ofAccounts = new Map(troubled.map(({ account, state, id }) => [`${state} ${account}`, id]));
  return [...ofAccounts.values()];
}

/** What is to be told of such a row, if anything. */
export function sendingNews({ id, account, state, failure, sending }: MessageDetail): SendingNews | undefined {
  if (!failure || (state !== 'queued' && state !== 'dead')) return undefined;
  const isDead = state === 'dead';
  if (!isDead && errcodeOf(failure) === undefined && (sending?.tries ?? 0) < triesOfNetwork) return undefined;
  return { id, account, isDead, failure };
}

/** When which trouble was told last (ms since some fixed point). */
export type ToldTroubles = ReadonlyMap<string, number>;

/** Leaves out what was told lately. */
export function freshTroubles(told: ToldTroubles, news: readonly SendingNews[], now: number): { told: ToldTroubles; news: SendingNews[] } {
  const next = new Map([...told].filter(([, at]) => now - at < againMs));
  const fresh = news.filter(({ account, isDead, failure }) => {
    const trouble = `${account} ${isDead} ${failure.code}`;
    if (next.has(trouble)) return false;
    next.set(trouble, now);
    return true;
  });
  return { told: next, news: fresh };
}
