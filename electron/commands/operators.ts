import { failure } from '../../shared/failures.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { builtInRoles, type Operator } from '../../shared/role.ts';
import type { Invitation } from '../../shared/run.ts';
import type { Store } from '../store/store.ts';

/** People in WeChat with a role, kept on disk; and one-time codes by which somebody binds themselves. */
export interface Operators {
  list(): readonly Operator[];
  put(operator: Operator): Promise<Result<Operator>>;
  remove(who: Pick<Operator, 'account' | 'person'>): Promise<void>;
  /** A code that whoever sends it first gets this role with; it is good for a while, once. */
  invite(role: string, name: string): Result<Invitation>;
  /** Fails with `operators/…`. */
  accept(code: string, who: Pick<Operator, 'account' | 'person'>): Promise<Result<Operator>>;
}

export interface OperatorsOptions {
  store: Store;
  now(): number;
  /** A number from 0 up to, but without, `below`; from a cryptographic source. */
  random(below: number): number;
  onChanged(operators: readonly Operator[]): void;
}

/** A code is good for so long, in ms. */
const inviteMs = 10 * 60_000;
const mostInvitations = 50;
/** So many wrong codes from one person, and they have to wait so long (ms). */
const mostWrong = 5;
const lockMs = 15 * 60_000;

export async function openOperators({ store, now, random, onChanged }: OperatorsOptions): Promise<Operators> {
  let all: readonly Operator[] = await store.do('operators.list');
  const invitations = new Map<string, Invitation & { name: string }>();
  const wrong = new Map<string, { count: number; until: number }>();

  async function put(operator: Operator): Promise<Result<Operator>> {
    if (!builtInRoles.some(({ id }) => id === operator.role)) return err(failure('operators/role', { role: operator.role }));
    await store.do('operators.put', operator);
    all = [...all.filter((other) => !isSame(other, operator)), operator];
    onChanged(all);
    return ok(operator);
  }

  return {
    list: () => all,
    put,
    async remove(who) {
      await store.do('operators.remove', who);
      all = all.filter((other) => !isSame(other, who));
      onChanged(all);
    },
    invite(role, name) {
      if (!builtInRoles.some(({ id }) => id === role)) return err(failure('operators/role', { role }));
      for (const [code, { until }] of invitations) if (until <= now() || invitations.size >= mostInvitations) invitations.delete(code);
      const code = String(random(1_000_000)).padStart(6, '0');
      const invitation = { code, role, name, until: now() + inviteMs };
      invitations.set(code, invitation);
      return ok({ code, role, until: invitation.until });
    },
    async accept(code, who) {
      const name = `${who.account} ${who.person}`;
      const tries = wrong.get(name);
      if (tries && tries.until <= now()) wrong.delete(name);
      if (tries && tries.until > now() && tries.count >= mostWrong) {
        return err(failure('command/locked', { minutes: String(Math.ceil((tries.until - now()) / 60_000)) }));
      }
      const invitation = invitations.get(code);
      if (!invitation || invitation.until <= now()) {
        wrong.set(name, { count: (wrong.get(name)?.count ?? 0) + 1, until: now() + lockMs });
        return err(failure('operators/code'));
      }
      invitations.delete(code);
      wrong.delete(name);
      return put({ ...who, name: invitation.name, role: invitation.role });
    },
  };
}

const isSame = (a: Pick<Operator, 'account' | 'person'>, b: Pick<Operator, 'account' | 'person'>) =>
  a.account === b.account && a.person === b.person;
