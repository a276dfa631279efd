import { ok, type Result } from '../../../shared/result.ts';

/** Names and numbers of a path: `data.items[0].state`, `["a key"]`. */
const steps = /\[(\d+)\]|\["([^"]*)"\]|\.?([^.[\]]+)/gy;

/** What stands in JSON at a path; undefined where there is nothing. Fails where the text is no JSON. */
export function jsonAt(text: string, path: string): Result<unknown, 'no-json'> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false, error: 'no-json' };
  }
  // `$` is what the JSONPath of others begins with.
  const plain = path.replace(/^\$\.?/, '');
  let read = 0;
  for (const [step, index, quoted, name] of plain.matchAll(steps)) {
    read += step.length;
    const key = index ?? quoted ?? name ?? '';
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return ok(undefined);
    value = (value as Record<string, unknown>)[key];
  }
  // why: what is no path would stop at what stands above it, and find something there
  return ok(read === plain.length ? value : undefined);
}
