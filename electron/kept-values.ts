import type { z } from 'zod';
import type { Store } from './store/store.ts';

/** Small things that outlast a restart, by name, in the settings table. No secrets. */
export interface KeptValues {
  /** What was kept, where it still has this shape. */
  read<Schema extends z.ZodType>(name: string, schema: Schema): z.output<Schema> | undefined;
  /** Whether there is anything of this name, of whatever shape. */
  has(name: string): boolean;
  /** On disk when it resolves. */
  keep(name: string, value: object | string | number | null): Promise<void>;
}

export async function openKeptValues(store: Store): Promise<KeptValues> {
  const values: Record<string, unknown> = await store.do('settings.all');
  return {
    read(name, schema) {
      const parsed = schema.safeParse(values[name]);
      return parsed.success ? parsed.data : undefined;
    },
    has: (name) => (values[name] ?? null) !== null,
    async keep(name, value) {
      values[name] = value;
      await store.do('settings.put', { [name]: value });
    },
  };
}
