import type { FieldTree, FieldValue } from '../../shared/wechat-message.ts';

/** Adds a field; a name that is there already becomes a list. */
export function addField(tree: FieldTree, name: string, value: FieldValue): void {
  const found = tree[name];
  // What every object has is no field, but it is not undefined either: most names need no second look.
  const known = found === undefined || Object.hasOwn(tree, name) ? found : undefined;
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
  const values: Record<string, string> = {};
  for (const property in map) values[property] = textOf(tree, map[property] ?? '');
  return values as { [K in keyof M]: string };
}

/** The same, without the properties whose field is missing. */
export function partialRecord<M extends FieldMap>(tree: FieldTree, map: M): { [K in keyof M]?: string } {
  const values: Record<string, string> = {};
  for (const property in map) {
    const text = optionalText(tree, map[property] ?? '');
    if (text !== undefined) values[property] = text;
  }
  return values as { [K in keyof M]?: string };
}

function fieldOf(tree: FieldTree, name: string): FieldValue | undefined {
  const value = tree[name];
  // Nothing that every object has is text: what is needs no second look.
  return typeof value === 'string' || Object.hasOwn(tree, name) ? value : undefined;
}
const firstOf = (value: FieldValue | undefined): FieldValue | undefined => (Array.isArray(value) ? value[0] : value);
