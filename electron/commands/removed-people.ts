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
  /** What is on record of people who are kept out; undefined where one of them is not, or for another reason. */
  rowsOf(people: readonly RemovedPerson[], hasPeople: (account: string) => boolean): Removal[] | undefined;
  /** The settings count again for these. */
  forget(rows: readonly Removal[], trail: readonly object[]): Promise<void>;
  /** The other way round, for people who have no role. */
  keepOut(rows: readonly Removal[], trail: readonly object[]): Promise<void>;
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

  const keptOut = (hasPeople: (account: string) => boolean) =>
    all.flatMap((row): { row: Removal; why: RemovedPerson['why'] }[] => {
      const settings = accountOf(row.account);
      if (!settings) return [];
      if (settings.operators) return isPresent(row) && isNamed(row) ? [{ row, why: 'named' }] : [];
      return hasPeople(row.account) ? [] : [{ row, why: 'closed' }];
    });

  return {
    list: () => all.filter(({ account }) => accountOf(account)).map((one) => ({ ...one, isPresent: isPresent(one) })),
    keptOut: (hasPeople) => keptOut(hasPeople).map(({ row: { account, person }, why }) => ({ account, person, why })),
    rowsOf(people, hasPeople) {
      const kept = keptOut(hasPeople);
      const found = people.map((one) =>
        kept.filter(({ row, why }) => row.account === one.account && row.person === one.person && why === one.why),
      );
      return found.every((rows) => rows.length > 0) ? [...new Set(found.flat().map(({ row }) => row))] : undefined;
    },
    forget,
    async keepOut(rows, trail) {
      await store.do('operators.keepOut', { people: rows, trail });
      all = await store.do('operators.removed');
    },
    removed(one) {
      all = [...all.filter((other) => !isSame(other, one.account, one.human)), one];
    },
    bound(account, human) {
      all = all.filter((one) => !isSame(one, account, human));
    },
    accountGone(account) {
      all = all.filter((one) => one.account !== account);
    },
    forgetUnnamed: () =>
      forget(
        all.filter((one) => accountOf(one.account)?.operators && isPresent(one) && !isNamed(one)),
        [],
      ),
  };
}
