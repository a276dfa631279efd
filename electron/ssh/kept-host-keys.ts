import { z } from 'zod';
import type { KeptValues } from '../kept-values.ts';

/** Stands for a key that can't be read: no server shows it, so none is trusted anew in its place. */
const unreadable = 'unreadable';
const Shape = z.record(z.string(), z.unknown());

/** Keys by server as they were kept, by whichever version. What can't be read stays as it is. */
export type KeptKeys = unknown;

/**
 * Reads what was kept under this name. Where `schema` finds something else in it, the kept values tell so, from now on and not
 * only once somebody connects.
 */
export function keysReader(kept: KeptValues, name: string, schema: z.ZodType): () => KeptKeys {
  const read = () => {
    kept.read(name, schema);
    return kept.read(name, z.unknown());
  };
  read();
  return read;
}

/** Their parts by name; none where they can't be read as a whole. */
export const partsOf = (keys: KeptKeys): Record<string, unknown> => Object.assign(Object.create(null), Shape.safeParse(keys).data);

/** The part of this name; where the whole can't be read, nor can the part. */
export function partOf(keys: KeptKeys, name: string): unknown {
  if (keys === undefined) return undefined;
  const parts = Shape.safeParse(keys);
  return parts.success ? new Map(Object.entries(parts.data)).get(name) : unreadable;
}

/** The key of a server; undefined where none was kept. */
export function keyOf(keys: KeptKeys, server: string): string | undefined {
  const key = partOf(keys, server);
  return key === undefined || typeof key === 'string' ? key : unreadable;
}
