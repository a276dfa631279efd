import type { z } from 'zod';
import { failure } from '../shared/failures.ts';
import type { Failure } from '../shared/result.ts';
import type { Store } from './store/store.ts';

/**
 * Small things that outlast a restart, by name, in the settings table. No secrets. What can't be read (a newer version has
 * kept it) is told by `problem`, and is put aside before something else takes its place.
 */
export interface KeptValues {
  /** What was kept, where it still has this shape. */
  read<Schema extends z.ZodType>(name: string, schema: Schema): z.output<Schema> | undefined;
  /** Of a list what can be read, and how many can't: one that can't doesn't take the others with it. */
  readEach<Item extends z.ZodType>(name: string, item: Item): { items: z.output<Item>[]; unreadable: number };
  /** Whether there is anything of this name, of whatever shape. */
  has(name: string): boolean;
  /** On disk when it resolves. */
  keep(name: string, value: object | string | number | null): Promise<void>;
  /** Names what could not be read so far, and was not replaced since. */
  problem(): Failure | undefined;
}

/** Where what could not be read is kept when its place is taken. */
const asideOf = (name: string) => `${name}.unreadable`;

/** @param onProblem what `problem` says has changed */
export async function openKeptValues(store: Store, onProblem = () => {}): Promise<KeptValues> {
  const values: Record<string, unknown> = await store.do('settings.all');
  /** As it was kept, by name. */
  const unreadable = new Map<string, unknown>();
  const has = (name: string) => (values[name] ?? null) !== null;
  const parsed = <Schema extends z.ZodType>(name: string, value: unknown, schema: Schema): z.output<Schema> | undefined => {
    const { success, data } = schema.safeParse(value);
    if (!success && !unreadable.has(name)) {
      unreadable.set(name, values[name]);
      onProblem();
    }
    return data;
  };
  return {
    read: (name, schema) => (has(name) ? parsed(name, values[name], schema) : undefined),
    readEach(name, item) {
      if (!has(name)) return { items: [], unreadable: 0 };
      const list = values[name];
      const all: unknown[] = Array.isArray(list) ? list : [list];
      const items = all.flatMap((one) => {
        const read = parsed(name, one, item);
        return read === undefined ? [] : [read];
      });
      return { items, unreadable: all.length - items.length };
    },
    has,
    async keep(name, value) {
      const aside = unreadable.has(name) ? { [asideOf(name)]: unreadable.get(name) } : {};
      const before = values[name];
      // why at once: whoever changes a part of it meanwhile has to find this change
      values[name] = value;
      try {
        await store.do('settings.put', { ...aside, [name]: value });
      } catch (error) {
        if (values[name] === value) values[name] = before;
        throw error;
      }
      if (unreadable.delete(name)) onProblem();
    },
    problem: () => (unreadable.size === 0 ? undefined : failure('settings/unreadable', { names: [...unreadable.keys()].join(', ') })),
  };
}
