import type { Account } from '../../shared/account.ts';
import { foldedPerson } from '../../shared/same-person.ts';
import type { Asker } from './policy.ts';

/** What tells whose people an account knows. */
export type PeopleOf = Pick<Account, 'platform' | 'receiverId'>;

/**
 * Who somebody is, whichever account they write from; the same text means the same human. A UserID belongs to a company,
 * whose apps are accounts of their own, and knows no letter case; an OpenID belongs to an AppID (protocol reference, 8.4).
 */
export function humanOf(asker: Asker, account: (id: string) => PeopleOf | undefined): string {
  if (asker.origin === 'console') return '';
  const { platform, receiverId } = account(asker.account) ?? {};
  if (platform === undefined) return `${asker.account} ${asker.person}`;
  return `${platform} ${receiverId} ${foldedPerson(asker.person, platform)}`;
}
