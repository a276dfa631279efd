import type { MessageItem } from '../../../shared/message-log.ts';
import type { Contact } from '../../../shared/people-api.ts';
import type { Operator } from '../../../shared/role.ts';
import { isSamePerson, type Who } from '../../../shared/same-person.ts';

type PlatformOf = Parameters<typeof isSamePerson>[2];

/** Those who have written lately and have no role yet, the last one first. */
export function peopleSeen(latest: readonly MessageItem[], people: readonly Operator[], platformOf: PlatformOf): Who[] {
  const seen: Who[] = [];
  for (const { direction, account, person } of latest) {
    const who = { account, person };
    const isNew = direction === 'in' && person !== '' && ![...seen, ...people].some((other) => isSamePerson(other, who, platformOf));
    if (isNew) seen.push(who);
  }
  return seen;
}

/** Somebody to choose from, with the name that the enterprise has for them where it is known. */
export interface Offer extends Who {
  name?: string;
}

/** Those who have written lately, then the members whom the app of an account may see; nobody twice, and nobody who has a role. */
export function peopleOffered(
  seen: readonly Who[],
  offered: { account: string; contacts: readonly Contact[]; people: readonly Operator[]; platformOf: PlatformOf },
): Offer[] {
  const { account, contacts, people, platformOf } = offered;
  const nameOf = (who: Who) => contacts.find(({ person }) => isSamePerson({ account, person }, who, platformOf))?.name;
  const named = seen.map((who): Offer => {
    const name = nameOf(who);
    return name === undefined ? who : { ...who, name };
  });
  const others = contacts.map((contact): Offer => ({ account, ...contact }));
  return [...named, ...others.filter((one) => ![...seen, ...people].some((other) => isSamePerson(other, one, platformOf)))];
}
