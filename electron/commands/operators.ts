import type { Account } from '../../shared/account.ts';
import { failure } from '../../shared/failures.ts';
import { limits } from '../../shared/limits.ts';
import type { RemovedPerson } from '../../shared/people-api.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Operator, Role } from '../../shared/role.ts';
import type { Invitation } from '../../shared/run.ts';
import { isSamePerson, type Who } from '../../shared/same-person.ts';
import type { Store } from '../store/store.ts';
import type { Binding, Removal } from '../store/tables/operators.ts';
import { createCodeAttempts, lockedOut } from './code-attempts.ts';
import { humanOf, type PeopleOf } from './human.ts';
import type { Asker } from './policy.ts';
import { openRemovedPeople } from './removed-people.ts';
import { rightsRecord } from './rights-trail.ts';

/** People in WeChat with a role, kept on disk; and one-time codes by which somebody binds themselves. */
export interface Operators {
  /**
   * Those whose account is there and belongs to the same company as when they were bound: in another one somebody else may
   * be called so.
   */
  list(): readonly Operator[];
  /** The others of accounts that are there: they have no role. */
  former(): readonly Operator[];
  /**
   * By which name somebody is written to whom a rule names; undefined where the account belongs to another company than when
   * they were bound.
   */
  addressee(who: Who): Who | undefined;
  /** Those whose role was taken away, of accounts that are there. `isPresent`: in the company that the account belongs to. */
  removed(): readonly (Who & { isPresent: boolean })[];
  /** Those of them who matter, because nothing else keeps them, or everybody, out. */
  keptOut(): RemovedPerson[];
  /** The account's own settings count again for these. Fails with `operators/kept-out-changed`. */
  forgetRemoved(people: readonly RemovedPerson[]): Promise<Result<null>>;
  /** Undoes the last `forgetRemoved`, for a while. Fails with `operators/undo-over`. */
  keepOut(): Promise<Result<null>>;
  /** As the admin. Fails with `operators/role` and `accounts/unknown`. */
  put(operator: Operator): Promise<Result<Operator>>;
  remove(who: Who): Promise<void>;
  /** Those of an account's former company: should it become that again, they have no role either. */
  removeFormer(account: string): Promise<void>;
  /** Everybody of an account that was deleted. */
  removeOf(account: string): Promise<void>;
  /** An account may belong to another company by now. */
  accountsChanged(): void;
  /** A code that whoever sends it first gets this role with; it is good for a while, once. */
  invite(role: string, name: string): Result<Invitation>;
  /** Fails with `operators/…`. */
  accept(code: string, who: Who): Promise<Result<Operator>>;
}

export interface OperatorsOptions {
  store: Pick<Store, 'do'>;
  /** The roles there are at this moment. */
  roles(): readonly Role[];
  /** An account as it is at this moment. */
  account(id: string): (PeopleOf & Pick<Account, 'operators'>) | undefined;
  now(): number;
  /** A number from 0 up to, but without, `below`; from a cryptographic source. */
  random(below: number): number;
  onChanged(operators: readonly Operator[]): void;
  onBug(error: unknown): void;
}

/** A code is good for so long, in ms. */
const inviteMs = 10 * 60_000;
const mostInvitations = 50;
const byAdmin = { origin: 'console' } as const;

export async function openOperators({
  store,
  roles,
  account: accountOf,
  now,
  random,
  onChanged,
  onBug,
}: OperatorsOptions): Promise<Operators> {
  const identify = ({ account, person }: Who) => humanOf({ origin: 'chat', account, person }, accountOf);
  const isPresent = ({ operator, human }: Binding) => human === identify(operator);
  await identifyEarlier(store, accountOf);
  let all: readonly Binding[] = await store.do('operators.list');
  const removed = await openRemovedPeople({ store, account: accountOf, identify });
  let shown = list();
  const hasPeople = (account: string) => all.some(({ operator }) => operator.account === account);
  let shownKeptOut = JSON.stringify(removed.keptOut(hasPeople));
  /** For whom the settings count again since the admin said so, and until when that can be undone (Unix ms). */
  let letIn: { rows: Removal[]; until: number } | undefined;
  const invitations = new Map<string, Invitation & { name: string }>();
  const attempts = createCodeAttempts(now);

  const isFormer = (one: Binding) => accountOf(one.operator.account) !== undefined && !isPresent(one);
  const isRole = (role: string) => roles().some(({ id }) => id === role);

  function list(): readonly Operator[] {
    return all.filter(isPresent).map(({ operator }) => operator);
  }
  /** Somebody as their account is now, and what is known of them in it. */
  function bindingOf(who: Who) {
    const human = identify(who);
    return { human, isTheirs: (one: Binding) => one.operator.account === who.account && one.human === human };
  }
  function change(bindings: readonly Binding[]): void {
    all = bindings;
    tell();
  }
  function tell(): void {
    shown = list();
    shownKeptOut = JSON.stringify(removed.keptOut(hasPeople));
    onChanged(shown);
  }

  /** Where nothing is said of tags, those that the person has stay. */
  async function bind(given: Operator, by: Asker): Promise<Result<Operator>> {
    if (!isRole(given.role)) return err(failure('operators/role', { role: given.role }));
    const unknown = err(failure('accounts/unknown', { id: given.account }));
    if (!accountOf(given.account)) return unknown;
    const { human, isTheirs } = bindingOf(given);
    const tags = given.tags ?? all.find(isTheirs)?.operator.tags;
    const operator = { ...given, ...(tags && { tags }) };
    const trail = [rightsRecord(now(), by, { kind: 'operator-bound', operator })];
    if (!(await store.do('operators.put', { operator, human, trail }))) return unknown;
    removed.bound(given.account, human);
    change([...all.filter((one) => !isTheirs(one)), { operator, human }]);
    return ok(operator);
  }

  const removal = ({ account, person }: Who) => rightsRecord(now(), byAdmin, { kind: 'operator-removed', operator: { account, person } });
  function forgotten(rows: readonly Removal[]): object[] {
    const peopleOf = (account: string) => rows.filter((row) => row.account === account).map(({ person }) => person);
    return [...new Set(rows.map(({ account }) => account))].map((account) =>
      rightsRecord(now(), byAdmin, { kind: 'operators-forgotten', account, people: peopleOf(account) }),
    );
  }

  await removed.forgetUnnamed();
  return {
    list,
    former: () => all.filter(isFormer).map(({ operator }) => operator),
    addressee(who) {
      const called = all.filter(({ operator }) => isSamePerson(operator, who, (id) => accountOf(id)?.platform));
      if (called.length === 0) return who;
      return called.find(({ human }) => human === identify(who))?.operator;
    },
    put: (operator) => bind(operator, byAdmin),
    async remove(who) {
      const { human, isTheirs } = bindingOf(who);
      const found = all.find(isTheirs);
      if (!found) return;
      await store.do('operators.remove', { account: who.account, human, trail: [removal(found.operator)] });
      const { account, person } = found.operator;
      removed.removed({ account, person, human });
      change(all.filter((one) => !isTheirs(one)));
    },
    async removeFormer(account) {
      const gone = all.filter((one) => one.operator.account === account && isFormer(one));
      await store.do('operators.removeFormer', {
        account,
        humans: gone.map(({ human }) => human),
        trail: gone.map(({ operator }) => removal(operator)),
      });
      change(all.filter((one) => !gone.includes(one)));
    },
    async removeOf(account) {
      const gone = all.filter(({ operator }) => operator.account === account);
      // why only this: their rows went together with the account's
      await store.do('audit.note', { trail: gone.map(({ operator }) => removal(operator)) });
      removed.accountGone(account);
      letIn = undefined;
      change(all.filter(({ operator }) => operator.account !== account));
    },
    removed: removed.list,
    keptOut: () => removed.keptOut(hasPeople),
    async forgetRemoved(people) {
      const rows = removed.rowsOf(people, hasPeople);
      if (!rows) return err(failure('operators/kept-out-changed'));
      await removed.forget(rows, forgotten(rows));
      letIn = { rows, until: now() + limits.undoMs };
      tell();
      return ok(null);
    },
    async keepOut() {
      if (!letIn || letIn.until <= now()) return err(failure('operators/undo-over'));
      const rows = letIn.rows.filter((row) => !all.some((one) => one.operator.account === row.account && one.human === row.human));
      await removed.keepOut(rows, rows.map(removal));
      letIn = undefined;
      tell();
      return ok(null);
    },
    accountsChanged() {
      const present = list();
      const isSame = present.length === shown.length && present.every((one, index) => one === shown[index]);
      void removed.forgetUnnamed().catch(onBug);
      if (!isSame || JSON.stringify(removed.keptOut(hasPeople)) !== shownKeptOut) tell();
    },
    invite(role, name) {
      if (!isRole(role)) return err(failure('operators/role', { role }));
      for (const [code, { until }] of invitations) if (until <= now() || invitations.size >= mostInvitations) invitations.delete(code);
      const code = String(random(1_000_000)).padStart(6, '0');
      const invitation = { code, role, name, until: now() + inviteMs };
      invitations.set(code, invitation);
      return ok({ code, role, until: invitation.until });
    },
    async accept(code, who) {
      const name = `${who.account} ${who.person}`;
      const seconds = attempts.lockedSeconds(name);
      if (seconds > 0) return err(lockedOut(seconds));
      const invitation = invitations.get(code);
      // why: a role that is gone by now is none of a stranger's business
      if (!invitation || invitation.until <= now() || !isRole(invitation.role)) {
        attempts.miss(name);
        return err(failure('operators/code'));
      }
      invitations.delete(code);
      attempts.forget(name);
      const { account, person } = who;
      return bind({ account, person, name: invitation.name, role: invitation.role }, { origin: 'chat', account, person });
    },
  };
}

/** Whose the roles are that an earlier version gave: the config file's account counts where it hides one of the console. */
async function identifyEarlier(store: OperatorsOptions['store'], accountOf: OperatorsOptions['account']): Promise<void> {
  const people = (await store.do('operators.unidentified')).map(({ account, person, of }) => ({
    ...{ account, person },
    human: humanOf({ origin: 'chat', account, person }, () => accountOf(account) ?? of),
  }));
  if (people.length > 0) await store.do('operators.identify', { people });
}
