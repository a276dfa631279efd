import { failure } from '../../shared/failures.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Operator, Role } from '../../shared/role.ts';
import type { Invitation } from '../../shared/run.ts';
import type { Store } from '../store/store.ts';
import { createCodeAttempts } from './code-attempts.ts';
import type { Asker } from './policy.ts';
import { rightsRecord } from './rights-trail.ts';

/** People in WeChat with a role, kept on disk; and one-time codes by which somebody binds themselves. */
export interface Operators {
  list(): readonly Operator[];
  /** As the admin. Fails with `operators/role`. */
  put(operator: Operator): Promise<Result<Operator>>;
  remove(who: Pick<Operator, 'account' | 'person'>): Promise<void>;
  /** Everybody of an account that is gone: somebody else may be called so in the next account of this id. */
  removeOf(account: string): Promise<void>;
  /** A code that whoever sends it first gets this role with; it is good for a while, once. */
  invite(role: string, name: string): Result<Invitation>;
  /** Fails with `operators/…`. */
  accept(code: string, who: Pick<Operator, 'account' | 'person'>): Promise<Result<Operator>>;
}

export interface OperatorsOptions {
  store: Pick<Store, 'do'>;
  /** The roles there are at this moment. */
  roles(): readonly Role[];
  now(): number;
  /** A number from 0 up to, but without, `below`; from a cryptographic source. */
  random(below: number): number;
  onChanged(operators: readonly Operator[]): void;
}

/** A code is good for so long, in ms. */
const inviteMs = 10 * 60_000;
const mostInvitations = 50;
const byAdmin = { origin: 'console' } as const;

export async function openOperators({ store, roles, now, random, onChanged }: OperatorsOptions): Promise<Operators> {
  let all: readonly Operator[] = await store.do('operators.list');
  const invitations = new Map<string, Invitation & { name: string }>();
  const attempts = createCodeAttempts(now);

  const isRole = (role: string) => roles().some(({ id }) => id === role);

  /** Where nothing is said of tags, those that the person has stay. */
  async function bind(given: Operator, by: Asker): Promise<Result<Operator>> {
    const tags = given.tags ?? all.find((other) => isSame(other, given))?.tags;
    const operator = { ...given, ...(tags && { tags }) };
    if (!isRole(operator.role)) return err(failure('operators/role', { role: operator.role }));
    await store.do('operators.put', { operator, trail: [rightsRecord(now(), by, { kind: 'operator-bound', operator })] });
    all = [...all.filter((other) => !isSame(other, operator)), operator];
    onChanged(all);
    return ok(operator);
  }

  async function remove(who: Pick<Operator, 'account' | 'person'>): Promise<void> {
    const { account, person } = who;
    const removed = rightsRecord(now(), byAdmin, { kind: 'operator-removed', operator: { account, person } });
    await store.do('operators.remove', { account, person, trail: [removed] });
    all = all.filter((other) => !isSame(other, who));
    onChanged(all);
  }

  return {
    list: () => all,
    put: (operator) => bind(operator, byAdmin),
    remove,
    async removeOf(account) {
      for (const operator of all.filter((one) => one.account === account)) await remove(operator);
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
      if (seconds > 0) return err(failure('command/locked', { minutes: String(Math.ceil(seconds / 60)) }));
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

const isSame = (a: Pick<Operator, 'account' | 'person'>, b: Pick<Operator, 'account' | 'person'>) =>
  a.account === b.account && a.person === b.person;
