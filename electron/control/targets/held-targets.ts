import { failure } from '../../../shared/failures.ts';
import type { Language } from '../../../shared/language.ts';
import { limits } from '../../../shared/limits.ts';
import type { Failure } from '../../../shared/result.ts';
import { type Target, Target as TargetSchema } from '../../../shared/target.ts';
import type { Store } from '../../store/store.ts';
import type { TargetRecord } from '../../store/targets.ts';
import { fold } from './fold.ts';
import { faultOf } from './rules.ts';
import { localTarget } from './view.ts';

/** The targets that were made, on disk and in memory. */
export interface HeldTargets {
  /** This computer, which is none of those. */
  local(): Target;
  get(id: string): TargetRecord | undefined;
  /** In the order in which they were made. */
  records(): TargetRecord[];
  /** Why there can't be these, in the place of those with the same id or besides. */
  faultWith(targets: readonly Target[]): Failure | undefined;
  /** On disk first, then in memory. */
  put(records: TargetRecord[]): Promise<void>;
  remove(id: string): Promise<void>;
}

/** What no version knows any more can't be used, and stays on disk until it is written anew. */
export async function holdTargets(store: Store, language: () => Language, onBug: (error: unknown) => void): Promise<HeldTargets> {
  let held = new Map<string, TargetRecord>();
  for (const kept of await store.do('targets.list')) {
    const target = TargetSchema.safeParse(kept.target);
    if (target.success) held.set(target.data.id, { ...kept, target: target.data });
    else onBug(new Error(`a kept target is not understood: ${target.error.message}`));
  }
  /** A target that was made before this computer was called so keeps its name. */
  function local(): Target {
    const target = localTarget(language());
    const names = new Set(
      [...held.values()].flatMap((record) => [record.target.id, record.target.name, ...record.target.aliases].map(fold)),
    );
    return { ...target, aliases: target.aliases.filter((alias) => !names.has(fold(alias))) };
  }

  return {
    local,
    get: (id) => held.get(id),
    records: () => [...held.values()],
    faultWith(targets) {
      const ids = new Set(targets.map(({ id }) => id));
      const others = [...held.values()].filter(({ target }) => !ids.has(target.id)).map(({ target }) => target);
      const count = others.length + targets.length;
      if (count > limits.targets && count > held.size) return failure('targets/too-many', { limit: String(limits.targets) });
      return faultOf(targets, [local(), ...others]);
    },
    async put(records) {
      await store.do('targets.put', { records });
      for (const record of records) held.set(record.target.id, record);
      held = new Map([...held].sort(([, a], [, b]) => a.madeAt - b.madeAt));
    },
    async remove(id) {
      await store.do('targets.remove', { id });
      held.delete(id);
    },
  };
}
