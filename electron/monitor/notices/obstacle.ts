import type { Account } from '../../../shared/account.ts';
import { capabilitiesOf } from '../../../shared/account-capabilities.ts';
import { failure } from '../../../shared/failures.ts';
import type { Language } from '../../../shared/language.ts';
import { replyAllowance } from '../../../shared/reply-allowance.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { historyMs, historyWith } from '../../inspector/history.ts';
import type { Store } from '../../store/store.ts';
import type { Timing } from '../../timing.ts';

export interface ObstacleOptions {
  store: Store;
  timing: Pick<Timing, 'now'>;
  language(): Language;
  account(id: string): Account | undefined;
  canSendLater(account: { id: string }): boolean;
}

/** How a person can be told: by whatever message, or by a template message only. */
export type NoticeWay = 'message' | 'template';

/**
 * How a person can be told, or why they can't be now. What only takes its time (the network, a rate, an address to allow-list) is none:
 * that is the outbox's. Fails with `notices/…`.
 */
export function createObstacle({ store, timing, language, account: accountOf, canSendLater }: ObstacleOptions) {
  return async (id: string, person: string): Promise<Result<NoticeWay>> => {
    const account = accountOf(id);
    if (!account) return err(failure('notices/no-account', { account: id }, language()));
    if (!canSendLater(account)) return err(failure('notices/no-sender', { account: account.name }, language()));
    if (account.platform === 'wecom') return ok('message');
    const now = timing.now();
    const history = await historyWith(store, { account: id, person, since: now - historyMs }, now);
    const allowance = replyAllowance({ account, ...history, now });
    if (allowance.way === 'active' || allowance.reason === 'too-often') return ok('message');
    // Who has unsubscribed is reached by no template either.
    const mayTemplates = allowance.reason !== 'unsubscribed' && capabilitiesOf(account).includes('templates');
    if (mayTemplates && account.noticeTemplate) return ok('template');
    if (mayTemplates) return err(failure('notices/no-template', { person, account: account.name }, language()));
    return err(failure('notices/unsendable', { person }, language()));
  };
}
