import { errcodeOf } from '../../shared/errcodes.ts';
import type { MessageDetail } from '../../shared/message-log.ts';
import type { UnsendableNotice } from '../../shared/monitor/monitor-events.ts';
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
/**
 * What was last tried longer ago is no news, in ms: somebody has taken it back, or its row was rewritten. Within the half
 * hour above it was told; a disk that refuses its row makes it minutes late.
 */
const newsMs = 10 * 60_000;
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

/** What is to be told of such a row, if anything. @param now Unix ms */
export function sendingNews({ id, account, state, failure, sending }: MessageDetail, now: number): SendingNews | undefined {
  if (!failure || (state !== 'queued' && state !== 'dead')) return undefined;
  const last = sending?.attempts.at(-1);
  if (!last || now - (last.at + last.ms) > newsMs) return undefined;
  const isDead = state === 'dead';
  if (!isDead && errcodeOf(failure) === undefined && (sending?.tries ?? 0) < triesOfNetwork) return undefined;
  return { id, account, isDead, failure };
}

/** When which trouble was told last (ms since some fixed point). */
export type ToldTroubles = ReadonlyMap<string, number>;

export const sendingTrouble = ({ account, isDead, failure }: SendingNews) => `${account} ${isDead} ${failure.code}`;
/** That nobody is told is another trouble with other rules. */
export const unsendableTrouble = ({ account, person, failure: { code, params } }: UnsendableNotice) =>
  `${account} ${person} ${code} ${params?.rules ?? ''}`;

/** Leaves out what was told lately. @param nameOf what is the same trouble has the same name */
export function freshTroubles<News>(
  told: ToldTroubles,
  news: readonly News[],
  nameOf: (news: News) => string,
  now: number,
): { told: ToldTroubles; news: News[] } {
  const next = new Map([...told].filter(([, at]) => now - at < againMs));
  const fresh = news.filter((one) => {
    const trouble = nameOf(one);
    if (next.has(trouble)) return false;
    next.set(trouble, now);
    return true;
  });
  return { told: next, news: fresh };
}
