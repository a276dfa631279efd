import { failure } from '../../../shared/failures.ts';
import type { Failure } from '../../../shared/result.ts';
import { localTargetId, type Target } from '../../../shared/target.ts';
import { fold } from './fold.ts';

/**
 * Why these targets can't be added or changed so; undefined where they can. Of the others only those that are reached
 * through them are looked at: what is wrong elsewhere is not their fault.
 * @param others all others, `local` among them
 * @param before those that are changed, as they were
 */
export function faultOf(changed: readonly Target[], others: readonly Target[], before: readonly Target[] = []): Failure | undefined {
  const book = createNameBook(others);
  for (const target of changed) {
    const was = before.find(({ id }) => id === target.id);
    const fault = book.faultOf(target, was);
    if (fault) return fault;
    book.add(target);
  }
  const all = [...others, ...changed];
  const byId = new Map(all.map((target) => [target.id, target]));
  const affected = new Set(changed.flatMap(({ id }) => [...dependentsOf(id, all)]));
  for (const target of all) {
    const fault = affected.has(target.id) ? referenceFault(target, byId) : undefined;
    if (fault) return fault;
  }
  return undefined;
}

/**
 * Ids, names and aliases share one space: whatever is said in the chat names one target. A right names a group or an id, so
 * these are never the same either.
 */
interface NameBook {
  /** Whose names these are already; a group and an id that were the same before are no fault of a change. */
  faultOf(target: Target, was?: Target): Failure | undefined;
  /** From now on its names are its own, but for those that are another one's. */
  add(target: Target): void;
}

export function createNameBook(targets: readonly Target[]): NameBook {
  const owners = new Map<string, string>();
  const ids = new Map<string, string>();
  const groups = new Map<string, string>();
  function groupFault({ id, group = '' }: Target, was: Target | undefined): Failure | undefined {
    const called = fold(group) === fold(id) ? id : ids.get(fold(group));
    if (called !== undefined && group !== was?.group) return failure('targets/group-is-server', { group, id: called });
    const named = was ? undefined : groups.get(fold(id));
    return named === undefined ? undefined : failure('targets/group-is-server', { group: named, id });
  }
  const book: NameBook = {
    faultOf(target, was) {
      const { id } = target;
      const taken = namesOf(target).find((one) => (owners.get(fold(one)) ?? id) !== id);
      if (taken !== undefined) return failure('targets/name-taken', { name: taken, other: owners.get(fold(taken)) ?? '' });
      return groupFault(target, was);
    },
    add(target) {
      const { id, group } = target;
      for (const name of namesOf(target)) if (!owners.has(fold(name))) owners.set(fold(name), id);
      ids.set(fold(id), id);
      if (group !== undefined) groups.set(fold(group), group);
    },
  };
  targets.forEach(book.add);
  return book;
}

const namesOf = ({ id, name, aliases }: Target) => [id, name, ...aliases];

/** Why a target's jump host or relay can't be what it is. */
export function referenceFault(target: Target, byId: ReadonlyMap<string, Target>): Failure | undefined {
  return jumpFault(target, byId) ?? relayFault(target, byId);
}

function jumpFault({ id, ssh }: Target, byId: ReadonlyMap<string, Target>): Failure | undefined {
  if (ssh?.jump === undefined) return undefined;
  const path = [id];
  for (let next: string | undefined = ssh.jump; next !== undefined; next = byId.get(next)?.ssh?.jump) {
    const before = path.at(-1) ?? id;
    const jump = byId.get(next);
    if (path.includes(next)) return failure('targets/jump-loop', { path: [...path, next].join(' → ') });
    if (!jump) return failure('targets/jump-unknown', { id: before, other: next });
    if (!jump.ssh) return failure('targets/jump-no-ssh', { id: before, other: next });
    path.push(next);
  }
  return undefined;
}

function relayFault({ id, wake }: Target, byId: ReadonlyMap<string, Target>): Failure | undefined {
  if (wake?.relay === undefined || wake.relay === localTargetId) return undefined;
  const relay = byId.get(wake.relay);
  if (!relay) return failure('targets/relay-unknown', { id, other: wake.relay });
  if (!relay.ssh) return failure('targets/relay-no-ssh', { id, other: wake.relay });
  return wayTo(relay.id, byId).includes(id) ? failure('targets/relay-behind', { id, other: wake.relay }) : undefined;
}

/** A target and all those through which its ssh goes. */
function wayTo(id: string, byId: ReadonlyMap<string, Target>): string[] {
  const way: string[] = [];
  for (let next: string | undefined = id; next !== undefined && !way.includes(next); next = byId.get(next)?.ssh?.jump) way.push(next);
  return way;
}

/** The targets that name this one as their jump host or relay. */
export const referringTo = (id: string, targets: readonly Target[]): Target[] =>
  targets.filter(({ ssh, wake }) => ssh?.jump === id || wake?.relay === id);

/** A target and all that are reached through it, one after another. */
export function dependentsOf(id: string, targets: readonly Target[]): Set<string> {
  const reached = new Set([id]);
  for (const one of reached) for (const target of referringTo(one, targets)) reached.add(target.id);
  return reached;
}
