import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { failure } from '../../shared/failures.ts';
import { limits } from '../../shared/limits.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { FieldTree, FieldValue } from '../../shared/wechat-message.ts';
import { addField } from './fields.ts';

/** A node as fast-xml-parser gives it where the order is preserved: one key, a name, `#text` or `#cdata`. */
type Node = Record<string, unknown>;

/** A document that is refused: thrown on the way up through the tree, and caught by `parseXml` alone. */
class Refusal extends Error {}

const parser = new XMLParser({
  preserveOrder: true,
  cdataPropName: '#cdata',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  processEntities: false,
  ignoreAttributes: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
  maxNestedTags: limits.documentDepth,
  onDangerousProperty: (name) => name,
});

/**
 * Reads the XML of an envelope or a message: the fields below `<xml>`.
 * CDATA is kept to the letter, other text is trimmed; both may stand for one value. A repeated element becomes a list.
 * Fails with -40002: not well-formed, another root, nested too deep, too long, with a DTD, or with an entity other
 * than the five of XML (protocol reference, 1.8: none is needed).
 */
export function parseXml(text: string): Result<FieldTree> {
  if (text.length > limits.documentChars) return refuse(`> ${limits.documentChars}`);
  const declaration = findDeclaration(text);
  if (declaration !== undefined) return refuse(declaration);
  try {
    const wellFormed = XMLValidator.validate(text);
    if (wellFormed !== true) return refuse(excerpt(text, wellFormed.err.line, wellFormed.err.col ?? 1));
    return ok(readRoot(parser.parse(text) as Node[]));
  } catch (error) {
    // The parser throws plain errors for what it doesn't like; a RangeError or TypeError would be a bug of ours.
    if (error instanceof Error) return refuse(error.message);
    throw error;
  }
}

/** Reasons are said in places and excerpts, which need no translation. */
const refuse = (reason: string) => err(failure('wechat/-40002', { reason: reason.slice(0, 200) }));

function excerpt(text: string, line: number, column: number): string {
  const rest = text.split(/\r?\n/)[line - 1]?.slice(column - 1) ?? '';
  return `${line}:${column} “${rest.slice(0, 24)}”`;
}

/**
 * Finds a declaration (`<!DOCTYPE`, `<!ENTITY` …) or a section that is never closed.
 * What stands in CDATA is no declaration: people may well write `<!DOCTYPE html>` in a chat.
 */
function findDeclaration(text: string): string | undefined {
  let at = text.indexOf('<!');
  while (at !== -1) {
    const section = sections.find(({ opening }) => text.startsWith(opening, at));
    if (!section) return text.slice(at, at + 10);
    const end = text.indexOf(section.closing, at + section.opening.length);
    if (end === -1) return section.opening;
    at = text.indexOf('<!', end + section.closing.length);
  }
  return undefined;
}

const sections = [
  { opening: '<![CDATA[', closing: ']]>' },
  { opening: '<!--', closing: '-->' },
];

function readRoot(nodes: Node[]): FieldTree {
  const elements = nodes.map(nameOf).filter((name) => name !== '#text');
  if (elements.length !== 1 || elements[0] !== 'xml') throw new Refusal(`<${elements[0] ?? ''}>`);
  const root = nodes.find((node) => nameOf(node) === 'xml');
  const value = readElement(root?.xml as Node[]);
  if (typeof value !== 'string') return value;
  if (value === '') return {};
  throw new Refusal('<xml>');
}

/** An element without children is its text. Text between children, which WeChat never sends, goes to `#text`. */
function readElement(children: Node[]): string | FieldTree {
  const hasElements = children.some((child) => !isText(nameOf(child)));
  if (!hasElements) return readText(children);
  const tree: FieldTree = {};
  for (const child of children) {
    const name = nameOf(child);
    if (!isText(name)) addField(tree, name, readElement(child[name] as Node[]));
  }
  const between = readText(children.filter((child) => isText(nameOf(child))));
  if (between !== '') tree['#text'] = between;
  return tree;
}

function readText(nodes: Node[]): string {
  if (nodes.length === 1 && nodes[0] && nameOf(nodes[0]) === '#text') return decodeReferences(trimBlanks(String(nodes[0]['#text'])));
  let text = '';
  for (const node of nodes) {
    if ('#cdata' in node) text += (node['#cdata'] as Node[]).map((part) => part['#text'] ?? '').join('');
    else text += blankToNothing(decodeReferences(String(node['#text'])));
  }
  return text;
}

const nameOf = (node: Node) => Object.keys(node)[0] ?? '';
const isText = (name: string) => name === '#text' || name === '#cdata';
const blankToNothing = (text: string) => (trimBlanks(text) === '' ? '' : text);

/** Trims what XML calls white space, and leaves the full-width space alone. */
function trimBlanks(text: string): string {
  const isBlank = (at: number) => ' \t\r\n'.includes(text.charAt(at));
  let start = 0;
  let end = text.length;
  while (start < end && isBlank(start)) start++;
  while (end > start && isBlank(end - 1)) end--;
  return text.slice(start, end);
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decodeReferences(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:(amp|lt|gt|quot|apos)|#([0-9]{1,7})|#x([0-9A-Fa-f]{1,6}));|&.{0,10}/gs, (whole, name, decimal, hex) => {
    if (name !== undefined) return entities[name] ?? '';
    const codePoint = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    const isCharacter = codePoint > 0 && codePoint <= 0x10ffff && (codePoint < 0xd800 || codePoint > 0xdfff);
    if (!isCharacter) throw new Refusal(whole);
    return String.fromCodePoint(codePoint);
  });
}

/** Elements that WeChat writes without CDATA: numbers (protocol reference, 1.6 and 2). */
const bareElements = new Set([
  ...['CreateTime', 'TimeStamp', 'MsgId', 'MsgID', 'AgentID', 'AgentId', 'ArticleCount', 'Count', 'Scale', 'EffectTime'],
  ...['Location_X', 'Location_Y', 'Latitude', 'Longitude', 'Precision', 'ErrCode', 'TotalCount', 'FilterCount', 'SentCount'],
  ...['ErrorCount', 'ExpiredTime', 'FailTime'],
]);

/**
 * Writes the XML of a message or an envelope, one field a line, as WeChat does.
 * Characters that XML cannot hold (controls, lone surrogates) become U+FFFD.
 */
export function buildXml(tree: FieldTree): string {
  return `<xml>\n${writeFields(tree)}</xml>`;
}

function writeFields(tree: FieldTree): string {
  return Object.entries(tree)
    .map(([name, value]) => writeField(name, value))
    .join('');
}

function writeField(name: string, value: FieldValue): string {
  if (Array.isArray(value)) return value.map((entry) => writeField(name, entry)).join('');
  if (name === '#text') return `${writeText(name, String(value))}\n`;
  const content = typeof value === 'string' ? writeText(name, value) : `\n${writeFields(value)}`;
  return `<${name}>${content}</${name}>\n`;
}

function writeText(name: string, text: string): string {
  if (bareElements.has(name) && /^-?[0-9]+(\.[0-9]+)?$/.test(text)) return text;
  return `<![CDATA[${legalCharacters(text).replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
}

/** All that XML 1.0 takes, and U+FFFD for the rest. */
export function legalCharacters(text: string): string {
  return text.replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '\u{fffd}');
}
