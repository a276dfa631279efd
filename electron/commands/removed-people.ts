import type { Account } from '../../shared/account.ts';
import type { RemovedPerson } from '../../shared/people-api.ts';
import type { Who } from '../../shared/same-person.ts';
import type { Store } from '../store/store.ts';
import type { Removal } from '../store/tables/operators.ts';

export interface RemovedPeopleOptions {
  store: Pick<Store, 'do'>;
  account(id: string): Pick<Account, 'operators'> | undefined;
  /** Who somebody is, whichever account they write from (`humanOf`). */
  identify(who: Who): string;
}

/**
 * Those whose role was taken away: the account's own settings give them nothing, and keep nobody else out. On disk they are
 * written together with what was decided of their role.
 */
export interface RemovedPeople {
  /** Of accounts that are there. `isPresent`: in the company that the account belongs to. */
  list(): (Who & { isPresent: boolean })[];
  /** Those who matter, because nothing else keeps them, or everybody, out. */
  keptOut(hasPeople: (account: string) => boolean): RemovedPerson[];
  removed(one: Removal): void;
  /** They have a role again. */
  bound(account: string, human: string): void;
  accountGone(account: string): void;
  /** The settings count again for all of an account. */
  forgetAll(account: string, recordOf: (people: string[]) => object): Promise<void>;
  /** Whom the settings name no more can be named there again, and then counts as anybody does. */
  forgetUnnamed(): Promise<void>;
}

export async function openRemovedPeople({ store, account: accountOf, identify }: RemovedPeopleOptions): Promise<RemovedPeople> {
  let all: readonly Removal[] = await store.do('operators.removed');
  const isSame = (one: Removal, account: string, human: string) => one.account === account && one.human === human;
  const isPresent = (one: Removal) => one.human === identify(one);
  const isNamed = (one: Removal) =>
    accountOf(one.account)?.operators?.some((person) => identify({ account: one.account, person }) === one.human) === true;

  async function forget(people: readonly Removal[], trail: readonly object[]): Promise<void> {
    if (people.length === 0) return;
    await store.do('operators.forget', { people, trail });
    all = all.filter((one) => !people.includes(one));
  }

  return {
    list: () => all.filter(({ account }) => accountOf(account)).map((one) => ({ ...one, isPresent: isPresent(one) })),
    keptOut: (hasPeople) =>
      all.flatMap((one): RemovedPerson[] => {
        const { account, person } = one;
        const settings = accountOf(account);
        if (!settings) return [];
        if (settings.operators) return isPresent(one) && isNamed(one) ? [{ account, person, why: 'named' }] : [];
        return hasPeople(account) ? [] : [{ account, person, why: 'closed' }];
      }),
    removed(one) {
      all = [...all.filter((other) => !isSame(other, one.account, one.human)), one];
    },
    bound(account, human) {
      all = all.filter((one) => !isSame(one, account, human));
    },
    accountGone(account) {
      all = all.filter((one) => one.account !== account);
    },
    async forgetAll(account, recordOf) {
      const people = all.filter((one) => one.account === account);
      await forget(people, [recordOf(people.map(({ person }) => person))]);
    },
    forgetUnnamed: () =>
      forget(
        all.filter((one) => accountOf(one.account)?.operators && isPresent(one) && !isNamed(one)),
        [],
      ),
  };
}
