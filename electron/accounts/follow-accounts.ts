import type { EventHub } from '../events.ts';
import type { Accounts } from './accounts.ts';

/** Calls back where accounts have changed by more than a verification that was noted: a note any stranger can cause. */
export function followAccounts(accounts: Pick<Accounts, 'list'>, events: Pick<EventHub, 'listen'>, changed: () => void): void {
  const markNow = () => JSON.stringify(accounts.list().map((account) => ({ ...account, verifications: [] })));
  let mark = markNow();
  events.listen(() => {
    const now = markNow();
    if (now === mark) return;
    mark = now;
    changed();
  }, 'accounts.changed');
}
