import type { MessageItem } from '../../../shared/message-log.ts';
import type { Contact } from '../../../shared/people-api.ts';
import type { Operator } from '../../../shared/role.ts';
import { isSamePerson, type Who } from '../../stores/operators.ts';

/** Those who have written lately and have no role yet, the last one first. */
export function peopleSeen(latest: readonly MessageItem[], people: readonly Operator[]): Who[] {
  const seen: Who[] = [];
  for (const { direction, account, person } of latest) {
    const who = { account, person };
    const isNew = direction === 'in' && person !== '' && ![...seen, ...people].some((other) => isSamePerson(other, who));
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
  { account, contacts, people }: { account: string; contacts: readonly Contact[]; people: readonly Operator[] },
): Offer[] {
  const nameOf = (who: Who) => (who.account === account ? contacts.find(({ person }) => person === who.person)?.name : undefined);
  const named = seen.map((who): Offer => {
    const name = nameOf(who);
    return name === undefined ? who : { ...who, name };
  });
  const others = contacts.map((contact): Offer => ({ account, ...contact }));
  return [...named, ...others.filter((one) => ![...seen, ...people].some((other) => isSamePerson(other, one)))];
}
