import { z } from 'zod';
import type { KeptValues } from '../../kept-values.ts';
import type { HostKeys } from '../../ssh/host-key.ts';
import { type KeptKeys, keyOf, keysReader, partOf, partsOf } from '../../ssh/kept-host-keys.ts';
import { createTurns } from '../../turns.ts';

/** By target, then by server. */
const KeysOfTargets = z.record(z.string(), z.record(z.string(), z.string()));

/**
 * The keys that the targets' ssh servers showed first. Each target has its own: behind two jump hosts the same address may
 * be two machines.
 */
export interface TargetHostKeys {
  of(target: string): HostKeys;
  /** Of a target that is gone. Gives back what was forgotten; nothing of keys that can't be read as a whole: they may be another's. */
  forget(target: string): Promise<KeptKeys>;
  /** The admin has the next key trusted; where the keys can't be read as a whole, those of all targets. */
  trustNext(target: string): Promise<void>;
  remember(target: string, keys: KeptKeys): Promise<void>;
}

export function openTargetHostKeys(kept: KeptValues): TargetHostKeys {
  const turns = createTurns();
  const read = keysReader(kept, 'targetHostKeys', KeysOfTargets);
  const keep = (target: string, keys: KeptKeys) => {
    const { [target]: _, ...others } = partsOf(read());
    return kept.keep('targetHostKeys', keys === undefined ? others : { ...others, [target]: keys });
  };
  return {
    of: (target) => ({
      get: async (server) => keyOf(partOf(read(), target), server),
      set: (server, key) => turns(() => keep(target, { ...partsOf(partOf(read(), target)), [server]: key })),
    }),
    forget: (target) =>
      turns(async () => {
        const keys = partsOf(read())[target];
        if (keys !== undefined) await keep(target, undefined);
        return keys;
      }),
    trustNext: (target) => turns(() => keep(target, undefined)),
    remember: (target, keys) => turns(async () => (keys === undefined ? undefined : keep(target, keys))),
  };
}
