import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { limits } from '../../shared/limits.ts';
import { ok, type Result } from '../../shared/result.ts';
import type { FieldTree, FieldValue } from '../../shared/wechat-message.ts';
import { DocumentFault, refuseDocument } from './document-fault.ts';
import { addField } from './fields.ts';
import { readPlainXml } from './plain-xml.ts';

/** A node as fast-xml-parser gives it where the order is preserved: one key, a name, `#text` or `#cdata`. */
type Node = Record<string, unknown>;

/** References are read by `decodeReferences`: this spares the parser the making of a decoder for every document. */
const noDecoder = {
  decode: (text: string) => text,
  ...{ reset: () => {}, setXmlVersion: () => {}, addInputEntities: () => {}, setExternalEntities: () => {} },
};

const parser = new XMLParser({
  preserveOrder: true,
  cdataPropName: '#cdata',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  processEntities: false,
  ignoreAttributes: true,
  ignoreDeclaration: true,
  maxNestedTags: limits.documentDepth,
  // why: spares it the path of every element as text, which nobody asks for
  jPath: false,
  entityDecoder: noDecoder,
  onDangerousProperty: (name) => name,
});

/**
 * Reads the XML of an envelope or a message: the fields below `<xml>`.
 * CDATA is kept to the letter, but for line ends, which are line feeds in XML; other text is trimmed. Both may stand for
 * one value. A repeated element becomes a list.
 * Fails with -40002: not well-formed, another root, nested too deep, too long, with a DTD, an instruction, or an entity
 * other than the five of XML (protocol reference, 1.8: none is needed), or with an element that is called like an
 * object's inner parts (`__proto__`, `constructor`, `prototype`).
 */
export function parseXml(text: string): Result<FieldTree> {
  if (text.length > limits.documentChars) return refuseDocument(`> ${limits.documentChars}`);
  const plain = readPlainXml(text);
  return plain ? ok(plain) : parseXmlSlowly(text);
}

/** The same for every document, by the XML parser. */
export function parseXmlSlowly(text: string): Result<FieldTree> {
  try {
    const fault = isPlainMarkup(text) ? undefined : findFault(text);
    return fault === undefined ? ok(readRoot(parser.parse(text) as Node[])) : refuseDocument(fault);
  } catch (error) {
    // The parser has no error class of its own: it throws a plain Error for what it doesn't like.
    if (error instanceof Error) return refuseDocument(error.message);
    throw error;
  }
}

function findFault(text: string): string | undefined {
  const hazard = findHazard(text);
  if (hazard !== undefined) return hazard;
  const wellFormed = XMLValidator.validate(text);
  return wellFormed === true ? undefined : excerpt(text, wellFormed.err.line, wellFormed.err.col ?? 1);
}

function excerpt(text: string, line: number, column: number): string {
  const rest = text.split(/\r?\n/)[line - 1]?.slice(column - 1) ?? '';
  return `${line}:${column} “${rest.slice(0, 24)}”`;
}

/** Nothing in it may hide markup from `endOfMarkup`, hence no `<` and no `>`. */
const xmlDeclaration = /^\u{feff}?<\?xml\s[^<>]*\?>/u;

/**
 * Finds what must not even reach the parser: a declaration (`<!DOCTYPE`, `<!ENTITY` …), an instruction, a tag or section
 * that is never closed, or a flood of tags. What stands in CDATA is no declaration: people may well write
 * `<!DOCTYPE html>` in a chat.
 */
function findHazard(text: string): string | undefined {
  let tags = 0;
  let at = text.indexOf('<', xmlDeclaration.exec(text)?.[0].length ?? 0);
  while (at !== -1) {
    const end = endOfMarkup(text, at);
    if (end === -1) return text.slice(at, at + 10);
    if (++tags > limits.documentParts) return `> ${limits.documentParts} <…>`;
    at = text.indexOf('<', end);
  }
  return undefined;
}

const plainTag = /<(\/?)([A-Za-z_][A-Za-z0-9_.-]*)(\/?)>/y;

/** Elements side by side that each hold one CDATA section, or bare text: every envelope, and most messages. */
const flatMarkup = /^<xml>[ \t\r\n]*(?:<([A-Za-z_][A-Za-z0-9_.-]*)>(?:<!\[CDATA\[[^\]]*\]\]>|[^<&]*)<\/\1>[ \t\r\n]*)+<\/xml>[ \t\r\n]*$/;
const longestFlat = 16 * 1024;

/**
 * Whether this is XML as WeChat writes it, well-formed and without hazards: one root; tags without attributes that close
 * in order; text without references. All else is for `findFault` to judge, which takes several times as long.
 */
export function isPlainMarkup(text: string): boolean {
  if (text.length <= longestFlat && flatMarkup.test(text)) return true;
  if (!text.startsWith('<xml>')) return false;
  const open: string[] = [];
  let reference = text.indexOf('&');
  let at = 0;
  for (let parts = 0; parts < limits.documentParts; parts++) {
    if (text.startsWith('<![CDATA[', at)) {
      const end = text.indexOf(']]>', at + '<![CDATA['.length);
      if (end === -1) return false;
      at = end + ']]>'.length;
      if (reference !== -1 && reference < at) reference = text.indexOf('&', at);
    } else {
      plainTag.lastIndex = at;
      const tag = plainTag.exec(text);
      if (!tag || !closesInOrder(tag, open)) return false;
      at = plainTag.lastIndex;
    }
    if (open.length === 0) return trimBlanks(text.slice(at)) === '';
    at = text.indexOf('<', at);
    if (at === -1 || (reference !== -1 && reference < at)) return false;
  }
  return false;
}

function closesInOrder([, closes, name = '', isEmpty]: RegExpExecArray, open: string[]): boolean {
  if (closes) return !isEmpty && open.pop() === name;
  if (!isEmpty) open.push(name);
  return true;
}

const sections = [
  { opening: '<![CDATA[', closing: ']]>' },
  { opening: '<!--', closing: '-->' },
];

/** Where the markup that begins at `start` is over; -1 where there is no end to it, or it is of a kind that is refused. */
function endOfMarkup(text: string, start: number): number {
  const section = sections.find(({ opening }) => text.startsWith(opening, start));
  if (section) {
    const end = text.indexOf(section.closing, start + section.opening.length);
    return end === -1 ? -1 : end + section.closing.length;
  }
  return '!?'.includes(text.charAt(start + 1)) ? -1 : endOfTag(text, start + 1);
}

/** A tag ends with a `>` outside quotes. A `<`, which XML forbids in tags, could make a comment begin within quotes. */
function endOfTag(text: string, from: number): number {
  let quote = '';
  for (let at = from; at < text.length; at++) {
    const sign = text.charAt(at);
    if (sign === '<') return -1;
    if (quote !== '') quote = sign === quote ? '' : quote;
    else if (sign === '>') return at + 1;
    else if (sign === '"' || sign === "'") quote = sign;
  }
  return -1;
}

function readRoot(nodes: Node[]): FieldTree {
  const elements = nodes.map(nameOf).filter((name) => name !== '#text');
  if (elements.length !== 1 || elements[0] !== 'xml') throw new DocumentFault(`<${elements[0] ?? ''}>`);
  const root = nodes.find((node) => nameOf(node) === 'xml');
  const value = readElement(root?.xml as Node[]);
  if (typeof value !== 'string') return value;
  if (value === '') return {};
  throw new DocumentFault('<xml>');
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
    if (!isCharacter) throw new DocumentFault(whole);
    return String.fromCodePoint(codePoint);
  });
}

/** Elements that WeChat writes without CDATA: numbers (protocol reference, 1.6 and 2). */
const bareElements = new Set([
  ...['CreateTime', 'TimeStamp', 'MsgId', 'MsgID', 'AgentID', 'AgentId', 'ArticleCount', 'Count', 'Scale', 'EffectTime'],
  ...['Location_X', 'Location_Y', 'Latitude', 'Longitude', 'Precision', 'ErrCode', 'TotalCount', 'FilterCount', 'SentCount'],
  ...['ErrorCount', 'ExpiredTime', 'FailTime', 'Type', 'Style', 'DescColor'],
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
