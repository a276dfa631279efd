import { failure } from '../../shared/failures.ts';
import { limits } from '../../shared/limits.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { FieldTree, FieldValue } from '../../shared/wechat-message.ts';

/**
 * Reads a JSON object as fields. Numbers stay text to the digit, because ids have 64 bits; null is ''.
 * Fails with -40002.
 */
export function parseJson(text: string): Result<FieldTree> {
  if (text.length > limits.documentChars) return refuse(`> ${limits.documentChars}`);
  try {
    JSON.parse(text);
    const value = jsonField(JSON.parse(quoteNumbers(text)), 0);
    if (typeof value === 'string' || Array.isArray(value)) return refuse('JSON');
    return value ? ok(value) : refuse(`> ${limits.documentDepth}`);
  } catch (error) {
    if (error instanceof SyntaxError) return refuse(error.message);
    throw error;
  }
}

const refuse = (reason: string) => err(failure('wechat/-40002', { reason: reason.slice(0, 200) }));

/** Puts every number of a JSON text into quotes; what stands in strings stays. */
function quoteNumbers(json: string): string {
  return json.replace(/"[^"\\]*(?:\\.[^"\\]*)*"|-?[0-9][0-9.eE+-]*/gs, (token) => (token.startsWith('"') ? token : `"${token}"`));
}

/** Undefined where it nests too deep, or names a property that no message has any business with. */
function jsonField(value: unknown, depth: number): FieldValue | undefined {
  if (depth > limits.documentDepth) return undefined;
  if (value === null) return '';
  if (Array.isArray(value)) return allOrNothing(value.map((entry) => jsonField(entry, depth + 1)));
  if (typeof value !== 'object') return String(value);
  const tree: FieldTree = {};
  for (const [name, entry] of Object.entries(value)) {
    const field = jsonField(entry, depth + 1);
    if (field === undefined || name === '__proto__') return undefined;
    tree[name] = field;
  }
  return tree;
}

function allOrNothing(values: (FieldValue | undefined)[]): FieldValue[] | undefined {
  const present = values.filter((value) => value !== undefined);
  return present.length === values.length ? present : undefined;
}
