import type { z } from 'zod';

/** What of the browser's storage is used. */
export type KeptStorage = Pick<Storage, 'getItem' | 'setItem'>;

/** What was kept under a name; undefined where there is nothing, or nothing that can be read. */
export function readKept<Schema extends z.ZodType>(storage: KeptStorage, name: string, schema: Schema): z.infer<Schema> | undefined {
  try {
    return schema.safeParse(JSON.parse(storage.getItem(name) ?? 'null')).data;
  } catch {
    return undefined;
  }
}

/** Keeps a value for the next time, where the browser lets us: a full or forbidden storage costs no more than that. */
export function keep(storage: KeptStorage, name: string, value: unknown): void {
  try {
    storage.setItem(name, JSON.stringify(value));
  } catch {
    // Nothing is kept.
  }
}
