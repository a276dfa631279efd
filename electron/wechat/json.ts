import { limits } from '../../shared/limits.ts';
import { ok, type Result } from '../../shared/result.ts';
import type { FieldTree, FieldValue } from '../../shared/wechat-message.ts';
import { DocumentFault, refuseDocument } from './document-fault.ts';

/**
 * Reads a JSON object as fields. Numbers stay text to the digit, because ids have 64 bits; null is ''.
 * Fails with -40002: no JSON, no object, nested too deep, too long.
 */
export function parseJson(text: string): Result<FieldTree> {
  if (text.length > limits.documentChars) return refuseDocument(`> ${limits.documentChars}`);
  try {
    JSON.parse(text);
    const value = readValue(JSON.parse(quoteNumbers(text)), 0);
    return typeof value === 'string' || Array.isArray(value) ? refuseDocument('JSON') : ok(value);
  } catch (error) {
    if (error instanceof DocumentFault || error instanceof SyntaxError) return refuseDocument(error.message);
    throw error;
  }
}

/** Puts every number of a JSON text into quotes; what stands in strings stays. */
function quoteNumbers(json: string): string {
  let parts = 0;
  return json.replace(/"[^"\\]*(?:\\.[^"\\]*)*"|-?[0-9][0-9.eE+-]*/gs, (part) => {
    if (++parts > limits.documentParts) throw new DocumentFault(`> ${limits.documentParts}`);
    return part.startsWith('"') ? part : `"${part}"`;
  });
}

function readValue(value: unknown, depth: number): FieldValue {
  if (value === null) return '';
  if (typeof value !== 'object') return String(value);
  if (depth > limits.documentDepth) throw new DocumentFault(`> ${limits.documentDepth} {…}`);
  if (Array.isArray(value)) return value.map((entry) => readValue(entry, depth + 1));
  const tree: FieldTree = {};
  for (const [name, entry] of Object.entries(value)) {
    if (name === '__proto__') throw new DocumentFault(name);
    tree[name] = readValue(entry, depth + 1);
  }
  return tree;
}
