import { ok } from '../../shared/result.ts';
import type { Clock } from '../clock.ts';
import type { Secrets } from '../secrets/lazy-secrets.ts';
import { createRetries, type Retries, type RetriesOptions } from '../secrets/retries.ts';
import type { HeldAccount } from './held-account.ts';
import { followOutgoing, type OutgoingUse } from './outgoing.ts';
import { createPromotions, type Promotions } from './promotions.ts';
import { readAll } from './unread.ts';

export interface RefusedWorkOptions extends Pick<RetriesOptions, 'turns' | 'onBug' | 'retry'> {
  secrets: Secrets;
  clock: Clock;
  held: ReadonlyMap<string, HeldAccount>;
  /** Something was read or kept that the accounts' views tell. */
  changed(): void;
}

/** What the secret store refused to read or to keep: a keychain may be locked, or late. */
export interface RefusedWork extends Retries {
  promotions: Promotions;
  outgoing: OutgoingUse;
  /** Does all of it now, as far as it can be done. To be called in a turn. */
  again(): Promise<void>;
}

export function createRefusedWork(options: RefusedWorkOptions): RefusedWork {
  const { secrets, clock, held, changed, onBug } = options;
  const retries = createRetries({ ...options, work: again, isLeft });
  const promotions = createPromotions({ ...options, retryLater: retries.later });
  const outgoing = followOutgoing({ ...options, retryLater: retries.later });

  const all = () => [...held.values()];
  const unread = () => all().filter((account) => account.unread);
  function isLeft(): boolean {
    return all().some((account) => account.unread || account.unkept || outgoing.isLeft(account));
  }

  async function again(): Promise<void> {
    const wereUnkept = all().filter((account) => account.unkept);
    for (const account of wereUnkept) await promotions.retry(account);
    for (const account of held.values()) if (outgoing.isLeft(account)) await outgoing.keep(account);
    const wereUnread = unread();
    if (wereUnkept.length + wereUnread.length === 0) return;
    const read = wereUnread.length > 0 ? await readAll(secrets, wereUnread, clock) : ok(null);
    if (!read.ok) onBug(new Error(`${read.error.code}: secrets of accounts cannot be read`));
    if (unread().length > 0) retries.later();
    changed();
  }

  return { ...retries, promotions, outgoing, again };
}
