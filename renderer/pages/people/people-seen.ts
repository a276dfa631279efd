import type { MessageItem } from '../../../shared/message-log.ts';
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
