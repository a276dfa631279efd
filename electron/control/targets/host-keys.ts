import { z } from 'zod';
import type { KeptValues } from '../../kept-values.ts';
import type { HostKeys } from '../../ssh/host-key.ts';
import { createTurns } from '../../turns.ts';

/** One that can't be read is no key that a server shows: it isn't trusted anew. */
const Keys = z.record(z.string(), z.string().catch('unreadable'));
/** By target, then by server. */
const KeysOfTargets = z.record(z.string(), Keys);
type Keys = z.infer<typeof Keys>;

/**
 * The keys that the targets' ssh servers showed first. Each target has its own: behind two jump hosts the same address may
 * be two machines.
 */
export interface TargetHostKeys {
  of(target: string): HostKeys;
  /** Gives back what was forgotten. */
  forget(target: string): Promise<Keys>;
  remember(target: string, keys: Keys): Promise<void>;
}

export function openTargetHostKeys(kept: KeptValues): TargetHostKeys {
  const turns = createTurns();
  const read = () => kept.read('targetHostKeys', KeysOfTargets) ?? {};
  const keysOf = (target: string) => new Map(Object.entries(read())).get(target) ?? {};
  const keep = (target: string, keys: Keys) => {
    const { [target]: _, ...others } = read();
    return kept.keep('targetHostKeys', Object.keys(keys).length === 0 ? others : { ...others, [target]: keys });
  };
  return {
    of: (target) => ({
      get: async (server) => keysOf(target)[server],
      set: (server, key) => turns(() => keep(target, { ...keysOf(target), [server]: key })),
    }),
    forget: (target) =>
      turns(async () => {
        const keys = keysOf(target);
        if (Object.keys(keys).length > 0) await keep(target, {});
        return keys;
      }),
    remember: (target, keys) => turns(() => keep(target, keys)),
  };
}
