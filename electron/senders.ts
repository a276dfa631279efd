import { capabilitiesOf } from '../shared/account-capabilities.ts';
import type { Accounts } from './accounts/accounts.ts';
import type { EventHub } from './events.ts';

/**
 * Which accounts can send a message by themselves: the platform allows it, and the secret that it takes is there. Asked
 * with every message, so it is worked out only where accounts change.
 */
export function followSenders(accounts: Accounts, events: EventHub): (account: { id: string }) => boolean {
  let senders = sendersOf(accounts);
  events.listen(() => {
    senders = sendersOf(accounts);
  }, 'accounts.changed');
  return ({ id }) => senders.has(id);
}

function sendersOf(accounts: Accounts): Set<string> {
  const able = accounts
    .list()
    .filter((account) => account.secrets.apiSecret !== undefined && capabilitiesOf(account).includes('active-messages'));
  return new Set(able.map(({ id }) => id));
}
