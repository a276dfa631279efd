import type { z } from 'zod';

/** The JSON that a script printed, checked; undefined where it is not what was asked for. */
export function readJson<Schema extends z.ZodType>(printed: string, schema: Schema): z.output<Schema> | undefined {
  let read: unknown;
  try {
    // why: PowerShell may put a byte order mark first
    read = JSON.parse(printed.replace(/^\ufeff/, ''));
  } catch {
    return undefined;
  }
  return schema.safeParse(read).data;
}
