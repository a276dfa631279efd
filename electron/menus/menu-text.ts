import { findNodeAtLocation, getNodeValue, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { failure } from '../../shared/failures.ts';
import { jsonMistakes } from '../../shared/json-mistakes.ts';
import type { Language, Localized } from '../../shared/language.ts';
import { menuBounds } from '../../shared/menu/menu.ts';
import { menusIn, type ReadMenus } from '../../shared/menu/menu-json.ts';
import { menuMistakes } from '../../shared/menu/menu-mistakes.ts';
import { err, ok, type Result } from '../../shared/result.ts';

/**
 * Reads menus from a JSON text, in whichever shape of the platform's. A mistake is told with line and column, from 1:
 * of the syntax, or of what should be a menu and is none.
 */
export function readMenuText(text: string, language: Language): Result<ReadMenus> {
  const plain = text.replace(/^\uFEFF/, '');
  const at = (offset: number, mistake: Localized, path: (number | string)[] = []) => {
    const field = path.length > 0 ? `${path.join('.')} ` : '';
    return err(failure('menu/json', { ...placeOf(plain, offset), reason: `${field}${mistake[language]}` }, language));
  };
  const deepAt = depthExceeded(plain);
  if (deepAt !== undefined) return at(deepAt, menuMistakes.tooDeep);
  const errors: ParseError[] = [];
  const tree = parseTree(plain, errors, { disallowComments: true });
  const [mistake] = errors;
  if (plain.trim() === '') return at(0, menuMistakes.empty);
  const wrong = mistake && jsonMistakes[printParseErrorCode(mistake.error)];
  if (mistake || !tree) return at(mistake?.offset ?? 0, wrong ?? menuMistakes.noMenu);
  const again = givenTwice(tree);
  if (again) return at(again.offset, menuMistakes.twice, [String(getNodeValue(again))]);
  const menus = menusIn(getNodeValue(tree));
  if (menus.ok) return ok(menus.value);
  const { path } = menus.error;
  return at(nearest(tree, path).offset, menus.error.mistake, path);
}

/** The name of a field that an object has had already: of the two only one would be read. */
function givenTwice(node: Node): Node | undefined {
  const names = new Set<unknown>();
  for (const child of node.children ?? []) {
    const [name] = node.type === 'object' ? (child.children ?? []) : [];
    if (name && names.has(name.value)) return name;
    names.add(name?.value);
    const inner = givenTwice(child);
    if (inner) return inner;
  }
  return undefined;
}

/** The value at a path, or where it is missing what should hold it. */
function nearest(tree: Node, path: (number | string)[]): Node {
  for (let length = path.length; length > 0; length -= 1) {
    const node = findNodeAtLocation(tree, path.slice(0, length));
    if (node) return node;
  }
  return tree;
}

/** Where a text nests deeper than a menu ever does, before a parser that calls itself gets to see it. */
function depthExceeded(text: string): number | undefined {
  const open: string[] = [];
  for (const { 0: part, index } of text.matchAll(/"(?:[^"\\]|\\.)*"?|[[{]|[\]}]/gs)) {
    if (part === '[' || part === '{') open.push(part === '[' ? ']' : '}');
    // why: a bracket that closes nothing takes the parser nowhere
    else if (part === open.at(-1)) open.pop();
    if (open.length > 2 * menuBounds.depth) return index;
  }
  return undefined;
}

function placeOf(text: string, offset: number): { line: string; column: string } {
  const before = text.slice(0, offset).split(/\r\n|\r|\n/);
  return { line: String(before.length), column: String((before.at(-1)?.length ?? 0) + 1) };
}
