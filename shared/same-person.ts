import type { Platform } from './account.ts';

/** Somebody as one account knows them: by UserID or OpenID. */
export interface Who {
  account: string;
  person: string;
}

/** UserIDs know no letter case, OpenIDs do (protocol reference, 8.4). */
export const foldedPerson = (person: string, platform: Platform | undefined): string =>
  platform === 'wecom' ? person.toLowerCase() : person;

/** @param platformOf an account's; undefined for one that is not known */
export const isSamePerson = (one: Who, other: Who, platformOf: (account: string) => Platform | undefined): boolean =>
  one.account === other.account &&
  foldedPerson(one.person, platformOf(one.account)) === foldedPerson(other.person, platformOf(one.account));
