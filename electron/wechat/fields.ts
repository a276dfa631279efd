import { failure } from '../../shared/failures.ts';
import { limits } from '../../shared/limits.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { FieldTree, FieldValue } from '../../shared/wechat-message.ts';

/** Adds a field; a name that is there already becomes a list. */
export function addField(tree: FieldTree, name: string, value: FieldValue): void {
  const known = Object.hasOwn(tree, name) ? tree[name] : undefined;
  if (known === undefined) tree[name] = value;
  else if (Array.isArray(known)) known.push(value);
  else tree[name] = [known, value];
}

/** A field's text, under the first of its spellings that is there; undefined where none is, or where it has children. */
export function optionalText(tree: FieldTree, ...names: string[]): string | undefined {
  for (const name of names) {
    const value = firstOf(fieldOf(tree, name));
    if (typeof value === 'string') return value;
  }
  return undefined;
}

/** The same, with '' for undefined. */
export function textOf(tree: FieldTree, ...names: string[]): string {
  return optionalText(tree, ...names) ?? '';
}

/** The element below `name`, under the first of its spellings that is there; empty where there is none. */
export function treeOf(tree: FieldTree, ...names: string[]): FieldTree {
  for (const name of names) {
    const value = firstOf(fieldOf(tree, name));
    if (typeof value === 'object' && !Array.isArray(value)) return value;
  }
  return {};
}

/** Every element of that name: none, one or a list. */
export function listOf(tree: FieldTree, ...names: string[]): FieldValue[] {
  for (const name of names) {
    const value = fieldOf(tree, name);
    if (value !== undefined) return Array.isArray(value) ? value : [value];
  }
  return [];
}

/** The elements of that name that have children. */
export function treesOf(tree: FieldTree, ...names: string[]): FieldTree[] {
  return listOf(tree, ...names).filter((value): value is FieldTree => typeof value === 'object' && !Array.isArray(value));
}

/** The elements of that name that are text. */
export function textsOf(tree: FieldTree, ...names: string[]): string[] {
  return listOf(tree, ...names).filter((value) => typeof value === 'string');
}

/** Which field each property of a record is read from. */
export type FieldMap = Record<string, string>;

/** A record whose every property is read from the field that `map` names; '' where it is missing. */
export function record<M extends FieldMap>(tree: FieldTree, map: M): { [K in keyof M]: string } {
  const entries = Object.entries(map).map(([property, name]) => [property, textOf(tree, name)]);
  return Object.fromEntries(entries) as { [K in keyof M]: string };
}

/** The same, without the properties whose field is missing. */
export function partialRecord<M extends FieldMap>(tree: FieldTree, map: M): { [K in keyof M]?: string } {
  const entries = Object.entries(map).map(([property, name]) => [property, optionalText(tree, name)]);
  return Object.fromEntries(entries.filter(([, text]) => text !== undefined)) as { [K in keyof M]?: string };
}

const fieldOf = (tree: FieldTree, name: string): FieldValue | undefined => (Object.hasOwn(tree, name) ? tree[name] : undefined);
const firstOf = (value: FieldValue | undefined): FieldValue | undefined => (Array.isArray(value) ? value[0] : value);

/**
 * Reads a JSON object as fields. Numbers stay text to the digit, because ids have 64 bits; null is ''.
 * Fails with -40002.
 */
export function parseJsonFields(text: string): Result<FieldTree> {
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
