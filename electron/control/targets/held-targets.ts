import { failure } from '../../../shared/failures.ts';
import { type Language, listed } from '../../../shared/language.ts';
import { limits } from '../../../shared/limits.ts';
import type { Failure } from '../../../shared/result.ts';
import { type Target, Target as TargetSchema } from '../../../shared/target.ts';
import type { Store } from '../../store/store.ts';
import type { TargetRecord } from '../../store/tables/targets.ts';
import { fold } from './fold.ts';
import { faultOf } from './rules.ts';
import { localTarget } from './view.ts';

/** The targets that were made, on disk and in memory. */
export interface HeldTargets {
  /** This computer, which is none of those. */
  local(): Target;
  get(id: string): TargetRecord | undefined;
  /** Whether it stands in the config file. */
  isFixed(id: string): boolean;
  /** Those of the config file, and the others in the order in which they were made. */
  records(): TargetRecord[];
  /** Why there can't be one of this id from now on: a right that names it, as a group or a server of before, would reach it. */
  rightsFault(id: string): Failure | undefined;
  /** Why a target can't come into its group: that is called like a server which rights mean, and which is gone. */
  groupFault(target: Target): Failure | undefined;
  /** Why there can't be these, in the place of those with the same id or besides. */
  faultWith(targets: readonly Target[]): Failure | undefined;
  /** On disk first, with what the trail is told of it, then in memory. */
  put(records: TargetRecord[], trail?: readonly object[]): Promise<void>;
  remove(id: string, trail: readonly object[]): Promise<void>;
  /** Finds out a disk that refuses before any secret is changed: the row is written as it is. */
  proveDisk(record: TargetRecord): Promise<void>;
}

/** What the rights of roles name. */
export interface NamedInRights {
  /** The names of the roles with a right that names this id or group. */
  naming(word: string): readonly string[];
  /** What they mean by it, though what was called so may be gone. */
  meant(word: string): 'server' | 'group' | undefined;
}

export interface HeldTargetsOptions {
  store: Store;
  /** Those of the config file: they take the place of kept ones of the same id, and are never written. */
  given: readonly Target[];
  rights: NamedInRights;
  language(): Language;
  onBug(error: unknown): void;
}

/** What no version knows any more can't be used, and stays on disk until it is written anew. */
export async function holdTargets({ store, given, language, rights, onBug }: HeldTargetsOptions): Promise<HeldTargets> {
  const fixed = new Map(given.map((target): [string, TargetRecord] => [target.id, { target, madeAt: 0, secrets: {} }]));
  const records = () => [...fixed.values(), ...[...held.values()].filter(({ target }) => !fixed.has(target.id))];
  let held = new Map<string, TargetRecord>();
  for (const kept of await store.do('targets.list')) {
    const target = TargetSchema.safeParse(kept.target);
    if (target.success) held.set(target.data.id, { ...kept, target: target.data });
    else onBug(new Error(`a kept target is not understood: ${target.error.message}`));
  }
  /** Made once for a language, and again when others were made: it is looked at for each command. */
  let localKnown: { language: Language; target: Target } | undefined;
  function local(): Target {
    if (localKnown?.language !== language()) localKnown = { language: language(), target: localBeside(records()) };
    return localKnown.target;
  }
  /** A target that was made before this computer was called so keeps its name. */
  function localBeside(others: TargetRecord[]): Target {
    const target = localTarget(language());
    const names = new Set(others.flatMap(({ target: other }) => [other.id, other.name, ...other.aliases].map(fold)));
    return { ...target, aliases: target.aliases.filter((alias) => !names.has(fold(alias))) };
  }

  function rightsFault(id: string): Failure | undefined {
    const roles = rights.naming(id);
    return roles.length > 0 ? failure('targets/id-in-rights', { id, roles: listed(roles, language()) }) : undefined;
  }

  function groupFault({ group }: Target): Failure | undefined {
    if (group === undefined || rights.meant(group) !== 'server') return undefined;
    return failure('targets/group-in-rights', { group, roles: listed(rights.naming(group), language()) });
  }

  async function put(records: TargetRecord[], trail: readonly object[] = []): Promise<void> {
    await store.do('targets.put', { records, trail });
    for (const record of records) held.set(record.target.id, record);
    held = new Map([...held].sort(([, a], [, b]) => a.madeAt - b.madeAt));
    localKnown = undefined;
  }

  return {
    local,
    rightsFault,
    groupFault,
    get: (id) => fixed.get(id) ?? held.get(id),
    isFixed: (id) => fixed.has(id),
    records,
    faultWith(targets) {
      const ids = new Set(targets.map(({ id }) => id));
      const all = records().map(({ target }) => target);
      const others = all.filter(({ id }) => !ids.has(id));
      const before = all.filter(({ id }) => ids.has(id));
      const count = others.length + targets.length;
      if (count > limits.targets && count > all.length) return failure('targets/too-many', { limit: String(limits.targets) });
      const fault = faultOf(targets, [local(), ...others], before);
      if (fault) return fault;
      const was = new Map(before.map((one) => [one.id, one]));
      const faults = targets.map((target) => {
        const { id, group } = target;
        return (was.has(id) ? undefined : rightsFault(id)) ?? (was.get(id)?.group === group ? undefined : groupFault(target));
      });
      return faults.find((one) => one);
    },
    put,
    proveDisk: (record) => put([record]),
    async remove(id, trail) {
      await store.do('targets.remove', { id, trail });
      held.delete(id);
      localKnown = undefined;
    },
  };
}
