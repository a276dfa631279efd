import type { Account } from '../../shared/account.ts';
import { type AccountRoom, type ReplyAllowance, replyAllowance } from '../../shared/reply-allowance.ts';
import type { Clock } from '../clock.ts';
import type { Store } from '../store/store.ts';
import { historyMs, historyWith } from './history.ts';

export interface AllowanceOptions {
  store: Store;
  clock: Pick<Clock, 'now'>;
  canSendLater(account: Account): boolean;
  /** What the account may still send to anybody, where that is limited and known. */
  room(account: Account): AccountRoom | undefined;
}

/** What may still be sent to a person, by the log, by the account's day, and by whether it can send at all. */
export function createAllowance({ store, clock, canSendLater, room }: AllowanceOptions) {
  return async (account: Account, person: string): Promise<ReplyAllowance> => {
    const now = clock.now();
    const history = await historyWith(store, { account: account.id, person, since: now - historyMs }, now);
    const allowance = replyAllowance({ account, ...history, room: room(account), now });
    return allowance.way === 'active' && !canSendLater(account) ? { way: 'none', reason: 'no-right' } : allowance;
  };
}
